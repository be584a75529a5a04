// Happenings: what is shown beside the numbers because it happened when they moved, read from
// the facts themselves: incidents and releases.

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "columns/reading.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"

namespace shiplog {

// An incident, or an issue that is one by its label. Empty: not said.
struct SeenIncident {
  std::string id = {};
  std::string repository = {};  // Its id.
  std::string service = {};
  std::string title = {};
  std::string url = {};
  std::string deployment = {};  // That it names as its cause.
  std::int64_t issue = 0;       // The number of the issue; 0: it is none.
  Timestamp started_at = {};
  Timestamp resolved_at = {};  // kNever while it is not.
};

struct SeenRelease {
  std::string id = {};
  std::string repository = {};  // Its id.
  std::string name = {};
  std::string tag = {};
  Timestamp at = {};
  bool is_prerelease = false;
};

struct Happenings {
  std::vector<SeenIncident> incidents = {};  // The newest first.
  std::vector<SeenRelease> releases = {};    // The newest first.
};

// Reads every incident, issue and release of the store, those that were withdrawn aside.
Result<Happenings> read_happenings(FactStore& store, const Reading& reading);

// Reads them once for each state of the data. Safe to use from many threads, which wait for the
// one that reads.
class HappeningsReader {
 public:
  // Borrows the store.
  HappeningsReader(FactStore& store, Reading reading)
      : store_(store), reading_(std::move(reading)) {}

  // As of an edition of the live snapshot.
  Result<std::shared_ptr<const Happenings>> at(std::uint64_t edition);

 private:
  FactStore& store_;
  Reading reading_;
  std::mutex mutex_ = {};
  std::uint64_t edition_ = 0;
  std::shared_ptr<const Happenings> latest_ = {};
};

}  // namespace shiplog
