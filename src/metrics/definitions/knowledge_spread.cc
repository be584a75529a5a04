// How much of the code only one person changes.
//
// By directory, the finest that the facts tell. Two accounts of one person are one.

#include <string_view>

#include "base/hash.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row touch) {
  return {.moment = from.changes().merged_at[from.work().touches.change[touch]]};
}

Subject subject_of(const Viewpoint& from, Row touch) {
  const Shard& shard = from.shard();
  const auto& touches = from.work().touches;
  const Row author = from.changes().author[touches.change[touch]];
  const std::string_view path = shard.text(touches.paths[touches.path[touch]]);
  return {.subject = hash_mix(hash_bytes(shard.repository_id), hash_bytes(path)),
          .holder = hash_bytes(shard.text(from.work().human[author])),
          .row = touch};
}

constexpr Formula kFormula = {
    .items = ItemKind::Touches,
    .candidates = Candidates::ByTouch,
    .judge = judge,
    .reads = {.work = true},
    .subject_of = subject_of,
    .subject_name = "directory",
    .absent = "no merged change of the window is known to have touched a directory",
};

}  // namespace

const Metric kKnowledgeSpread = {
    .id = "knowledge_spread",
    .title = "Knowledge held by one",
    .question = "How much of the code does only one of us know?",
    .definition =
        "Of the directories (their first two levels) that merged changes and direct pushes "
        "touched in the window, the share in which all the changes were one person’s. Changes by "
        "bots are left out.",
    .caveat =
        "Reviewing and remembering are not seen: somebody may know well what only another one "
        "changed lately. Over a short window most directories were touched once, so ask about a "
        "year.",
    .unit = MetricUnit::Ratio,
    .better = Better::Lower,
    .statistic = Statistic::SoleShare,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
