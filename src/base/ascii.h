// Letters of ASCII, whatever the locale: for words of protocols and identifiers, not of people.

#pragma once

#include <string>
#include <string_view>

namespace shiplog {

// "IN_PROGRESS" → "in_progress". Bytes beyond ASCII stay as they are.
std::string lower_case(std::string_view text);

}  // namespace shiplog
