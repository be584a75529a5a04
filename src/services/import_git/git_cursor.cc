#include "services/import_git/git_cursor.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/iso_time.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr std::string_view kForm = "1";

void append(std::string& text, std::string_view key, std::string_view value) {
  if (!value.empty()) {
    text.append(" ").append(key).append("=").append(value);
  }
}

std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(text.size(), word.size() + 1));
  return word;
}

}  // namespace

std::string encode(const GitCursor& cursor) {
  std::string text(kForm);
  append(text, "tip", cursor.tip.value_or(""));
  append(text, "reading", cursor.reading.value_or(""));
  append(text, "since", cursor.since ? format_time(*cursor.since) : "");
  append(text, "tags", cursor.tags);
  append(text, "shallow", cursor.shallow);
  return text;
}

std::optional<GitCursor> decode_git_cursor(std::string_view text) {
  if (take_word(text) != kForm) {
    return std::nullopt;
  }
  GitCursor cursor;
  while (!text.empty()) {
    const std::string_view word = take_word(text);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string_view key = word.substr(0, equals);
    const std::string value(word.substr(equals + 1));
    if (key == "tip") {
      cursor.tip = value;
    } else if (key == "reading") {
      cursor.reading = value;
    } else if (key == "tags") {
      cursor.tags = value;
    } else if (key == "shallow") {
      cursor.shallow = value;
    } else if (key == "since") {
      Result<Instant> since = parse_time(value);
      if (!since) {
        return std::nullopt;
      }
      cursor.since = *since;
    } else {
      return std::nullopt;
    }
  }
  return cursor;
}

std::string git_cursor_name(std::string_view repository) {
  return "git:" + std::string(repository);
}

}  // namespace shiplog
