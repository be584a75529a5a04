// FeedSource: a place that keeps many repositories, each with its feeds: GitHub.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"

namespace shiplog {

// What a person asked to have synced.
struct DiscoveryRequest {
  std::vector<std::string> targets = {};  // "owner/name" or "owner".
  // Of an owner's repositories only; who names one wants it. Shell patterns over
  // "owner/name" or the name alone: all of them, unless some are included.
  std::vector<std::string> include = {};
  std::vector<std::string> exclude = {};
  bool with_archived = true;
  bool with_forks = false;
  bool with_private = true;
};

struct SourceRepository {
  std::string id = {};           // Of the repository's fact.
  std::string full_name = {};    // "acme/api", as the source spells it now.
  std::string fingerprint = {};  // Equal to an earlier one: nothing to read.
};

// A target that came to nothing.
struct MissedTarget {
  std::string target = {};
  Error error = {};
};

struct Discovery {
  std::vector<SourceRepository> repositories = {};  // No id twice.
  std::vector<MissedTarget> missed = {};
  std::vector<std::string> notes = {};
  Timestamp server_time = {};  // Before anything was looked at.
};

struct FeedOptions {
  Moment since = {};  // Nothing older is fetched when a repository is met first.
};

struct SourceUsage {
  std::int64_t requests = 0;
  std::int64_t points = 0;  // What the source counts against a budget.
  std::int64_t bytes = 0;
  std::optional<std::int64_t> points_left = {};  // Absent: without limit, or not known.
};

struct SourceWait {
  std::string reason = {};
  Timestamp until = {};
};

// Safe to use from many threads.
class FeedSource {
 public:
  virtual ~FeedSource() = default;

  // "github.com": what its cursors are filed under.
  virtual std::string name() const = 0;

  // Errors as of Feed::read(), when nothing could be asked at all.
  virtual Result<Discovery> discover(const DiscoveryRequest& request,
                                     const std::stop_token& stop) = 0;

  // Those of one repository, in the order in which they are to be read. `known` outlives them.
  virtual std::vector<std::unique_ptr<Feed>> feeds(const SourceRepository& repository,
                                                   KnownFacts& known,
                                                   const FeedOptions& options) = 0;

  // Since the source was made: in all, and for the feeds of one repository.
  virtual SourceUsage usage() const = 0;
  virtual SourceUsage usage_of(const SourceRepository& repository) const = 0;
  virtual std::optional<SourceWait> waiting() const = 0;
};

}  // namespace shiplog
