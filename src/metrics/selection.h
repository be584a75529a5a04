// Selection: which items of one repository a scope admits, by team, label, service, or as one's
// own.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "metrics/formula.h"
#include "metrics/query.h"
#include "metrics/services.h"
#include "metrics/team_index.h"
#include "metrics/traits.h"

namespace shiplog {

// Borrows all that it is made of; never changes, so several threads may ask it.
class Selection {
 public:
  // Null where the query restricts nothing of the kind.
  static std::shared_ptr<const Selection> make(const Query& query, const Shard& shard,
                                               const TeamIndex* teams,
                                               const ShardServices* services);

  bool admits(ItemKind kind, Row row) const;

 private:
  // One of these keys of a trait suffices.
  struct Wanted {
    std::unique_ptr<const Trait> trait = {};
    std::vector<KeyNumber> keys = {};  // Ascending.
  };

  Selection(const Query& query, const Shard& shard, const TeamIndex* teams,
            const ShardServices* services);
  bool is_mine(ItemKind kind, Row row) const;

  const Shard& shard_;
  std::vector<Wanted> wanted_;
  bool is_about_me_ = false;
  std::vector<std::uint8_t> is_me_;  // By person.
};

}  // namespace shiplog
