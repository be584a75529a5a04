// How wide text is on a terminal, which is neither its bytes nor its characters.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shiplog {

// In columns: East Asian wide characters and emoji take two, combining marks none. Bytes
// that are no UTF-8 take one each.
std::size_t width_of(std::string_view text);

// The text, or as much of it as fits with "…" (three dots without UTF-8) after it.
std::string truncate(std::string_view text, std::size_t width, bool has_utf8 = true);

// Filled up with spaces; never cut.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

// Control characters, which could command a terminal, become spaces.
std::string without_controls(std::string_view text);

// Into lines of at most `width` columns, broken at spaces. A longer word keeps its line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

// What a terminal without UTF-8 can show: "–" becomes "-", bars become "#", and what has
// no likeness becomes "?".
std::string to_ascii(std::string_view text);

}  // namespace shiplog
