// How often something new reaches production.
//
// Divided by the time observed rather than by the window, so that a young repository or a
// window that reaches past the data does not look slow.

#include <array>
#include <cstddef>

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

constexpr std::array<PartDefinition, 2> kParts = {{
    {.name = "deployment_days_per_week",
     .unit = MetricUnit::PerWeek,
     .statistic = PartStatistic::DaysPerWeek,
     .absent = "nothing observed"},
    {.name = "time_between_deployments", .absent = "no deployment in the window has one before it"},
}};
constexpr std::size_t kTimeBetween = 1;

// Since the success in production before it, of the same repository, in whatever line.
double seconds_since_the_one_before(const Viewpoint& from, Row deployment) {
  for (Row before = deployment; before-- > 0;) {
    if (from.scope.is_production(before) && !from.scope.is_excluded(before)) {
      return from.lasted(from.deployments().succeeded_at[before],
                         from.deployments().succeeded_at[deployment]);
    }
  }
  return kNoPart;
}

PartValues values_of_parts(const Viewpoint& from, Row deployment) {
  PartValues values = kNoParts;
  values.at(kTimeBetween) = seconds_since_the_one_before(from, deployment);
  return values;
}

constexpr Formula kFormula = {
    .items = ItemKind::Deployments,
    .candidates = Candidates::BySuccess,
    .counts_bots = true,
    .judge = judge_success,
    .listing = Listing::RuleSource,
    .parts = kParts,
    .values_of_parts = values_of_parts,
    .uses_deployments = true,
    .absent = "no production deployments known",
};

}  // namespace

const Metric kDeploymentFrequency = {
    .id = "deployment_frequency",
    .title = "Deployment frequency",
    .question = "How often do we bring people something new?",
    .definition =
        "Successful deployments to production per week of observed time, each counted when it "
        "first succeeded. Beside it: on how many days a week anything was deployed, and the median "
        "time since the deployment before it in the same repository.",
    .caveat =
        "It says nothing about what was in them: ten deployments of one line count as ten. Where "
        "no deployments are recorded, releases or merges stand in for them, and the answer says "
        "so. With several repositories in scope it is the sum of theirs.",
    .unit = MetricUnit::PerWeek,
    .better = Better::Higher,
    .statistic = Statistic::CountPerWeek,
    .is_dora = true,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
