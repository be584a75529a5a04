#include "metrics/lenses.h"

#include "base/check.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"

namespace shiplog {
namespace {

PlacedBy own_placing(const Metric& metric) {
  const bool is_of_changes =
      metric.formula->items == ItemKind::PullRequests || metric.formula->items == ItemKind::Changes;
  if (!is_of_changes || metric.statistic == Statistic::CountPerWeek) {
    return PlacedBy::Default;
  }
  switch (metric.formula->candidates) {
    case Candidates::ByMerge:
      return PlacedBy::Merged;
    case Candidates::ByCarrier:
      return PlacedBy::Deployed;
    case Candidates::ByReady:
    case Candidates::ByOpening:
      return PlacedBy::Opened;
    default:
      return PlacedBy::Default;
  }
}

struct Placed {
  Timestamp moment = kNever;
  Reason otherwise = Reason::Counted;  // Why there is no moment.
};

Placed placed_by_deployment(const Viewpoint& from, Row change) {
  const Carrier* const carrier = from.scope.carrier_of(change);
  if (carrier == nullptr) {
    return {.otherwise = Reason::NotDeployed};
  }
  return {.moment = from.deployments().succeeded_at[carrier->deployment],
          .otherwise = carrier->is_first_of_line ? Reason::FirstDeployment : Reason::Counted};
}

Placed placed(const Viewpoint& from, Row change, PlacedBy by) {
  const Timestamp merged_at = from.changes().merged_at[change];
  switch (by) {
    case PlacedBy::Merged:
      return {.moment = merged_at,
              .otherwise = happened(merged_at) ? Reason::Counted : Reason::NotMerged};
    case PlacedBy::Deployed:
      return placed_by_deployment(from, change);
    case PlacedBy::Opened: {
      const Timestamp created_at = from.changes().created_at[change];
      const Timestamp moment = happened(created_at) ? created_at : merged_at;
      return {.moment = moment, .otherwise = happened(moment) ? Reason::Counted : Reason::NoTime};
    }
    case PlacedBy::Default:
      break;
  }
  CHECK(false);
}

}  // namespace

PlacedBy placing_of(const Metric& metric, const Query& query) {
  const PlacedBy own = own_placing(metric);
  return own == PlacedBy::Default || query.by == PlacedBy::Default ? own : query.by;
}

bool is_moved(const Metric& metric, const Query& query) {
  return placing_of(metric, query) != own_placing(metric);
}

Candidates candidates_of(const Metric& metric, const Query& query) {
  if (!is_moved(metric, query)) {
    return metric.formula->candidates;
  }
  switch (query.by) {
    case PlacedBy::Merged:
      return Candidates::ByMerge;
    case PlacedBy::Deployed:
      return Candidates::ByCarrier;
    case PlacedBy::Opened:
      return Candidates::ByOpening;
    case PlacedBy::Default:
      break;
  }
  CHECK(false);
}

Judgement moved(Judgement judgement, const Viewpoint& from, Row change, PlacedBy by) {
  const auto [moment, otherwise] = placed(from, change, by);
  if (judgement.reason == Reason::Counted) {
    judgement.reason = otherwise;
  }
  judgement.moment = moment;
  return judgement;
}

Reason outside_reason(const Metric& metric, const Query& query) {
  if (!is_moved(metric, query)) {
    return metric.formula->outside;
  }
  return query.by == PlacedBy::Deployed ? Reason::DeployedOutsideWindow : Reason::OutsideWindow;
}

bool uses_deployments(const Metric& metric, const Query& query) {
  return metric.formula->uses_deployments || placing_of(metric, query) == PlacedBy::Deployed;
}

bool is_in_working_hours(const Metric& metric, const Query& query) {
  return query.working_hours && metric.unit == MetricUnit::Seconds &&
         !metric.formula->is_always_elapsed;
}

bool permits_me(const Metric& metric) {
  return metric.formula->items != ItemKind::Deployments && metric.formula->items != ItemKind::Runs;
}

bool has_percentiles(const Metric& metric) {
  return metric.statistic == Statistic::Median || metric.statistic == Statistic::MedianAtEnd ||
         metric.statistic == Statistic::KaplanMeier;
}

double share_of(Percentile percentile) {
  switch (percentile) {
    case Percentile::P50:
      return 0.5;
    case Percentile::P75:
      return 0.75;
    case Percentile::P90:
      return 0.9;
  }
  CHECK(false);
}

}  // namespace shiplog
