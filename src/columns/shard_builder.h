// Lays the facts of one repository out as a Shard.
//
// The order in which facts are added does not matter, except that people and other
// facts of the whole organisation are in the Organisation beforehand.

#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "domain/facts.h"

namespace shiplog {

// What is known beside the repositories and matters to each of them: people and which
// of them are the same human, incidents of services, withdrawals. Built once per
// snapshot, then read by many threads.
class Organisation {
 public:
  // Fails on a pattern of the reading that is no regular expression.
  static Result<Organisation> create(const Reading& reading);
  Organisation(Organisation&&) noexcept;
  Organisation& operator=(Organisation&&) noexcept;
  ~Organisation();

  void add(Fact fact, Moment updated_at);
  // After the last add().
  void finish();

  const Reading& reading() const;
  // Equal when every shard built from equal facts would be equal.
  std::uint64_t fingerprint() const;
  Timestamp latest_at() const;

  struct Contents;
  const Contents& contents() const { return *contents_; }

 private:
  explicit Organisation(std::unique_ptr<Contents> contents);
  std::unique_ptr<Contents> contents_;
};

class ShardBuilder {
 public:
  // Borrows the organisation, which must outlive the builder.
  ShardBuilder(const Organisation& organisation, std::string repository_id);
  ~ShardBuilder();

  void add(Fact fact);

  // Leaves the builder empty. O(facts log facts + commits + deployments).
  Shard build();

 private:
  struct Contents;
  std::unique_ptr<Contents> contents_;
};

}  // namespace shiplog
