// Whether reviewing is shared, or a few do it all.
//
// The only metric that looks at who did something. It tells how even the spread is and how
// many reviews each has, never whose they are; under three people it tells nothing.

#include <cstdint>

#include "base/hash.h"
#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row remark) {
  const Timestamp at = from.work().remarks.at[remark];
  if (from.work().remarks.is_review[remark] == 0) {
    return {.reason = Reason::NotAReview, .moment = at};
  }
  const bool counts = from.work().remarks.counts[remark] != 0;
  return {.reason = counts ? Reason::Counted : Reason::NotByAnother, .moment = at};
}

Subject subject_of(const Viewpoint& from, Row remark) {
  const Row author = from.work().remarks.author[remark];
  const std::uint64_t human = hash_bytes(from.shard().text(from.work().human[author]));
  return {.subject = human, .holder = human, .row = remark};
}

constexpr Formula kFormula = {
    .items = ItemKind::Remarks,
    .candidates = Candidates::ByRemark,
    .judge = judge,
    .reads = {.work = true},
    .subject_of = subject_of,
    .subject_name = "reviewer",
    .absent = "nobody reviewed anything in the window",
};

}  // namespace

const Metric kReviewLoad = {
    .id = "review_load",
    .title = "Evenness of review",
    .question = "Is reviewing shared, or do a few do it all?",
    .definition =
        "How evenly the reviews given in the window are spread over those who gave any: 1 minus "
        "the Gini coefficient of the number of reviews that each person gave. 100 % means that "
        "all gave as many. Reviews of one’s own pull requests, after the close, and by bots do "
        "not count. With fewer than three people it is not told.",
    .caveat =
        "Those who reviewed nothing are not in it, so two people who share all the work look even "
        "in a team of ten. It says nothing about how well somebody reviews, and is no measure of "
        "a person.",
    .unit = MetricUnit::Ratio,
    .better = Better::Higher,
    .statistic = Statistic::Evenness,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
