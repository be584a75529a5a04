#include "services/views/answer.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "metrics/query.h"

namespace shiplog {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kGranularities = {"day", "week", "month", "quarter"};
constexpr std::array<std::string_view, 4> kBots = {"default", "include", "exclude", "only"};
constexpr std::array<std::string_view, 9> kGroups = {
    "", "repository", "team", "label", "size", "base", "environment", "service", "author_kind"};
constexpr std::array<std::string_view, 4> kPlaces = {"default", "merged", "deployed", "opened"};
constexpr std::array<std::string_view, 3> kPercentiles = {"50", "75", "90"};
constexpr std::array kPercentileNumbers = {50, 75, 90};

template <typename Word, std::size_t size>
std::optional<Word> find_in(const std::array<std::string_view, size>& names,
                            std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (!name.empty() && names.at(i) == name) {
      return static_cast<Word>(i);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view granularity_name(Granularity granularity) {
  return kGranularities.at(static_cast<std::size_t>(granularity));
}

std::string_view bots_name(Bots bots) { return kBots.at(static_cast<std::size_t>(bots)); }

std::string_view group_by_name(GroupBy group_by) {
  return kGroups.at(static_cast<std::size_t>(group_by));
}

std::string_view placed_by_name(PlacedBy by) { return kPlaces.at(static_cast<std::size_t>(by)); }

int percentile_number(Percentile percentile) {
  return kPercentileNumbers.at(static_cast<std::size_t>(percentile));
}

std::optional<Granularity> find_granularity(std::string_view name) {
  return find_in<Granularity>(kGranularities, name);
}

std::optional<Bots> find_bots(std::string_view name) { return find_in<Bots>(kBots, name); }

std::optional<GroupBy> find_group_by(std::string_view name) {
  return find_in<GroupBy>(kGroups, name);
}

std::optional<PlacedBy> find_placed_by(std::string_view name) {
  return find_in<PlacedBy>(kPlaces, name);
}

std::optional<Percentile> find_percentile(std::string_view number) {
  return find_in<Percentile>(kPercentiles, number.starts_with('p') ? number.substr(1) : number);
}

}  // namespace shiplog
