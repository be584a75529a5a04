#include "metrics/findings.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/collect.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "metrics/lenses.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/selection.h"
#include "metrics/services.h"
#include "metrics/team_index.h"
#include "metrics/traits.h"

namespace shiplog {
namespace {

Found find_all(const Inquiry& inquiry, const Query& query, const ShardScope& shard) {
  const Metric& metric = *inquiry.metric;
  if (!inquiry.is_at_end()) {
    return {.total = collect_placed(metric, query, shard, inquiry.window)};
  }
  std::vector<Timestamp> ends;
  for (const BucketWindow& bucket : inquiry.buckets) {
    ends.push_back(end_of(bucket.window, query));
  }
  ends.push_back(end_of(inquiry.window, query));
  Found found = {.buckets = collect_open(metric, query, shard, ends)};
  found.total = std::move(found.buckets.back());
  found.buckets.pop_back();
  return found;
}

// Deals the items of one repository out to the groups that they belong to.
class Dealer {
 public:
  Dealer(const Trait& trait, ItemKind kind) : trait_(trait), kind_(kind) {}

  // `place` gives where a group keeps such items.
  template <typename Place>
  void deal(const Collection& from, Place place) {
    for (std::size_t i = 0; i < from.items.size(); ++i) {
      find_groups(from.items[i].row);
      for (const std::size_t number : numbers_) {
        Collection& into = place(groups_[number].found);
        into.items.push_back(from.items[i]);
        if (!from.subjects.empty()) {
          into.subjects.push_back(from.subjects[i]);
        }
      }
    }
  }

  std::vector<FoundGroup> take() { return std::move(groups_); }

 private:
  void find_groups(Row row) {
    trait_.find_keys(kind_, row, keys_);
    numbers_.clear();
    for (const KeyNumber key : keys_) {
      const std::size_t number = group_of(key);
      // Two teams of one name are one group.
      if (std::find(numbers_.begin(), numbers_.end(), number) == numbers_.end()) {
        numbers_.push_back(number);
      }
    }
    if (keys_.empty()) {
      numbers_.push_back(group_named(""));
    }
  }

  std::size_t group_of(KeyNumber key) {
    const auto known = group_of_key_.find(key);
    if (known != group_of_key_.end()) {
      return known->second;
    }
    const std::size_t number = group_named(trait_.key(key));
    group_of_key_.emplace(key, number);
    return number;
  }

  std::size_t group_named(const std::string& name) {
    const auto [place, is_new] = group_of_name_.emplace(name, groups_.size());
    if (is_new) {
      groups_.push_back({.key = name});
    }
    return place->second;
  }

  const Trait& trait_;
  ItemKind kind_;
  std::vector<FoundGroup> groups_ = {};
  std::unordered_map<KeyNumber, std::size_t> group_of_key_ = {};
  std::unordered_map<std::string, std::size_t> group_of_name_ = {};
  std::vector<KeyNumber> keys_ = {};       // Of one item.
  std::vector<std::size_t> numbers_ = {};  // Of its groups.
};

std::vector<FoundGroup> groups_by_trait(const Inquiry& inquiry, const ShardScope& shard,
                                        const Found& all) {
  const std::unique_ptr<const Trait> trait =
      make_trait(inquiry.group_by, *shard.shard, inquiry.teams, shard.services.get());
  Dealer dealer(*trait, inquiry.metric->formula->items);
  dealer.deal(all.total, [](Found& found) -> Collection& { return found.total; });
  for (std::size_t bucket = 0; bucket < all.buckets.size(); ++bucket) {
    dealer.deal(all.buckets[bucket], [&](Found& found) -> Collection& {
      found.buckets.resize(all.buckets.size());
      return found.buckets[bucket];
    });
  }
  return dealer.take();
}

// Which deployment carried a change depends on the environment and the service that is asked
// about: each is looked at as if it were the only one.
std::vector<FoundGroup> groups_by_environment(const Inquiry& inquiry, const Query& query,
                                              const ShardScope& shard) {
  const LineTable<Fixed>& lines = shard.shard->lines();
  std::map<std::string, ShardScope> by_name;
  for (Row line = 0; line < lines.source.size(); ++line) {
    if (shard.rule.is_production[line] == 0) {
      continue;
    }
    const auto [place, is_new] = by_name.emplace(shard.shard->text(lines.environment[line]), shard);
    if (is_new) {
      std::ranges::fill(place->second.rule.is_production, std::uint8_t{0});
    }
    place->second.rule.is_production[line] = 1;
  }
  std::vector<FoundGroup> groups;
  for (const auto& [name, alone] : by_name) {
    groups.push_back({.key = name, .found = find_all(inquiry, query, alone)});
  }
  return groups;
}

std::vector<FoundGroup> groups_by_service(const Inquiry& inquiry, const Query& query,
                                          const ShardScope& shard, const Found& all) {
  const ShardServices& services = *shard.services;
  if (services.names().size() == 1) {
    return {{.key = services.names().front(), .found = all}};
  }
  std::vector<FoundGroup> groups;
  for (std::uint32_t service = 0; service < services.names().size(); ++service) {
    ShardScope alone = shard;
    for (Row line = 0; line < alone.rule.is_production.size(); ++line) {
      if (!services.brings(line, service)) {
        alone.rule.is_production[line] = 0;
      }
    }
    Query of_service = query;
    of_service.services = {services.names()[service]};
    alone.selection =
        Selection::make(of_service, *shard.shard, inquiry.teams, shard.services.get());
    groups.push_back(
        {.key = services.names()[service], .found = find_all(inquiry, of_service, alone)});
  }
  return groups;
}

// Changes are then measured or placed by what carried them.
bool is_by_carrier(const Inquiry& inquiry, const Query& query) {
  return uses_deployments(*inquiry.metric, query) &&
         inquiry.metric->formula->items != ItemKind::Deployments;
}

std::vector<FoundGroup> groups_in(const Inquiry& inquiry, const Query& query,
                                  const ShardScope& shard, const Found& all) {
  switch (inquiry.group_by) {
    case GroupBy::None:
      return {};
    case GroupBy::Repository:
      return {{.key = shard.shard->full_name, .found = all, .has_deployments = shard.rule.has_any}};
    case GroupBy::Environment:
      if (is_by_carrier(inquiry, query)) {
        return groups_by_environment(inquiry, query, shard);
      }
      break;
    case GroupBy::Service:
      if (is_by_carrier(inquiry, query)) {
        return groups_by_service(inquiry, query, shard, all);
      }
      break;
    default:
      break;
  }
  return groups_by_trait(inquiry, shard, all);
}

// Items, of all those, that are in more than one of the groups.
std::size_t count_in_several(const std::vector<FoundGroup>& groups, std::size_t all) {
  std::size_t dealt = 0;
  for (const FoundGroup& group : groups) {
    dealt += group.found.total.items.size();
  }
  if (dealt <= all) {
    return 0;
  }
  std::vector<Row> rows;
  for (const FoundGroup& group : groups) {
    for (const Item& item : group.found.total.items) {
      rows.push_back(item.row);
    }
  }
  std::ranges::sort(rows);
  std::size_t several = 0;
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && rows[end] == rows[begin]) {
      ++end;
    }
    several += end - begin > 1 ? 1 : 0;
  }
  return several;
}

std::vector<FoundGroup> join_groups(std::span<Findings> by_shard, const Inquiry& inquiry) {
  std::vector<std::string> order = standing_keys(inquiry.group_by, inquiry.teams);
  std::vector<FoundGroup> groups;
  std::unordered_map<std::string, std::size_t> place_of;
  for (const std::string& key : order) {
    if (place_of.emplace(key, groups.size()).second) {
      groups.push_back({.key = key});
    }
  }
  const auto standing = static_cast<std::ptrdiff_t>(groups.size());
  for (Findings& findings : by_shard) {
    for (FoundGroup& found : findings.groups) {
      const auto [place, is_new] = place_of.emplace(found.key, groups.size());
      if (is_new) {
        groups.push_back(std::move(found));
      } else {
        groups[place->second].found.append(found.found);
        groups[place->second].has_deployments |= found.has_deployments;
      }
    }
  }
  // Repositories stand as the snapshot has them: by name already.
  std::sort(groups.begin() + standing, groups.end(), [](const FoundGroup& a, const FoundGroup& b) {
    return std::pair(a.key.empty(), std::string_view(a.key)) <
           std::pair(b.key.empty(), std::string_view(b.key));
  });
  return groups;
}

}  // namespace

void Found::append(const Found& other) {
  total.append(other.total);
  buckets.resize(std::max(buckets.size(), other.buckets.size()));
  for (std::size_t i = 0; i < other.buckets.size(); ++i) {
    buckets[i].append(other.buckets[i]);
  }
}

Findings find(const Inquiry& inquiry, const Query& query, const ShardScope& shard) {
  Findings findings = {.all = find_all(inquiry, query, shard)};
  findings.groups = groups_in(inquiry, query, shard, findings.all);
  findings.in_several = count_in_several(findings.groups, findings.all.total.items.size());
  return findings;
}

Findings join(std::span<Findings> by_shard, const Inquiry& inquiry) {
  std::size_t items = 0;
  for (const Findings& findings : by_shard) {
    items += findings.all.total.items.size();
  }
  Findings joined;
  joined.all.total.items.reserve(items);
  joined.all.buckets.resize(inquiry.buckets.size());
  for (const Findings& findings : by_shard) {
    joined.all.append(findings.all);
    joined.in_several += findings.in_several;
  }
  joined.groups = join_groups(by_shard, inquiry);
  return joined;
}

bool has_groups(const Metric& metric, const Query& query) {
  if (query.group_by == GroupBy::Environment) {
    return uses_deployments(metric, query);
  }
  return has_trait(query.group_by, metric.formula->items);
}

}  // namespace shiplog
