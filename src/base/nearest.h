// Did you mean …? The nearest of some known names.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace shiplog {

// The candidate that takes the fewest edits (a swap of neighbours is one) to reach, or
// empty when none is near enough to be a slip of the fingers. Case does not count.
std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);
std::string nearest(std::string_view name, std::span<const std::string> candidates);

// "; did you mean 'lead_time'?", or empty.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace shiplog
