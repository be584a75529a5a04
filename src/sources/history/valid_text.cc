#include "sources/history/valid_text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace shiplog {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool continues(std::string_view text, std::size_t at, unsigned low, unsigned high) {
  return at < text.size() && byte_at(text, at) >= low && byte_at(text, at) <= high;
}

// The length of the well-formed character at the start of a text, after table 3-7 of the
// Unicode standard; 0 where there is none.
std::size_t character_length(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  // Only the second byte's range depends on the first.
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (!continues(text, 1, low, high)) {
    return 0;
  }
  for (std::size_t at = 2; at < length; ++at) {
    if (!continues(text, at, 0x80, 0xBF)) {
      return 0;
    }
  }
  return length;
}

bool is_blank(std::string_view character) {
  const unsigned first = byte_at(character, 0);
  if (character.size() == 1) {
    return first <= 0x20 || first == 0x7F;
  }
  // The C1 controls, U+0080 to U+009F.
  return first == 0xC2 && byte_at(character, 1) < 0xA0;
}

void cut(std::string& text, std::size_t limit) {
  std::size_t end = limit - std::min(limit, kEllipsis.size());
  while (end > 0 && (byte_at(text, end) & 0xC0U) == 0x80U) {
    --end;
  }
  text.resize(end);
  text += kEllipsis;
}

}  // namespace

std::string valid_line(std::string_view text, std::size_t limit) {
  std::string line;
  bool is_broken = false;
  bool owes_space = false;
  const auto append = [&](std::string_view character) {
    if (owes_space && !line.empty()) {
      line += ' ';
    }
    owes_space = false;
    line += character;
  };
  while (!text.empty() && line.size() <= limit) {
    const std::size_t length = character_length(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(character.size());
    if (length == 0) {
      if (!is_broken) {
        append(kReplacement);
      }
    } else if (is_blank(character)) {
      owes_space = true;
    } else {
      append(character);
    }
    is_broken = length == 0;
  }
  if (line.size() > limit) {
    cut(line, limit);
  }
  return line;
}

}  // namespace shiplog
