#include "columns/corrections.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/string_table.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

std::uint64_t hash_of(const Correction& correction) {
  std::uint64_t hash = hash_bytes(correction.id);
  for (const std::string* text : {&correction.by, &correction.of, &correction.target,
                                  &correction.field, &correction.value, &correction.reason}) {
    hash = hash_mix(hash, hash_bytes(*text));
  }
  return hash_mix(hash, static_cast<std::uint64_t>(correction.at.time_since_epoch().count()));
}

}  // namespace

bool says_something(const Correction& correction) {
  if (correction.field == kExcludedField) {
    return correction.value == kYes;
  }
  if (correction.field == kFailedField) {
    return correction.value == kYes || correction.value == kNo;
  }
  return correction.field == kDeploymentField && !correction.value.empty();
}

bool is_later(const Correction& one, const Correction& other) {
  return std::tie(one.at, one.id) > std::tie(other.at, other.id);
}

void Corrections::add(Correction correction) {
  if (correction.at > now_) {
    return;
  }
  const std::uint32_t number = targets_.intern(correction.target);
  latest_.resize(targets_.size());
  std::vector<Correction>& latest = latest_[number];
  const auto same = std::ranges::find_if(latest, [&correction](const Correction& one) {
    return one.of == correction.of && one.field == correction.field;
  });
  if (same == latest.end()) {
    latest.push_back(std::move(correction));
  } else if (is_later(correction, *same)) {
    *same = std::move(correction);
  }
}

const Correction* Corrections::find(FactKind of, std::string_view target,
                                    std::string_view field) const {
  const std::uint32_t number = empty() ? StringTable::kNone : targets_.find(target);
  if (number == StringTable::kNone) {
    return nullptr;
  }
  const std::vector<Correction>& latest = latest_[number];
  const auto found = std::ranges::find_if(latest, [&](const Correction& one) {
    return one.of == kind_name(of) && one.field == field && says_something(one);
  });
  return found == latest.end() ? nullptr : &*found;
}

// A sum, since corrections may come in any order.
std::uint64_t Corrections::fingerprint_for(std::string_view target) const {
  const std::uint32_t number = empty() ? StringTable::kNone : targets_.find(target);
  std::uint64_t sum = 0;
  if (number != StringTable::kNone) {
    for (const Correction& one : latest_[number]) {
      sum += says_something(one) ? hash_of(one) : 0;
    }
  }
  return sum;
}

std::uint64_t Corrections::fingerprint_for_hash(std::uint64_t target_hash) const {
  std::uint64_t sum = 0;
  for (std::uint32_t number = 0; number < latest_.size(); ++number) {
    if (hash_bytes(targets_.at(number)) == target_hash) {
      sum += fingerprint_for(targets_.at(number));
    }
  }
  return sum;
}

}  // namespace shiplog
