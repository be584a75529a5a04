#include "columns/pattern.h"

#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr bool is_letter(char letter) { return lower(letter) >= 'a' && lower(letter) <= 'z'; }

// The letter, in lower case, that a text must begin with to match, or zero when the
// expression does not say so plainly. Most texts are then told from a match at a glance.
char first_letter_of(std::string_view expression) {
  const bool is_plain = expression.size() >= 2 && expression[0] == '^' &&
                        is_letter(expression[1]) && expression.find('|') == std::string_view::npos;
  if (!is_plain) {
    return 0;
  }
  const bool may_be_absent = expression.size() >= 3 &&
                             std::string_view("?*{").find(expression[2]) != std::string_view::npos;
  return may_be_absent ? char{0} : lower(expression[1]);
}

}  // namespace

struct Pattern::Compiled {
  std::regex regex;
  char first_letter = 0;
};

Pattern::Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Result<Pattern> Pattern::compile(std::string_view expression) {
  try {
    return Pattern(std::make_shared<const Compiled>(
        std::regex(expression.begin(), expression.end(),
                   std::regex::ECMAScript | std::regex::icase | std::regex::optimize),
        first_letter_of(expression)));
  } catch (const std::regex_error& error) {
    return Error{ErrorCode::InvalidInput,
                 "'" + std::string(expression) + "' is no regular expression: " + error.what()};
  }
}

bool Pattern::is_in(std::string_view text) const {
  if (compiled_->first_letter != 0 &&
      (text.empty() || lower(text.front()) != compiled_->first_letter)) {
    return false;
  }
  text = text.substr(0, kSearchedBytes);
  try {
    return std::regex_search(text.begin(), text.end(), compiled_->regex);
  } catch (const std::regex_error&) {
    return false;
  }
}

}  // namespace shiplog
