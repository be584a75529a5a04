// SyncSchedule: when which repositories are to be synced again.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"

namespace shiplog {

// "acme/api" or "acme", and how long from one sync of it to the next.
using SyncIntervals = std::map<std::string, std::chrono::seconds>;

// "15m", "6h", "1d". InvalidInput says how to write one; nothing under a minute.
Result<std::chrono::seconds> parse_interval(std::string_view text);

// Each is moved by up to a tenth of its interval, so that not all begin together. One that
// failed waits twice as long each time, up to sixteen times its interval.
class SyncSchedule {
 public:
  // The first sync of each comes within a tenth of its interval.
  SyncSchedule(SyncIntervals intervals, Timestamp now);

  std::vector<std::string> due(Timestamp now) const;

  // Of all of them; kNever when there are none.
  Timestamp next() const;

  // Nothing happens for what has no interval.
  void note_ended(const std::string& target, Timestamp now, bool has_failed);

 private:
  struct Entry {
    std::chrono::seconds interval = {};
    Timestamp next = {};
    unsigned failures = 0;  // In a row.
    std::uint64_t syncs = 0;
  };
  static Duration moved(const std::string& target, const Entry& entry, Duration wait);

  std::map<std::string, Entry> entries_ = {};
};

}  // namespace shiplog
