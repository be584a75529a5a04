// Sparklines: a series in one line of text, ▁▃▅█, with a gap where there is no value.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/query.h"

namespace shiplog {

// One character a value. The lowest bar stands for zero or the least value that is not
// negative; nothing is shown above the full one, so equal values look equal.
std::string sparkline(std::span<const std::optional<double>> values);

// The finest buckets of which a window has at most `most`.
Granularity granularity_for(const Window& window, std::size_t most);

// A bar of `width` columns, each part as long as its share; parts that are not zero get at
// least one column. Drawn in as many shades as there are parts, from `shades`.
std::string stacked_bar(std::span<const double> parts, std::span<const std::string_view> shades,
                        std::size_t width);

}  // namespace shiplog
