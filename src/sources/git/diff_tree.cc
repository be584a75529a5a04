#include "sources/git/diff_tree.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/result.h"
#include "sources/git/object_id.h"
#include "sources/history/valid_text.h"

namespace shiplog {
namespace {

constexpr std::size_t kDirectoryBytesMax = 500;

Error unknown_form() {
  return Error{.code = ErrorCode::Internal,
               .message = "git's diff has another form than this program knows"};
}

// Takes "12\t" off the front of a field. "-" is a binary file, of no lines.
std::optional<std::int64_t> take_count(std::string_view& field) {
  const std::size_t tab = field.find('\t');
  if (tab == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view digits = field.substr(0, tab);
  field.remove_prefix(tab + 1);
  if (digits == "-") {
    return 0;
  }
  std::int64_t count = 0;
  const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (failure != std::errc{} || stop != digits.data() + digits.size() || count < 0) {
    return std::nullopt;
  }
  return count;
}

// The sum, or the greatest number where it would not fit.
std::int64_t add(std::int64_t sum, std::int64_t count) {
  std::int64_t result = 0;
  return __builtin_add_overflow(sum, count, &result) ? INT64_MAX : result;
}

}  // namespace

std::string_view directory_of(std::string_view path) {
  const std::size_t first = path.find('/');
  if (first == std::string_view::npos) {
    return {};
  }
  const std::size_t second = path.find('/', first + 1);
  return path.substr(0, second == std::string_view::npos ? first : second);
}

std::string& DiffTreeParser::buffer() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  return buffer_;
}

// The field that begins at `at`, which moves behind it; absent when it is not all there.
std::optional<std::string_view> DiffTreeParser::peek_field(std::size_t& at) {
  const std::size_t end = buffer_.find('\0', at);
  if (end == std::string::npos) {
    return std::nullopt;
  }
  const std::string_view field = std::string_view(buffer_).substr(at, end - at);
  at = end + 1;
  return field;
}

std::optional<DiffItem> DiffTreeParser::finish_commit() {
  std::optional<DiffItem> item;
  if (current_) {
    std::sort(current_->counts.directories.begin(), current_->counts.directories.end());
    item = std::move(*current_);
    current_.reset();
  }
  return item;
}

Result<std::optional<DiffItem>> DiffTreeParser::next() {
  while (begin_ < buffer_.size()) {
    if (buffer_[begin_] == '\n') {
      if (std::optional<DiffItem> item = finish_commit()) {
        return item;
      }
      ++begin_;
      return std::optional<DiffItem>(StretchEnd{});
    }
    std::size_t after = begin_;
    const std::optional<std::string_view> field = peek_field(after);
    if (!field) {
      break;
    }
    if (!parse_object_id(*field)) {
      if (!current_) {
        return unknown_form();
      }
      if (!TRY(read_change(*field, after))) {
        break;
      }
      continue;
    }
    std::optional<DiffItem> finished = finish_commit();
    current_ = CommitDiff{.sha = std::string(*field)};
    current_->counts.directories.is_given = true;
    if (detail_ == DiffDetail::Lines) {
      current_->counts.additions = 0;
      current_->counts.deletions = 0;
    }
    begin_ = after;
    if (finished) {
      return finished;
    }
  }
  return std::optional<DiffItem>{};
}

// False when more text is needed.
Result<bool> DiffTreeParser::read_change(std::string_view field, std::size_t after) {
  if (detail_ == DiffDetail::Files) {
    const bool has_two_paths = field.starts_with('R') || field.starts_with('C');
    if (field.empty() || field.size() > 4) {
      return unknown_form();
    }
    return read_paths(after, has_two_paths ? 2 : 1);
  }
  const std::optional<std::int64_t> additions = take_count(field);
  const std::optional<std::int64_t> deletions = additions ? take_count(field) : std::nullopt;
  if (!deletions) {
    return unknown_form();
  }
  // An empty path says that two follow: where the file was, and where it is.
  if (field.empty()) {
    if (!TRY(read_paths(after, 2))) {
      return false;
    }
  } else {
    add_path(field);
    ++current_->counts.changed_files;
    begin_ = after;
  }
  current_->counts.additions = add(*current_->counts.additions, *additions);
  current_->counts.deletions = add(*current_->counts.deletions, *deletions);
  return true;
}

Result<bool> DiffTreeParser::read_paths(std::size_t at, int count) {
  std::size_t end = at;
  for (int path = 0; path < count; ++path) {
    if (!peek_field(end)) {
      return false;
    }
  }
  for (int path = 0; path < count; ++path) {
    add_path(*peek_field(at));
  }
  ++current_->counts.changed_files;
  begin_ = at;
  return true;
}

void DiffTreeParser::add_path(std::string_view path) {
  const std::string_view directory = directory_of(path);
  TextList& known = current_->counts.directories;
  if (directory.empty() || known.size() == kDirectoriesMax) {
    return;
  }
  std::string name = valid_line(directory, kDirectoryBytesMax);
  if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) {
    return;
  }
  known.push_back(std::move(name));
}

}  // namespace shiplog
