// What a sync says of itself: of one repository, and of all.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed_source.h"
#include "store/fact_store.h"

namespace shiplog {

enum class SyncOutcome : std::uint8_t {
  Complete,   // All of it is stored.
  Unchanged,  // Nothing was new, and nothing was asked for.
  Elsewhere,  // Another sync is at it.
  Lost,       // The source no longer shows it; what is stored stays.
  Failed,     // Cut short: what was read is stored, and the next sync goes on.
};

struct RepositorySync {
  std::string repository = {};  // "acme/api"
  SyncOutcome outcome = SyncOutcome::Failed;
  std::string feed = {};  // What it is at, or where it failed.
  std::int64_t done = 0;  // Of that feed.
  std::int64_t total = 0;
  std::int64_t pages = 0;
  std::int64_t requests = 0;
  std::int64_t points = 0;
  ChangeCounts changes = {};
  Moment complete_until = {};  // As known afterwards, also from an earlier sync.
  std::vector<std::string> notes = {};
  std::optional<Error> error = {};

  // Of all kinds together.
  ChangeCount changes_in_all() const;
};

struct SyncSummary {
  std::vector<RepositorySync> repositories = {};  // In the order in which they ended.
  std::vector<MissedTarget> missed = {};
  std::vector<std::string> notes = {};
  SourceUsage usage = {};

  // Appends what another sync came to.
  void add(SyncSummary other);
};

// "complete", "unchanged", …
std::string_view outcome_name(SyncOutcome outcome);

// The text of the sync log: JSON.
std::string report_text(const RepositorySync& sync);

// What of it is worth reading back; of a text that is no report what can be read.
struct SyncReport {
  std::string outcome = {};
  std::string feed = {};
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::int64_t pages = 0;
  std::int64_t requests = 0;
  std::int64_t points = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::vector<std::string> notes = {};
  std::string error = {};
};
SyncReport read_report(std::string_view text);

}  // namespace shiplog
