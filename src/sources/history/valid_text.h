// Valid text: what people wrote into a repository, made fit for a fact.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shiplog {

// The text on one line as UTF-8: each stretch of bytes that is not UTF-8 becomes U+FFFD,
// each run of blanks and control characters one space, none at either end. Beyond `limit`
// bytes it is cut between two characters and ends in "…".
std::string valid_line(std::string_view text, std::size_t limit);

}  // namespace shiplog
