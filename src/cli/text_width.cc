#include "cli/text_width.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shiplog {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};

// The character at the start of a text; a byte that begins none stands for itself.
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const bool is_lead = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4);
  if (!is_lead || size > text.size()) {
    return {.code = 0xFFFD, .bytes = 1};
  }
  char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return {.code = 0xFFFD, .bytes = 1};
    }
    code = code << 6U | (byte(i) & 0x3FU);
  }
  return {.code = code, .bytes = size};
}

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

// Unicode's East Asian Width W and F, in blocks; libc's wcwidth would depend on the locale.
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},
    Range{0x2614, 0x2615},   Range{0x26A1, 0x26A1},   Range{0x2705, 0x2705},
    Range{0x274C, 0x274C},   Range{0x2728, 0x2728},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},
    Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F900, 0x1F9FF}, Range{0x1FA70, 0x1FAFF}, Range{0x20000, 0x3FFFD},
};

constexpr std::array kCombining = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x064B, 0x065F},
    Range{0x0E34, 0x0E3A}, Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x2064}, Range{0x20D0, 0x20FF},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF},
};

template <std::size_t N>
bool is_in(char32_t code, const std::array<Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [code](const Range& range) {
    return range.first <= code && code <= range.last;
  });
}

std::size_t width_of_character(char32_t code) {
  if (code < 0x300) {
    return 1;
  }
  return is_in(code, kCombining) ? 0 : is_in(code, kWide) ? 2 : 1;
}

bool is_control(char32_t code) {
  // The last ranges turn the direction of text around, which can make it read otherwise.
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

std::string_view ascii_of(char32_t code) {
  switch (code) {
    case U'–':
    case U'—':
    case U'−':
      return "-";
    case U'…':
      return "...";
    case U'·':
    case U'•':
      return "*";
    case U'≈':
      return "~";
    case U'▁':
    case U'▂':
      return "_";
    case U'▃':
    case U'▄':
      return "-";
    case U'▅':
    case U'▆':
      return "=";
    case U'▇':
      return "^";
    case U'█':
      return "#";
    case U'▓':
      return "%";
    case U'═':
      return "=";
    case U'→':
      return ">";
    case U'▒':
      return "+";
    case U'░':
      return ":";
    case U'─':
      return "-";
    case U'’':
    case U'‘':
      return "'";
    case U'“':
    case U'”':
      return "\"";
    default:
      return {};
  }
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    width += width_of_character(character.code);
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string truncate(std::string_view text, std::size_t width, bool has_utf8) {
  if (width_of(text) <= width) {
    return std::string(text);
  }
  const std::string_view mark = has_utf8 ? "…" : "...";
  const std::size_t room = width - std::min(width, width_of(mark));
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const Character character = first_character(text.substr(bytes));
    used += width_of_character(character.code);
    if (used > room) {
      break;
    }
    bytes += character.bytes;
  }
  std::string cut(text.substr(0, bytes));
  cut.erase(cut.find_last_not_of(' ') + 1);
  return cut + std::string(mark);
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t used = width_of(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t used = width_of(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::string without_controls(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (is_control(character.code)) {
      out += ' ';
    } else {
      out += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    if (!line.empty() && width_of(line) + 1 + width_of(word) > width) {
      lines.push_back(std::exchange(line, {}));
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  lines.push_back(line);
  return lines;
}

std::string to_ascii(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::string_view likeness = ascii_of(character.code);
    if (character.code < 0x80) {
      out += static_cast<char>(character.code);
    } else if (!likeness.empty()) {
      out += likeness;
    } else {
      out.append(width_of_character(character.code), '?');  // So that columns stay straight.
    }
    text.remove_prefix(character.bytes);
  }
  return out;
}

}  // namespace shiplog
