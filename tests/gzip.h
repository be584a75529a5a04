// Compresses a text, as a server would.

#pragma once

#include <string>

namespace shiplog {

std::string gzip(const std::string& text);

}  // namespace shiplog
