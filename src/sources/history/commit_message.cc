#include "sources/history/commit_message.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sources/history/valid_text.h"

namespace shiplog {
namespace {

constexpr std::size_t kNumberDigitsMax = 9;
constexpr std::size_t kShaLengthMax = 64;

// Of a line that is about to be made valid, only so much can matter.
constexpr std::size_t kParagraphBytesMax = 64 * 1024;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string_view strip(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Takes the next line off the front of a text.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// Takes the first paragraph off the front of a text, with the blank lines before it.
std::string_view take_paragraph(std::string_view& text) {
  while (!text.empty()) {
    std::string_view rest = text;
    if (!strip(take_line(rest)).empty()) {
      break;
    }
    text = rest;
  }
  const std::string_view from = text;
  while (!text.empty()) {
    std::string_view rest = text;
    if (strip(take_line(rest)).empty()) {
      break;
    }
    text = rest;
  }
  return from.substr(0, std::min(from.size() - text.size(), kParagraphBytesMax));
}

// Takes a positive number off the front of a text.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) {
    if (digits == kNumberDigitsMax) {
      return std::nullopt;
    }
    number = number * 10 + (text[digits++] - '0');
  }
  text.remove_prefix(digits);
  if (number == 0) {
    return std::nullopt;
  }
  return number;
}

std::optional<std::string> present(std::string text) {
  if (text.empty()) {
    return std::nullopt;
  }
  return text;
}

char to_lower(char character) {
  return character >= 'A' && character <= 'F' ? static_cast<char>(character - 'A' + 'a')
                                              : character;
}

bool is_hexadecimal(char character) {
  return is_digit(character) || (character >= 'a' && character <= 'f');
}

std::string leading_sha(std::string_view text) {
  std::string sha;
  for (const char character : text) {
    const char lower = to_lower(character);
    if (!is_hexadecimal(lower)) {
      break;
    }
    sha += lower;
    if (sha.size() > kShaLengthMax) {
      return {};
    }
  }
  return sha;
}

}  // namespace

std::string headline_of(std::string_view message) {
  return valid_line(take_paragraph(message), kHeadlineBytesMax);
}

std::optional<PullRequestMention> merged_pull_request(std::string_view message) {
  constexpr std::string_view kOpening = "Merge pull request #";
  constexpr std::string_view kFrom = " from ";
  std::string_view body = message;
  std::string_view subject = strip(take_line(body));
  if (!subject.starts_with(kOpening)) {
    return std::nullopt;
  }
  subject.remove_prefix(kOpening.size());
  const std::optional<std::int64_t> number = take_number(subject);
  if (!number || !subject.starts_with(kFrom)) {
    return std::nullopt;
  }
  subject.remove_prefix(kFrom.size());

  const std::size_t slash = subject.find('/');
  const std::string_view branch =
      slash == std::string_view::npos ? subject : subject.substr(slash + 1);
  std::string_view paragraph = take_paragraph(body);
  return PullRequestMention{
      .number = *number,
      .title = present(valid_line(take_line(paragraph), kHeadlineBytesMax)),
      .head = present(valid_line(branch, kHeadlineBytesMax)),
  };
}

std::optional<PullRequestMention> squashed_pull_request(std::string_view headline) {
  const std::size_t opening = headline.rfind("(#");
  if (opening == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view rest = headline.substr(opening + 2);
  const std::optional<std::int64_t> number = take_number(rest);
  if (!number || rest != ")") {
    return std::nullopt;
  }
  return PullRequestMention{
      .number = *number,
      .title = present(std::string(strip(headline.substr(0, opening)))),
      .head = std::nullopt,
  };
}

std::optional<std::string> reverted_sha(std::string_view message) {
  constexpr std::string_view kOpening = "This reverts commit";
  for (std::size_t at = message.find(kOpening); at != std::string_view::npos;
       at = message.find(kOpening, at + kOpening.size())) {
    std::string sha = leading_sha(strip(message.substr(at + kOpening.size())));
    if (sha.size() >= kAbbreviatedShaLengthMin) {
      return sha;
    }
  }
  return std::nullopt;
}

}  // namespace shiplog
