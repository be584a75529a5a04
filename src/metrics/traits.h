// Traits: what the items of one repository can be told apart by: teams, labels, sizes…
//
// A change has traits of its own, some of them by who did it. A deployment has those of the
// changes that it carried. What has neither, a run of checks or a deployment that carried
// nothing, has those of its repository, if there are such.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "columns/column.h"
#include "columns/parts.h"
#include "columns/shard.h"
#include "metrics/formula.h"
#include "metrics/query.h"
#include "metrics/services.h"
#include "metrics/team_index.h"

namespace shiplog {

using KeyNumber = std::uint64_t;

// Borrows what it is made of; never changes, so several threads may ask it.
class Trait {
 public:
  virtual ~Trait() = default;

  // Gives the numbers of all that an item has, ascending: none, one or several.
  void find_keys(ItemKind kind, Row row, std::vector<KeyNumber>& keys) const;

  virtual std::string key(KeyNumber number) const = 0;

 protected:
  explicit Trait(const Shard& shard) : shard_(shard) {}
  const Shard& shard() const { return shard_; }

  // Of a change, as whoever did it did it: the author of the change, or of a remark on it.
  virtual void add_of_change(Row change, Row author, std::vector<KeyNumber>& keys) const = 0;
  virtual void add_of_repository(std::vector<KeyNumber>& /*keys*/) const {}
  // Of a deployment, whatever it carried. True: that is all.
  virtual bool add_of_line(Row /*line*/, std::vector<KeyNumber>& /*keys*/) const { return false; }

 private:
  void add_carried(Row deployment, std::vector<KeyNumber>& keys) const;

  const Shard& shard_;
};

// Whether items of a kind have such a trait at all. A branch is of changes only; runs have no
// more than a repository has.
bool has_trait(GroupBy group_by, ItemKind kind);

// What has to be there of a snapshot to tell items apart so.
Parts parts_read_by(const Query& query);

// Null for repositories and for no groups, which need none. Teams only of the index.
std::unique_ptr<Trait> make_trait(GroupBy group_by, const Shard& shard, const TeamIndex* teams,
                                  const ShardServices* services);

// The keys that a group has whether or not anything is in it, in the order in which they are
// told; those of the items come after them, by the alphabet.
std::vector<std::string> standing_keys(GroupBy group_by, const TeamIndex* teams);

}  // namespace shiplog
