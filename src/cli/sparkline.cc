#include "cli/sparkline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "domain/timestamp.h"
#include "metrics/query.h"

namespace shiplog {
namespace {

constexpr std::array<std::string_view, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

std::string sparkline(std::span<const std::optional<double>> values) {
  double most = 0;
  for (const std::optional<double>& value : values) {
    most = std::max(most, value.value_or(0));
  }
  std::string out;
  for (const std::optional<double>& value : values) {
    if (!value) {
      out += ' ';
      continue;
    }
    const double share = most > 0 ? std::clamp(*value / most, 0.0, 1.0) : 0.0;
    out += kBars[static_cast<std::size_t>(std::lround(share * (kBars.size() - 1)))];
  }
  return out;
}

Granularity granularity_for(const Window& window, std::size_t most) {
  struct Choice {
    Granularity granularity;
    double days;
  };
  constexpr std::array kChoices = {Choice{Granularity::Day, 1}, Choice{Granularity::Week, 7},
                                   Choice{Granularity::Month, 30.4},
                                   Choice{Granularity::Quarter, 91.3}};
  const double days = window.seconds() / 86400;
  for (const Choice& choice : kChoices) {
    // The window may cut one bucket at each end.
    if (std::ceil(days / choice.days) + 1 <= static_cast<double>(most)) {
      return choice.granularity;
    }
  }
  return Granularity::Quarter;
}

std::string stacked_bar(std::span<const double> parts, std::span<const std::string_view> shades,
                        std::size_t width) {
  CHECK(shades.size() >= parts.size());
  const double whole = std::accumulate(parts.begin(), parts.end(), 0.0);
  std::vector<std::size_t> columns;
  for (const double part : parts) {
    const double exact = whole > 0 ? part / whole * static_cast<double>(width) : 0;
    columns.push_back(
        part > 0 ? std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(exact))) : 0);
  }
  // Rounding may be off by a few columns: the longest part gives or takes them.
  std::size_t used = std::accumulate(columns.begin(), columns.end(), std::size_t{0});
  if (const auto longest = std::max_element(columns.begin(), columns.end());
      longest != columns.end() && used > 0) {
    *longest = *longest + width > used ? *longest + width - used : 1;
  }
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t column = 0; column < columns[i]; ++column) {
      out += shades[i];
    }
  }
  return out;
}

}  // namespace shiplog
