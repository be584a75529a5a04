// The words by which the outside knows the enumerations of this room.

#include <array>
#include <cstddef>
#include <string_view>

#include "columns/shard.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"

namespace shiplog {
namespace {

template <std::size_t kSize, typename Enum>
std::string_view name_in(const std::array<std::string_view, kSize>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

// Each in the order of its enumeration.
constexpr std::array<std::string_view, 5> kUnits = {"seconds", "per_week", "ratio", "count",
                                                    "lines"};
constexpr std::array<std::string_view, 3> kBetter = {"lower", "higher", "neutral"};
constexpr std::array<std::string_view, 10> kStatistics = {
    "median", "kaplan_meier",    "rate",     "count_per_week", "count_at_end", "median_at_end",
    "mean",   "ratio_of_counts", "evenness", "sole_share"};
constexpr std::array<std::string_view, 26> kReasons = {"counted",
                                                       "outside_scope",
                                                       "excluded_by_hand",
                                                       "bot_author",
                                                       "not_merged",
                                                       "not_closed",
                                                       "draft",
                                                       "never_draft",
                                                       "no_time",
                                                       "size_unknown",
                                                       "title_unknown",
                                                       "not_finished",
                                                       "not_decided",
                                                       "commit_unknown",
                                                       "later_run",
                                                       "reviewed",
                                                       "not_a_review",
                                                       "not_by_another",
                                                       "not_production",
                                                       "never_succeeded",
                                                       "not_failed",
                                                       "first_deployment",
                                                       "not_deployed",
                                                       "not_open",
                                                       "deployed_outside_window",
                                                       "outside_window"};

constexpr std::array<std::string_view, kStageCount> kStages = {"coding", "pickup", "review",
                                                               "merge",  "deploy", "development"};
constexpr std::array<std::string_view, 3> kLinkedBy = {"commit", "head_commit", "time"};
constexpr std::array<std::string_view, 8> kEvidence = {
    "by_hand", "incident", "rollback", "failure_status",
    "revert",  "fixes",    "hotfix",   "incident_nearby"};
constexpr std::array<std::string_view, 3> kConfidence = {"", "possible", "confirmed"};

}  // namespace

std::string_view unit_name(MetricUnit unit) { return name_in(kUnits, unit); }
std::string_view better_name(Better better) { return name_in(kBetter, better); }
std::string_view statistic_name(Statistic statistic) { return name_in(kStatistics, statistic); }
std::string_view reason_name(Reason reason) { return name_in(kReasons, reason); }

std::string_view stage_name(Stage stage) { return name_in(kStages, stage); }
std::string_view linked_by_name(LinkedBy linked_by) { return name_in(kLinkedBy, linked_by); }
std::string_view evidence_name(EvidenceKind kind) { return name_in(kEvidence, kind); }
std::string_view confidence_name(Confidence confidence) { return name_in(kConfidence, confidence); }

}  // namespace shiplog
