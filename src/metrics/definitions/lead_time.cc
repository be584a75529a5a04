// From the first commit of a change to its running in production.
//
// Placed by the deployment, since that is when the users have it: a window then holds what
// was delivered in it. The first deployment known of a line carries nothing, because what
// was in the one before is not known; counting its changes would call years of history
// one slow delivery.

#include <array>
#include <cstddef>
#include <string_view>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/explanation.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/stages.h"

namespace shiplog::metrics {
namespace {

constexpr std::string_view kNoStage = "no change in the window had this stage";

// In the order of Stage.
constexpr std::array<PartDefinition, kStageCount> kStages = {{
    {.name = "coding", .absent = kNoStage, .is_stage = true},
    {.name = "pickup", .absent = kNoStage, .is_stage = true},
    {.name = "review", .absent = kNoStage, .is_stage = true},
    {.name = "merge", .absent = kNoStage, .is_stage = true},
    {.name = "deploy", .absent = kNoStage, .is_stage = true},
    {.name = "development", .absent = kNoStage, .is_hidden_when_absent = true, .is_stage = true},
}};
static_assert(kStageCount <= kMostParts);

Judgement judge(const Viewpoint& from, Row change) {
  if (!happened(from.changes().merged_at[change])) {
    // A direct push is merged as such; only its time may be unknown.
    const bool is_pushed = from.changes().kind[change] == ChangeKind::DirectPush;
    return {.reason = is_pushed ? Reason::NoTime : Reason::NotMerged};
  }
  const Carrier* const carrier = from.scope.carrier_of(change);
  const Timestamp deployed_at =
      carrier == nullptr ? kNever : from.deployments().succeeded_at[carrier->deployment];
  if (!happened(from.changes().first_commit_at[change])) {
    return {.reason = Reason::NoTime, .moment = deployed_at};
  }
  if (carrier == nullptr) {
    return {.reason = Reason::NotDeployed};
  }
  if (carrier->is_first_of_line) {
    return {.reason = Reason::FirstDeployment, .moment = deployed_at};
  }
  const ChangeTimes times = change_times(from.scope, change, deployed_at);
  return {.moment = deployed_at,
          .value = from.lasted(times.first_commit_at, times.deployed_at),
          .is_linked_by_time = carrier->linked_by == LinkedBy::Time,
          .was_raised = times.was_raised};
}

PartValues values_of_stages(const Viewpoint& from, Row change) {
  const Carrier* const carrier = from.scope.carrier_of(change);
  const Timestamp deployed_at = from.deployments().succeeded_at[carrier->deployment];
  const ChangeTimes times = change_times(from.scope, change, deployed_at);
  PartValues values = kNoParts;
  for (std::size_t stage = 0; stage < kStageCount; ++stage) {
    values.at(stage) = times.stages.at(stage).value_or(kNoPart);
  }
  return values;
}

constexpr Formula kFormula = {
    .items = ItemKind::Changes,
    .candidates = Candidates::ByCarrier,
    .counts_bots = true,
    .judge = judge,
    .outside = Reason::DeployedOutsideWindow,
    .parts = kStages,
    .values_of_parts = values_of_stages,
    .uses_deployments = true,
    .absent = "no change reached production in the window",
};

}  // namespace

const Metric kLeadTime = {
    .id = "lead_time",
    .title = "Lead time for changes",
    .question = "How long until a change is in people's hands?",
    .definition =
        "The time from the first commit of a change to the first successful deployment to "
        "production that contains it: the median over the changes whose deployment succeeded in "
        "the window. A change is a merged pull request, or a commit pushed directly. It is split "
        "into coding (first commit to ready for review), pickup (ready to the first review by "
        "another person), review (first review to the approval that stands), merge (approval to "
        "merge) and deploy (merge to production).",
    .caveat =
        "It begins with the first commit that was ever seen: thinking before it, and commits "
        "squashed away before they were pushed, are invisible. What is not deployed yet does not "
        "count, so a stalled release makes it look no worse until it ships.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::Median,
    .is_dora = true,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
