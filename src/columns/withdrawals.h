// Withdrawals: which facts their sources took back.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// A withdrawn fact counts nowhere, whatever the clock says, unless its version is later
// than the withdrawal; a kind without updated_at cannot come back.
class Withdrawals {
 public:
  void add(const Withdrawn& withdrawn);

  bool covers(const Fact& fact) const;

  // Of the withdrawals that may touch a repository: its commits, and whatever names no
  // repository. The same in any order of adding.
  std::uint64_t fingerprint_for(std::string_view repository_id) const;

 private:
  struct Target {
    Timestamp at = Timestamp::min();
    std::string repository = {};  // Of a commit.
  };
  std::unordered_map<std::string, Target> targets_;
};

}  // namespace shiplog
