// random_id: a name that no other will ever have.

#pragma once

#include <string>

namespace shiplog {

// 128 random bits as 32 lower-case hexadecimal digits.
std::string random_id();

}  // namespace shiplog
