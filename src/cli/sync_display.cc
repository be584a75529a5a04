#include "cli/sync_display.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time_zone.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

constexpr std::chrono::seconds kBetweenSentences(10);
constexpr std::size_t kActiveLinesMax = 8;

std::string count(std::int64_t value) {
  return human_count(static_cast<std::size_t>(std::max<std::int64_t>(value, 0)));
}

std::string in_words(std::string_view feed) {
  std::string words(feed);
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace

std::string sync_line(const SyncProgress::Active& active, double rate) {
  std::string line = without_controls(active.repository) + "  ";
  line += active.feed.empty() ? "finishing" : in_words(active.feed);
  if (active.done > 0 || active.total > 0) {
    line += " " + count(active.done);
  }
  if (active.total > 0) {
    line += " of " + count(active.total);
  }
  if (rate > 0) {
    line += "  " + count(std::llround(rate)) + "/s";
    if (active.total > active.done) {
      line +=
          "  " + human_duration(static_cast<double>(active.total - active.done) / rate) + " left";
    }
  }
  return line;
}

std::string sync_standing(const SyncProgress& progress) {
  if (progress.repositories_total == 0) {
    return "looking for repositories, " + count(progress.usage.requests) + " requests";
  }
  std::string line = count(static_cast<std::int64_t>(progress.repositories_done)) + " of " +
                     count(static_cast<std::int64_t>(progress.repositories_total)) +
                     " repositories, " + count(progress.usage.requests) + " requests";
  if (progress.usage.points_left) {
    line += ", " + count(*progress.usage.points_left) + " points left";
  }
  return line;
}

std::string sync_waiting(const SyncProgress& progress, const TimeZone& zone) {
  return progress.waiting ? "waiting until " + human_time(progress.waiting->until, zone) + ": " +
                                without_controls(progress.waiting->reason)
                          : std::string();
}

std::string sync_end_line(const RepositorySync& done) {
  std::string line =
      without_controls(done.repository) + ": " + std::string(outcome_name(done.outcome));
  if (done.pages > 0) {
    const auto sum = done.changes_in_all();
    line += ", " + count(sum.added) + " new, " + count(sum.changed) + " changed, " +
            count(done.requests) + " requests";
  }
  return line;
}

double SyncDisplay::rate_of(const SyncProgress::Active& active, Instant now) {
  Seen& seen = seen_[active.repository];
  if (seen.feed != active.feed || active.done < seen.done) {
    seen = {.feed = active.feed, .done = active.done, .at = now};
  }
  const std::chrono::duration<double> elapsed = now - seen.at;
  return elapsed.count() < 1 ? 0 : static_cast<double>(active.done - seen.done) / elapsed.count();
}

void SyncDisplay::show(const SyncProgress& progress) {
  const Instant now = std::chrono::steady_clock::now();
  const std::size_t width = terminal_.style().width - 1;
  std::string block;
  std::size_t lines = 0;
  for (const SyncProgress::Active& active : progress.active) {
    const double rate = rate_of(active, now);
    if (lines++ < kActiveLinesMax) {
      block += truncate(sync_line(active, rate), width) + "\n";
    }
  }
  if (terminal_.shows_progress()) {
    block += truncate(sync_standing(progress), width);
    if (const std::string waiting = sync_waiting(progress, TimeZone()); !waiting.empty()) {
      block += "\n" + truncate(waiting, width);
    }
    terminal_.draw_progress(block);
    return;
  }
  say_waiting(progress);
  if (now - said_at_ >= kBetweenSentences) {
    said_at_ = now;
    for (const SyncProgress::Active& active : progress.active) {
      terminal_.say(sync_line(active, rate_of(active, now)));
    }
    terminal_.say(sync_standing(progress));
  }
}

void SyncDisplay::say_waiting(const SyncProgress& progress) {
  const std::string reason = progress.waiting ? progress.waiting->reason : "";
  if (reason != said_reason_) {
    said_reason_ = reason;
    if (!reason.empty()) {
      terminal_.say(sync_waiting(progress, TimeZone()));
    }
  }
}

void SyncDisplay::show_end(const RepositorySync& done) { terminal_.say(sync_end_line(done)); }

}  // namespace shiplog
