// Explanation: the items behind a value, counted and left out, each with its reason.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "columns/shard.h"
#include "metrics/evaluation.h"
#include "metrics/metric.h"

namespace shiplog {

// What separates coding from pickup, pickup from review, and so on. The present ones of
// a change sum to the time from its first commit to its last moment.
enum class Stage : std::uint8_t { Coding, Pickup, Review, Merge, Deploy, Development };
inline constexpr std::size_t kStageCount = 6;
std::string_view stage_name(Stage stage);  // "coding"

std::string_view linked_by_name(LinkedBy linked_by);      // "head_commit"
std::string_view evidence_name(EvidenceKind kind);        // "failure_status"
std::string_view confidence_name(Confidence confidence);  // "confirmed"; empty for None.

// The moments of a change, none earlier than the one before it.
struct ChangeTimes {
  Timestamp first_commit_at = kNever;
  Timestamp ready_at = kNever;
  Timestamp first_review_at = kNever;
  Timestamp approved_at = kNever;
  Timestamp merged_at = kNever;
  Timestamp deployed_at = kNever;
  std::array<std::optional<double>, kStageCount> stages = {};  // Seconds.
  bool was_raised = false;  // A boundary ran backwards and was raised to the one before.
};

struct ExplainedChange {
  ChangeKind kind = ChangeKind::PullRequest;
  std::string id = {};
  std::int64_t number = 0;
  std::string title = {};
  // Of duration metrics of changes.
  std::optional<ChangeTimes> times = {};
  // Of lead_time, where a deployment carried it.
  std::string deployment = {};
  std::optional<LinkedBy> linked_by = {};
};

// Who put something right by hand, when and why.
struct ExplainedCorrection {
  std::string id = {};
  Timestamp at = kNever;
  std::string by = {};
  std::string reason = {};
};

struct ExplainedEvidence {
  EvidenceKind kind = EvidenceKind::Incident;
  std::string source = {};
  std::optional<ExplainedCorrection> correction = {};  // Of what was said or linked by hand.
};

struct ExplainedDeployment {
  std::string id = {};
  std::string name = {};
  std::string environment = {};
  std::string service = {};
  Timestamp finished_at = kNever;
  std::optional<bool> failed = {};
  Confidence confidence = Confidence::None;
  std::vector<ExplainedEvidence> evidence = {};
  Timestamp recovered_at = kNever;
  std::string recovered_by = {};
};

struct ExplainedRun {
  std::string id = {};
  std::string name = {};
};

struct ExplainedItem {
  std::string repository = {};  // Full name.
  bool is_counted = false;
  Reason reason = Reason::Counted;
  Timestamp moment = kNever;         // What places it in time.
  std::optional<double> value = {};  // In the metric's unit, where an item has one.
  std::optional<ExplainedCorrection> correction = {};  // Of what is left out by hand.
  bool is_still_open = false;  // Censored: the value is what has passed so far.
  std::optional<ExplainedChange> change = {};
  std::optional<ExplainedDeployment> deployment = {};
  std::optional<ExplainedRun> run = {};
  std::string_view event = {};  // What happened to the change: "opened".
  // Of metrics that look at what several items share: which of them, and its kind. A reviewer
  // is told by a number only, the one with the fewest reviews first.
  std::string subject = {};
  std::string_view subject_name = {};  // "directory"
};

// By whom an item was left out, or its failure was said or linked, if by hand.
std::optional<ExplainedCorrection> correction_of(const ExplainedItem& item);

// What names an item among those of its metric and repository; of events, the change.
const std::string& id_of(const ExplainedItem& item);

struct Explanation {
  const Metric* metric = nullptr;
  Estimate total = {};
  std::vector<ExplainedItem> items = {};  // By moment, repository and id; kNever last.
};

}  // namespace shiplog
