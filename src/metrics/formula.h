// Formula: how a metric's definition plugs into the engine.
//
// A definition judges one item at a time: whether it counts (and if not, why), the moment
// that places it in time, its value. It knows no window, bucket or group; those are the
// engine's, which asks it about the items that may matter and puts their values together
// as the metric's statistic says. So a definition is a page, and all of them share one
// notion of time, scope and sureness.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "columns/parts.h"
#include "metrics/metric.h"
#include "metrics/scope.h"

namespace shiplog {

// What the items are: rows of the tables of a shard.
enum class ItemKind : std::uint8_t {
  PullRequests,
  DirectPushes,
  Changes,  // Pull requests and direct pushes.
  Deployments,
  Commits,
  Remarks,
  Touches,
  Runs,
  Events,  // Those kinds that the formula names: metrics/events.h.
};

// Where to look for the items of a window without judging every row: those whose named
// moment lies in it. What is found is still judged; what is not must not count.
enum class Candidates : std::uint8_t {
  ByMerge,
  ByCarrier,  // Changes, by the success of the deployment that carried them.
  ByReady,
  ByOpening,  // By creation, or by merge where that is not known.
  BySuccess,  // Deployments.
  ByClose,
  ByCommit,
  ByRemark,
  ByTouch,   // By the merge of the change that touched.
  ByFinish,  // Runs.
  ByEvent,
  OpenAtEnd,  // Pull requests that may be open when the window ends.
};

// Which items explain() lists.
enum class Listing : std::uint8_t {
  All,
  RuleSource,  // Deployments of the kind that the production rule chose.
  Successes,   // Successful deployments to production in the window.
  InWindow,    // Those in the window: of commits, runs and events there are too many.
};

// What a metric shows beside its value, from values that each item has.
enum class PartStatistic : std::uint8_t { Median, DaysPerWeek };
struct PartDefinition {
  std::string_view name = {};
  MetricUnit unit = MetricUnit::Seconds;
  PartStatistic statistic = PartStatistic::Median;
  std::string_view absent = {};
  bool is_hidden_when_absent = false;
  bool is_stage = false;  // The stages of an item sum to its value.
};
inline constexpr std::size_t kMostParts = 6;
inline constexpr double kNoPart = std::numeric_limits<double>::quiet_NaN();

// In the order of the formula's parts; not a number where the item has none.
using PartValues = std::array<double, kMostParts>;
inline constexpr PartValues kNoParts = {kNoPart, kNoPart, kNoPart, kNoPart, kNoPart, kNoPart};

struct Judgement {
  Reason reason = Reason::Counted;
  Timestamp moment = kNever;  // Known for some that do not count, too.
  double value = 0;           // Of rates: 1 for an item that has the property.
  bool is_censored = false;
  bool is_possible = false;  // Of change_fail_rate: may have failed.
  bool is_linked_by_time = false;
  bool was_raised = false;
};

// Where an item is looked at from: its repository, the clock, the end of the window.
struct Viewpoint {
  const ShardScope& scope;
  Timestamp now = {};  // What has not ended has lasted until now.
  Timestamp at = {};   // The end of the window, for what is open then.

  const Shard& shard() const { return *scope.shard; }
  const ChangeTable<Fixed>& changes() const { return scope.shard->changes(); }
  const DeploymentTable<Fixed>& deployments() const { return scope.shard->deployments(); }
  const WorkTables<Fixed>& work() const { return scope.shard->work(); }
  double lasted(Timestamp from, Timestamp until) const { return scope.lasted(from, until); }
};

// What a thing that several items share is, for statistics that look at such: a directory,
// or a human. Hashes, so that those of different repositories can be told apart or joined.
struct Subject {
  std::uint64_t subject = 0;
  std::uint64_t holder = 0;
  Row row = kNoRow;
};

struct Formula {
  ItemKind items = ItemKind::PullRequests;
  Candidates candidates = Candidates::ByMerge;
  // Whether items whose author is a bot count, unless the query says otherwise.
  bool counts_bots = false;
  // Scope and bots are the engine's; this gives the first reason after those, if any.
  Judgement (*judge)(const Viewpoint& from, Row row) = nullptr;
  Reason outside = Reason::OutsideWindow;  // Why an item of another window is left out.
  Listing listing = Listing::All;
  std::span<const PartDefinition> parts = {};
  PartValues (*values_of_parts)(const Viewpoint& from, Row row) = nullptr;  // Of a counted item.
  Parts reads = {};  // Besides the numbers, to evaluate it; explaining reads everything.
  bool uses_deployments = false;  // Then the answer names each repository's rule.
  bool shows_possible = false;
  bool is_always_elapsed = false;  // Its durations cannot be told in working hours.
  unsigned events = 0;             // Of ItemKind::Events: EventKind bits.
  bool has_grid = false;           // Then the answer tells weekdays and hours.
  Subject (*subject_of)(const Viewpoint& from, Row row) = nullptr;  // Of a counted item.
  std::string_view subject_name = {};                               // "directory"
  std::string_view absent = {};  // Why there is no value when no item counts.
};

// What has to be there of a snapshot to evaluate all of these.
Parts parts_read_by(std::span<const Metric* const> metrics);

// Judges a deployment as far as all metrics of deployments agree: a success in production,
// placed at its first success.
Judgement judge_success(const Viewpoint& from, Row deployment);

// Judges a pull request as far as all metrics of merged ones agree: placed at its merge.
Judgement judge_merged(const Viewpoint& from, Row change);

// Judges how long a pull request waited from being ready, where it is placed, for something
// that happened at `ended_at`. What has not happened (kNever) has lasted until the close or now.
Judgement judge_wait(const Viewpoint& from, Row change, Timestamp ended_at);

// Judges a workflow run as far as all metrics of runs agree: passed or failed, placed at its
// end.
Judgement judge_decided_run(const Viewpoint& from, Row run);

// Whether a pull request is open just before `at`; its closings and reopenings decide.
bool is_open(const ChangeTable<Fixed>& changes, Row change, Timestamp at);

}  // namespace shiplog
