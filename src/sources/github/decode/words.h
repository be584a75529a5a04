// Words of GitHub's schema, in the spelling of facts.

#pragma once

#include <string>
#include <string_view>

namespace shiplog {

// "IN_PROGRESS" → "in_progress"
std::string lower_case(std::string_view word);

}  // namespace shiplog
