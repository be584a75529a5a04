#include "cli/sync_display.h"

#include <gtest/gtest.h>

#include "base/iso_time.h"
#include "base/time_zone.h"
#include "services/sync/sync.h"

namespace shiplog {
namespace {

TEST(SyncDisplay, TellsHowFarARepositoryIs) {
  const SyncProgress::Active active{
      .repository = "acme/api", .feed = "pull_requests", .done = 1200, .total = 3400};
  EXPECT_EQ(sync_line(active, 0), "acme/api  pull requests 1,200 of 3,400");
  EXPECT_EQ(sync_line(active, 100), "acme/api  pull requests 1,200 of 3,400  100/s  22 s left");
  EXPECT_EQ(sync_line({.repository = "acme/api"}, 0), "acme/api  finishing");
}

TEST(SyncDisplay, TellsHowItStands) {
  SyncProgress progress{.usage = {.requests = 3}};
  EXPECT_EQ(sync_standing(progress), "looking for repositories, 3 requests");
  progress = {.repositories_done = 3,
              .repositories_total = 12,
              .usage = {.requests = 412, .points_left = 4588}};
  EXPECT_EQ(sync_standing(progress), "3 of 12 repositories, 412 requests, 4,588 points left");
}

TEST(SyncDisplay, TellsWhatItWaitsForAndUntilWhen) {
  SyncProgress progress;
  EXPECT_EQ(sync_waiting(progress, TimeZone()), "");
  progress.waiting = SourceWait{.reason = "the hourly limit is used up",
                                .until = parse_time("2026-03-01T12:30:00Z").value()};
  EXPECT_EQ(sync_waiting(progress, TimeZone()),
            "waiting until 1 Mar 2026 12:30: the hourly limit is used up");
}

TEST(SyncDisplay, TellsHowItEnded) {
  EXPECT_EQ(sync_end_line({.repository = "acme/api", .outcome = SyncOutcome::Unchanged}),
            "acme/api: unchanged");
  EXPECT_EQ(
      sync_end_line(
          {.repository = "acme/api", .outcome = SyncOutcome::Complete, .pages = 2, .requests = 4}),
      "acme/api: complete, 0 new, 0 changed, 4 requests");
}

}  // namespace
}  // namespace shiplog
