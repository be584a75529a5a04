// Base64 in its URL form: - and _ instead of + and /, and no = at the end (RFC 4648, §5).

#pragma once

#include <string>
#include <string_view>

namespace shiplog {

std::string base64url(std::string_view bytes);

}  // namespace shiplog
