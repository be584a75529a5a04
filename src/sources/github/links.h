// Where a reply of REST points to.

#pragma once

#include <string>
#include <string_view>

namespace shiplog {

// The target of rel="next" in a `link` header; empty when there is none.
std::string next_link(std::string_view link_header);

// Where a redirection leads: its location or, when that is empty, as GitHub has been seen to
// leave it, the "url" of its body. Empty when neither says.
std::string moved_to(std::string_view location, std::string_view body);

}  // namespace shiplog
