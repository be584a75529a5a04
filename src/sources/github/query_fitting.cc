#include "sources/github/query_fitting.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace shiplog {
namespace {

constexpr std::string_view kOptional = "# optional";

bool is_name_character(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '_';
}

bool has_word(std::string_view line, std::string_view word) {
  for (std::size_t at = line.find(word); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_name_character(line[at - 1])) &&
        (end == line.size() || !is_name_character(line[end]))) {
      return true;
    }
  }
  return false;
}

struct Line {
  std::string_view text = {};  // Without comment, and blanks around it.
  bool is_optional = false;
};

Line line_of(std::string_view raw) {
  Line line;
  bool is_quoted = false;
  std::size_t end = raw.size();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    is_quoted = raw[i] == '"' ? !is_quoted : is_quoted;
    if (raw[i] == '#' && !is_quoted) {
      line.is_optional = raw.substr(i).starts_with(kOptional);
      end = i;
      break;
    }
  }
  raw = raw.substr(0, end);
  const std::size_t first = raw.find_first_not_of(" \t\r");
  if (first != std::string_view::npos) {
    line.text = raw.substr(first, raw.find_last_not_of(" \t\r") - first + 1);
  }
  return line;
}

template <typename Visit>
void each_line(std::string_view document, Visit visit) {
  while (!document.empty()) {
    const std::size_t end = std::min(document.find('\n'), document.size());
    visit(line_of(document.substr(0, end)));
    document.remove_prefix(std::min(end + 1, document.size()));
  }
}

}  // namespace

std::string QueryFitting::fit(std::string_view document) const {
  const std::lock_guard lock(mutex_);
  std::string fitted;
  fitted.reserve(document.size());
  each_line(document, [&](const Line& line) {
    const bool is_left_out =
        line.text.empty() ||
        (line.is_optional && std::ranges::any_of(unknown_, [&line](const std::string& name) {
           return has_word(line.text, name);
         }));
    if (!is_left_out) {
      fitted += line.text;
      fitted += '\n';
    }
  });
  return fitted;
}

void QueryFitting::learn(std::string_view name) {
  if (!name.empty()) {
    const std::lock_guard lock(mutex_);
    unknown_.emplace(name);
  }
}

std::set<std::string, std::less<>> QueryFitting::unknown_names() const {
  const std::lock_guard lock(mutex_);
  return unknown_;
}

}  // namespace shiplog
