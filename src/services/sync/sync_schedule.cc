#include "services/sync/sync_schedule.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/result.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

constexpr int kMostDoublings = 4;
constexpr std::int64_t kTenth = 10;

}  // namespace

Result<std::chrono::seconds> parse_interval(std::string_view text) {
  constexpr std::int64_t kMost = 10'000;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const bool is_number = error == std::errc() && number >= 1 && number <= kMost;
  if (is_number && unit == "m") {
    return std::chrono::seconds(std::chrono::minutes(number));
  }
  if (is_number && unit == "h") {
    return std::chrono::seconds(std::chrono::hours(number));
  }
  if (is_number && unit == "d") {
    return std::chrono::seconds(std::chrono::days(number));
  }
  return Error{ErrorCode::InvalidInput,
               "an interval is a number of minutes, hours or days such as 15m, 6h or 1d, not '" +
                   std::string(text) + "'"};
}

SyncSchedule::SyncSchedule(SyncIntervals intervals, Timestamp now) {
  for (const auto& [target, interval] : intervals) {
    Entry entry{.interval = interval};
    entry.next = now + moved(target, entry, {});
    entries_.emplace(target, entry);
  }
}

std::vector<std::string> SyncSchedule::due(Timestamp now) const {
  std::vector<std::string> targets;
  for (const auto& [target, entry] : entries_) {
    if (entry.next <= now) {
      targets.push_back(target);
    }
  }
  return targets;
}

Timestamp SyncSchedule::next() const {
  Timestamp next = kNever;
  for (const auto& [target, entry] : entries_) {
    next = std::min(next, entry.next);
  }
  return next;
}

void SyncSchedule::note_ended(const std::string& target, Timestamp now, bool has_failed) {
  const auto found = entries_.find(target);
  if (found == entries_.end()) {
    return;
  }
  Entry& entry = found->second;
  ++entry.syncs;
  entry.failures = has_failed ? std::min<unsigned>(entry.failures + 1, kMostDoublings) : 0;
  entry.next = now + moved(target, entry, entry.interval * (1U << entry.failures));
}

// The same for the same target and sync, so that nothing is left to chance.
Duration SyncSchedule::moved(const std::string& target, const Entry& entry, Duration wait) {
  const Duration most = Duration(entry.interval) / kTenth;
  const std::uint64_t hash = hash_mix(hash_bytes(target), entry.syncs);
  return wait + Duration(static_cast<std::int64_t>(
                    hash % static_cast<std::uint64_t>(std::max<std::int64_t>(most.count(), 1))));
}

}  // namespace shiplog
