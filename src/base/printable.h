// printable, in_quotes: somebody else's text, made fit to stand in a message of ours.

#pragma once

#include <string>
#include <string_view>

namespace shiplog {

// In single quotes and cut to about 60 bytes. Control characters and what is not UTF-8 are
// shown as \x1b, so that a text from a file cannot move the cursor of the terminal that
// shows it.
std::string in_quotes(std::string_view text);

// The same without the quotes, for a name that is already set apart.
std::string printable(std::string_view text);

}  // namespace shiplog
