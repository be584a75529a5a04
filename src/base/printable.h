// printable, in_quotes: somebody else's text, made fit to stand in a message of ours.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shiplog {

// In single quotes and cut to about 60 bytes. Control characters and what is not UTF-8 are
// shown as \x1b, so that a text from a file cannot move the cursor of the terminal that
// shows it.
std::string in_quotes(std::string_view text);

// The same without the quotes, for a name that is already set apart.
// A sentence of somebody else's may want more bytes.
std::string printable(std::string_view text, std::size_t bytes_max = 60);

}  // namespace shiplog
