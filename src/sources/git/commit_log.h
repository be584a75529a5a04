// The commit log: what git tells of each commit, read as it streams in.
//
//   git rev-list --format=<kCommitFormat> …
//
// A record is seven fields, each ended by a NUL, and a line break. No field can hold a NUL,
// since git ends a commit's text at the first one.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/object_id.h"

namespace shiplog {

inline constexpr std::string_view kCommitFormat =
    "--format=%H%x00%P%x00%at%x00%ct%x00%aN%x00%aE%x00%B%x00";

// Borrows from the parser, until it is asked for the next one or given more text.
struct CommitText {
  std::string_view sha = {};
  std::string_view parents = {};  // Shas with a space between.
  Moment authored_at = {};        // Absent where the commit says nonsense, in both.
  Moment committed_at = {};
  std::string_view author_name = {};
  std::string_view author_email = {};
  std::string_view message = {};  // May be no valid UTF-8.
};

// A time in seconds since 1970 as git writes it; absent beyond the years 1–9999, and for
// anything that is no number.
Moment parse_git_time(std::string_view seconds);

class CommitLogParser {
 public:
  // Where the next of git's words are to be appended.
  std::string& buffer();

  // Absent when the buffer does not hold another whole commit. Internal when it cannot be
  // git's log; the parser is then of no more use.
  Result<std::optional<CommitText>> next();

  // Whether everything appended has been read.
  bool is_at_end() const { return begin_ == buffer_.size(); }

 private:
  static constexpr std::size_t kFields = 7;

  std::string buffer_;
  std::size_t begin_ = 0;    // Of the record that is being read.
  std::size_t scanned_ = 0;  // No further field ends before here.
  std::array<std::size_t, kFields> field_ends_ = {};
  std::size_t fields_ = 0;
};

}  // namespace shiplog
