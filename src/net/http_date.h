// The dates of HTTP headers: Sun, 06 Nov 1994 08:49:37 GMT.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace shiplog {

// Nothing for any other text: the two obsolete forms are not sent by anyone we speak to.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace shiplog
