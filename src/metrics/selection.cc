#include "metrics/selection.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "columns/text_ref.h"
#include "metrics/formula.h"
#include "metrics/items.h"
#include "metrics/query.h"
#include "metrics/services.h"
#include "metrics/team_index.h"
#include "metrics/traits.h"

namespace shiplog {
namespace {

bool is_among(const std::vector<std::string>& wanted, std::string_view name) {
  return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

std::vector<KeyNumber> wanted_teams(const Query& query, const TeamIndex& teams) {
  std::vector<KeyNumber> keys;
  for (std::size_t number = 0; number < teams.teams().size(); ++number) {
    if (is_among(query.teams, teams.teams()[number].id)) {
      keys.push_back(number);
    }
  }
  return keys;
}

std::vector<KeyNumber> wanted_labels(const Query& query, const Shard& shard) {
  std::vector<KeyNumber> keys;
  KeyNumber number = 0;
  for (const TextRef ref : shard.work().labels.names) {
    if (is_among(query.labels, shard.text(ref))) {
      keys.push_back(number);
    }
    ++number;
  }
  return keys;
}

std::vector<KeyNumber> wanted_services(const Query& query, const ShardServices& services) {
  std::vector<KeyNumber> keys;
  for (std::size_t number = 0; number < services.names().size(); ++number) {
    if (is_among(query.services, services.names()[number])) {
      keys.push_back(number);
    }
  }
  return keys;
}

bool have_common(const std::vector<KeyNumber>& one, const std::vector<KeyNumber>& other) {
  return std::any_of(one.begin(), one.end(), [&](KeyNumber key) {
    return std::binary_search(other.begin(), other.end(), key);
  });
}

}  // namespace

std::shared_ptr<const Selection> Selection::make(const Query& query, const Shard& shard,
                                                 const TeamIndex* teams,
                                                 const ShardServices* services) {
  if (query.teams.empty() && query.labels.empty() && query.services.empty() && query.me.empty()) {
    return nullptr;
  }
  return std::shared_ptr<const Selection>(new Selection(query, shard, teams, services));
}

Selection::Selection(const Query& query, const Shard& shard, const TeamIndex* teams,
                     const ShardServices* services)
    : shard_(shard), is_about_me_(!query.me.empty()) {
  const auto want = [&](GroupBy group_by, std::vector<KeyNumber> keys) {
    wanted_.push_back(
        {.trait = make_trait(group_by, shard, teams, services), .keys = std::move(keys)});
  };
  if (!query.teams.empty()) {
    want(GroupBy::Team, wanted_teams(query, *teams));
  }
  if (!query.labels.empty()) {
    want(GroupBy::Label, wanted_labels(query, shard));
  }
  if (!query.services.empty()) {
    want(GroupBy::Service, wanted_services(query, *services));
  }
  if (is_about_me_) {
    for (const TextRef id : shard.people().id) {
      is_me_.push_back(is_among(query.me, shard.text(id)) ? 1 : 0);
    }
  }
}

bool Selection::admits(ItemKind kind, Row row) const {
  if (is_about_me_ && !is_mine(kind, row)) {
    return false;
  }
  std::vector<KeyNumber> keys;
  return std::all_of(wanted_.begin(), wanted_.end(), [&](const Wanted& wanted) {
    wanted.trait->find_keys(kind, row, keys);
    return have_common(keys, wanted.keys);
  });
}

// Deployments and runs are nobody's own.
bool Selection::is_mine(ItemKind kind, Row row) const {
  const Row change = change_of(kind, shard_, row);
  return change != kNoRow && is_me_[author_of(kind, shard_, row)] != 0;
}

}  // namespace shiplog
