// Digests: a short name for a long text that nobody can turn back into it.

#pragma once

#include <string>
#include <string_view>

namespace shiplog {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace shiplog
