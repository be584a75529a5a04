#include "sources/git/commit_log.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "base/result.h"
#include "sources/git/object_id.h"

namespace shiplog {
namespace {

// 0001-01-01 and 9999-12-31T23:59:59.
constexpr std::int64_t kSecondsMin = -62'135'596'800;
constexpr std::int64_t kSecondsMax = 253'402'300'799;

bool are_parents(std::string_view parents, std::size_t sha_length) {
  if (parents.empty()) {
    return true;
  }
  if ((parents.size() + 1) % (sha_length + 1) != 0) {
    return false;
  }
  for (std::size_t at = 0; at < parents.size(); at += sha_length + 1) {
    if (!parse_object_id(parents.substr(at, sha_length))) {
      return false;
    }
    if (at + sha_length < parents.size() && parents[at + sha_length] != ' ') {
      return false;
    }
  }
  return true;
}

}  // namespace

Moment parse_git_time(std::string_view seconds) {
  std::int64_t value = 0;
  const char* const end = seconds.data() + seconds.size();
  const auto [stop, failure] = std::from_chars(seconds.data(), end, value);
  if (failure != std::errc{} || stop != end) {
    return std::nullopt;
  }
  if (value < kSecondsMin || value > kSecondsMax) {
    return std::nullopt;
  }
  return Timestamp{std::chrono::seconds{value}};
}

std::string& CommitLogParser::buffer() {
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  for (std::size_t field = 0; field < fields_; ++field) {
    field_ends_.at(field) -= begin_;
  }
  begin_ = 0;
  return buffer_;
}

Result<std::optional<CommitText>> CommitLogParser::next() {
  while (fields_ < kFields) {
    const std::size_t end = buffer_.find('\0', scanned_);
    if (end == std::string::npos) {
      scanned_ = buffer_.size();
      return std::optional<CommitText>{};
    }
    field_ends_.at(fields_++) = end;
    scanned_ = end + 1;
  }
  if (scanned_ == buffer_.size()) {
    return std::optional<CommitText>{};
  }

  std::array<std::string_view, kFields> fields;
  std::size_t begin = begin_;
  for (std::size_t field = 0; field < kFields; ++field) {
    fields.at(field) = std::string_view(buffer_).substr(begin, field_ends_.at(field) - begin);
    begin = field_ends_.at(field) + 1;
  }
  if (buffer_[scanned_] != '\n' || !parse_object_id(fields[0]) ||
      !are_parents(fields[1], fields[0].size())) {
    return Error{.code = ErrorCode::Internal,
                 .message = "git's log has another form than this program knows"};
  }
  begin_ = ++scanned_;
  fields_ = 0;
  return std::optional(CommitText{
      .sha = fields[0],
      .parents = fields[1],
      .authored_at = parse_git_time(fields[2]),
      .committed_at = parse_git_time(fields[3]),
      .author_name = fields[4],
      .author_email = fields[5],
      .message = fields[6],
  });
}

}  // namespace shiplog
