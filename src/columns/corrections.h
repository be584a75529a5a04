// Corrections: what people put right by hand, and which of their corrections are in effect.
//
// A correction says what one field of one fact should read. Of those of the same field the
// latest counts, whatever it says; so one is undone by a later one that says nothing.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/string_table.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// The fields that can be corrected.
inline constexpr std::string_view kExcludedField = "excluded";      // "true": counts nowhere.
inline constexpr std::string_view kFailedField = "failed";          // "true" or "false".
inline constexpr std::string_view kDeploymentField = "deployment";  // The id of what it broke.
inline constexpr std::string_view kYes = "true";
inline constexpr std::string_view kNo = "false";

// Whether it says anything, or only takes back what was said before.
bool says_something(const Correction& correction);

// Whether `one` counts before `other`, which corrects the same: the later does.
bool is_later(const Correction& one, const Correction& other);

// Pointers and views stay valid until the next add().
class Corrections {
 public:
  // Corrections later than the clock have not been made.
  explicit Corrections(Timestamp now) : now_(now) {}

  void add(Correction correction);

  bool empty() const { return targets_.size() == 0; }

  // The one in effect; null when there is none.
  const Correction* find(FactKind of, std::string_view target, std::string_view field) const;
  const Correction* excluding(FactKind of, std::string_view target) const {
    return find(of, target, kExcludedField);
  }

  // Of all that are in effect on the target, of whatever kind; zero for none.
  std::uint64_t fingerprint_for(std::string_view target) const;
  // The same of a target of which only the hash is known.
  std::uint64_t fingerprint_for_hash(std::uint64_t target_hash) const;

 private:
  Timestamp now_;
  StringTable targets_;
  std::vector<std::vector<Correction>> latest_;  // By the number of the target: one a field.
};

}  // namespace shiplog
