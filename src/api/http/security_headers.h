// What every answer carries so that browsers treat it with care: errors, files and numbers
// alike.

#pragma once

#include <string>

namespace shiplog::api {

// Whole lines, each with its CR LF. Strict-Transport-Security only where people come by https:
// elsewhere RFC 6797 forbids it.
std::string security_header_lines(bool is_https);

}  // namespace shiplog::api
