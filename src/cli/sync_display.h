// SyncDisplay: what a sync is at. On a terminal a block that is drawn again and again, a line a
// repository; elsewhere a plain line now and then, and one whenever it has to wait.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.h"
#include "cli/terminal.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"

namespace shiplog {

class SyncDisplay {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  // Borrows the terminal.
  explicit SyncDisplay(Terminal& terminal) : terminal_(terminal) {}
  ~SyncDisplay() { terminal_.draw_progress({}); }
  SyncDisplay(const SyncDisplay&) = delete;
  SyncDisplay& operator=(const SyncDisplay&) = delete;

  void show(const SyncProgress& progress);
  // Also for one that ended; others may still be going on.
  void show_end(const RepositorySync& done);

 private:
  void say_waiting(const SyncProgress& progress);
  double rate_of(const SyncProgress::Active& active, Instant now);

  // When a feed came into sight, and how far it was then: what its rate is measured from.
  struct Seen {
    std::string feed = {};
    std::int64_t done = 0;
    Instant at = {};
  };

  Terminal& terminal_;
  std::map<std::string, Seen> seen_ = {};
  Instant said_at_ = std::chrono::steady_clock::now();
  std::string said_reason_ = {};
};

// "acme/api  pull requests 1,200 of 3,400  120/s  18 s left"; a rate of 0 is not known.
std::string sync_line(const SyncProgress::Active& active, double rate);

// "3 of 12 repositories, 412 requests, 4,588 points left"
std::string sync_standing(const SyncProgress& progress);

// "waiting until 25 Nov 2026 12:30: the hourly limit is used up"; empty while nothing waits.
std::string sync_waiting(const SyncProgress& progress, const TimeZone& zone);

// "acme/api: complete, 1,234 new, 12 changed, 42 requests"
std::string sync_end_line(const RepositorySync& done);

}  // namespace shiplog
