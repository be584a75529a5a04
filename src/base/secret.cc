#include "base/secret.h"

#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace shiplog {
namespace {

// "eyJ" begins every JWT: it is `{"` in base64.
constexpr std::array<std::string_view, 7> kTokenBeginnings = {"ghp_", "gho_",        "ghu_", "ghs_",
                                                              "ghr_", "github_pat_", "eyJ"};
// Shorter ones are words of people, such as "ghs_token".
constexpr std::size_t kTokenBytesMin = 12;

bool is_token_character(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '_' || character == '-' ||
         character == '.';
}

// The length of the token at the front, or 0 when there is none.
std::size_t token_length(std::string_view text) {
  const bool begins = std::ranges::any_of(
      kTokenBeginnings, [text](std::string_view beginning) { return text.starts_with(beginning); });
  if (!begins) {
    return 0;
  }
  const auto end = std::ranges::find_if_not(text, is_token_character);
  const auto length = static_cast<std::size_t>(end - text.begin());
  return length >= kTokenBytesMin ? length : 0;
}

}  // namespace

void wipe_bytes(char* bytes, std::size_t size) {
  if (size > 0) {
    explicit_bzero(bytes, size);
  }
}

void Secret::wipe() { wipe_bytes(bytes_.data(), bytes_.size()); }

bool Secret::is_same_as(const Secret& other) const {
  if (bytes_.size() != other.bytes_.size()) {
    return false;
  }
  unsigned difference = 0;
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    difference |= static_cast<unsigned char>(bytes_[i] ^ other.bytes_[i]);
  }
  return difference == 0;
}

std::string without_tokens(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = token_length(text);
    if (length > 0) {
      out += "***";
      text.remove_prefix(length);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace shiplog
