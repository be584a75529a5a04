// Lays the facts of one repository out as a Shard.
//
// Each fact is added once, in the version that counts, as a store gives them; in any
// order, except that those of the whole organisation are in the Organisation beforehand.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "columns/clock_span.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/teams.h"
#include "domain/facts.h"

namespace shiplog {

// What is known beside the repositories and may matter to each of them: people and which
// of them are the same human, withdrawals, corrections by hand, and all incidents, since one
// may concern a service or a deployment of another repository. Built once per snapshot, then
// read by many threads.
class Organisation {
 public:
  // Fails on a pattern of the reading that is no regular expression.
  static Result<Organisation> create(const Reading& reading);
  Organisation(Organisation&&) noexcept;
  Organisation& operator=(Organisation&&) noexcept;
  ~Organisation();

  void add(Fact fact);
  // After the last add().
  void finish();

  const Reading& reading() const;
  const std::vector<KnownTeam>& teams() const;
  // Of all that the shard took from here. While it stays the same, building the shard anew
  // from the same facts gives the same shard, however many people joined elsewhere.
  std::uint64_t fingerprint_for(const Shard& shard) const;
  // As Shard has them, of the organisation's own facts.
  Timestamp latest_at() const;
  ClockSpan clocks() const;

  struct Contents;
  const Contents& contents() const { return *contents_; }

 private:
  explicit Organisation(std::unique_ptr<Contents> contents);
  void keep(const Incident& incident);
  std::unique_ptr<Contents> contents_;
};

class ShardBuilder {
 public:
  // Borrows the organisation, which must outlive the builder.
  ShardBuilder(const Organisation& organisation, std::string repository_id);
  ~ShardBuilder();

  void add(const Fact& fact);

  // Leaves the builder empty. O(facts log facts + commits + deployments).
  Shard build();

 private:
  struct Contents;
  std::unique_ptr<Contents> contents_;
};

}  // namespace shiplog
