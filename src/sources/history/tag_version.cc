#include "sources/history/tag_version.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace shiplog {
namespace {

// Read as whole words, ignoring case.
constexpr std::array<std::string_view, 18> kWords = {
    "alpha",      "beta",    "rc",           "dev",      "pre",      "preview",
    "prerelease", "nightly", "canary",       "snapshot", "unstable", "eap",
    "milestone",  "cr",      "experimental", "insiders", "edge",     "next"};
// Too short to mean anything except between two digits: 1.0a1, 2.3b2, 5.0M3.
constexpr std::array<std::string_view, 4> kLetters = {"a", "b", "c", "m"};

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_letter(char character) { return character >= 'a' && character <= 'z'; }

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_prerelease_tag(std::string_view tag) {
  const std::string lower = lower_case(tag);
  for (std::size_t begin = 0; begin < lower.size();) {
    std::size_t end = begin;
    while (end < lower.size() && is_letter(lower[end])) {
      ++end;
    }
    if (end == begin) {
      ++begin;
      continue;
    }
    const std::string_view word = std::string_view(lower).substr(begin, end - begin);
    if (contains(kWords, word)) {
      return true;
    }
    const bool is_between_digits =
        begin > 0 && is_digit(lower[begin - 1]) && end < lower.size() && is_digit(lower[end]);
    if (is_between_digits && contains(kLetters, word)) {
      return true;
    }
    begin = end;
  }
  return false;
}

}  // namespace shiplog
