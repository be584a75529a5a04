// How long a failed deployment keeps failing.
//
// From the deployment, not from the incident: the users suffer from the moment it is
// there, whether or not somebody has noticed. What has not recovered yet counts as "at
// least this long".

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row deployment) {
  Judgement judgement = judge_success(from, deployment);
  if (judgement.reason != Reason::Counted) {
    return judgement;
  }
  if (from.deployments().failure[deployment] != Confidence::Confirmed) {
    judgement.reason = Reason::NotFailed;
    return judgement;
  }
  const Timestamp restored_at = from.deployments().restored_at[deployment];
  judgement.is_censored = !happened(restored_at);
  judgement.value = from.lasted(judgement.moment, judgement.is_censored ? from.now : restored_at);
  return judgement;
}

constexpr Formula kFormula = {
    .items = ItemKind::Deployments,
    .candidates = Candidates::BySuccess,
    .counts_bots = true,
    .judge = judge,
    .listing = Listing::Successes,
    .uses_deployments = true,
    .absent = "no failed deployments in the window",
};

}  // namespace

const Metric kRecoveryTime = {
    .id = "recovery_time",
    .title = "Failed deployment recovery time",
    .question = "When it breaks, how long until it works again?",
    .definition =
        "The time from a deployment that failed (as the change fail rate confirms it) to its "
        "recovery: when the incidents that show the failure were resolved, else when a later "
        "deployment rolled it back or fixed it (of what only a person called failed, the next of "
        "its "
        "kind). The median over the failed deployments of the "
        "window, counting those that still fail as lasting at least until now (Kaplan–Meier).",
    .caveat =
        "Failures are few, so it jumps: look at the interval and at each one. An incident that "
        "is closed late, or never, makes a quick recovery look slow.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::KaplanMeier,
    .is_dora = true,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
