// How old what is open is.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp created_at = from.changes().created_at[change];
  if (!happened(created_at)) {
    return {.reason = Reason::NoTime};
  }
  if (!is_open(from.changes(), change, from.at)) {
    return {.reason = Reason::NotOpen, .moment = created_at};
  }
  return {.moment = created_at, .value = from.lasted(created_at, from.at)};
}

constexpr Formula kFormula = {
    .candidates = Candidates::OpenAtEnd,
    .judge = judge,
    .absent = "no pull request is open at the end of the window",
};

}  // namespace

const Metric kOpenAge = {
    .id = "open_age",
    .title = "Age of open pull requests",
    .question = "How long has what is open been waiting?",
    .definition =
        "The time since they were opened: the median over the pull requests open just before the "
        "end of the window (or now, if that is earlier), drafts included. Those by bots are left "
        "out.",
    .caveat =
        "A few forgotten pull requests make it grow by a day each day, however fast the rest "
        "flows; closing them makes it fall without any work having been done.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::MedianAtEnd,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
