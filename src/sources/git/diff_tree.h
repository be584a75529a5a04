// diff-tree: which files a commit changed and by how many lines, read as it streams in.
//
//   git diff-tree --stdin -r --root -M --numstat -z --always
//
// Git is given commits in stretches, each ended by an empty line, which it says back once
// the stretch is done. It then holds nothing more of the answer in its own buffers.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

enum class DiffDetail : std::uint8_t {
  Lines,  // --numstat: needs the content of files.
  Files,  // --name-status: needs only the names, and counts no lines.
};

struct DiffCounts {
  std::optional<std::int64_t> additions = {};  // Absent for DiffDetail::Files.
  std::optional<std::int64_t> deletions = {};
  std::int64_t changed_files = 0;  // With binary files, which have no lines.
  // The first two components of the folders touched, sorted, without repetition, at most
  // kDirectoriesMax of them. Files at the root are in no folder.
  TextList directories = {};
};

inline constexpr std::size_t kDirectoriesMax = 64;

struct StretchEnd {};

// What the parser has come to: a commit and all it changed, or the end of a stretch.
struct CommitDiff {
  std::string sha = {};
  DiffCounts counts = {};
};
using DiffItem = std::variant<CommitDiff, StretchEnd>;

// "src/net" of "src/net/http/server.cc", "src" of "src/main.cc", empty of "README".
std::string_view directory_of(std::string_view path);

class DiffTreeParser {
 public:
  explicit DiffTreeParser(DiffDetail detail) : detail_(detail) {}

  // Where the next of git's words are to be appended.
  std::string& buffer();

  // Absent when more text is needed. Internal when it cannot be the output of diff-tree; the
  // parser is then of no more use.
  Result<std::optional<DiffItem>> next();

 private:
  std::optional<std::string_view> peek_field(std::size_t& at);
  std::optional<DiffItem> finish_commit();
  Result<bool> read_change(std::string_view field, std::size_t after);
  Result<bool> read_paths(std::size_t at, int count);
  void add_path(std::string_view path);

  DiffDetail detail_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::optional<CommitDiff> current_;
};

}  // namespace shiplog
