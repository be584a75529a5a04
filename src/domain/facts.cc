#include "domain/facts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace shiplog {
namespace {

constexpr std::array<std::string_view, kFactKindCount> kNames = {
    "repository", "person",       "team",       "commit",     "pull_request",
    "review",     "comment",      "deployment", "release",    "issue",
    "incident",   "workflow_run", "withdrawn",  "correction", "annotation",
};

FactKind kind_at(std::size_t index) { return static_cast<FactKind>(index + 1); }

}  // namespace

std::string_view kind_name(FactKind kind) { return kNames.at(static_cast<std::size_t>(kind) - 1); }

std::optional<FactKind> find_kind(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) {
    return std::nullopt;
  }
  return kind_at(static_cast<std::size_t>(found - kNames.begin()));
}

const std::vector<FactKind>& kinds_by_name() {
  static const std::vector<FactKind> kinds = [] {
    std::vector<FactKind> all(kFactKindCount);
    for (std::size_t i = 0; i < kFactKindCount; ++i) {
      all[i] = kind_at(i);
    }
    std::sort(all.begin(), all.end(),
              [](FactKind a, FactKind b) { return kind_name(a) < kind_name(b); });
    return all;
  }();
  return kinds;
}

}  // namespace shiplog
