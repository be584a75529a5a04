// How much of what is merged bots wrote.

#include "columns/column.h"
#include "columns/shard.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = from.shard().people().is_bot[from.changes().author[change]];
  return judgement;
}

constexpr Formula kFormula = {
    .counts_bots = true,
    .judge = judge,
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kBotShare = {
    .id = "bot_share",
    .title = "Share by bots",
    .question = "How much of what we merge did bots write?",
    .definition =
        "Of the pull requests merged in the window, the share that a bot or an agent opened: "
        "update bots, coding agents and other accounts that the source or the configuration calls "
        "so.",
    .caveat =
        "An agent that works under a person’s account counts as that person. A bot’s update of "
        "one line counts as much as a month of work.",
    .unit = MetricUnit::Ratio,
    .better = Better::Neutral,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
