// Explaining: the same judgements as evaluate()'s, over every row instead of the likely
// ones, each kept with its reason.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/collect.h"
#include "metrics/evaluate.h"
#include "metrics/events.h"
#include "metrics/explain_subjects.h"
#include "metrics/explanation.h"
#include "metrics/formula.h"
#include "metrics/items.h"
#include "metrics/lenses.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/stages.h"

namespace shiplog {
namespace {

// Of rates and ratios it says on which side the item is: 1 or 0. Of counts there is none.
bool has_item_value(Statistic statistic) {
  return statistic != Statistic::CountPerWeek && statistic != Statistic::CountAtEnd;
}

std::optional<ExplainedCorrection> explained_correction(const Shard& shard, Row row) {
  if (row == kNoRow) {
    return std::nullopt;
  }
  const CorrectionTable<Fixed>& corrections = shard.corrections();
  return ExplainedCorrection{.id = std::string(shard.text(corrections.id[row])),
                             .at = corrections.at[row],
                             .by = std::string(shard.text(corrections.by[row])),
                             .reason = std::string(shard.text(corrections.reason[row]))};
}

ExplainedChange explained_change(const Metric& metric, const ShardScope& scope, Row row) {
  const Shard& shard = *scope.shard;
  const ChangeTable<Fixed>& changes = shard.changes();
  ExplainedChange change = {.kind = changes.kind[row],
                            .id = std::string(shard.text(changes.id[row])),
                            .number = changes.number[row],
                            .title = std::string(shard.text(changes.title[row]))};
  Timestamp deployed_at = kNever;
  if (metric.formula->candidates == Candidates::ByCarrier) {
    if (const Carrier* const carrier = scope.carrier_of(row); carrier != nullptr) {
      deployed_at = shard.deployments().succeeded_at[carrier->deployment];
      change.deployment = shard.text(shard.deployments().id[carrier->deployment]);
      change.linked_by = carrier->linked_by;
    }
  }
  if (metric.unit == MetricUnit::Seconds) {
    change.times = change_times(scope, row, deployed_at);
  }
  return change;
}

ExplainedDeployment explained_deployment(const ShardScope& scope, Row row) {
  const Shard& shard = *scope.shard;
  const DeploymentTable<Fixed>& deployments = shard.deployments();
  const Row line = deployments.line[row];
  ExplainedDeployment deployment = {
      .id = std::string(shard.text(deployments.id[row])),
      .name = std::string(shard.text(deployments.name[row])),
      .environment = std::string(shard.text(shard.lines().environment[line])),
      .service = std::string(shard.text(shard.lines().service[line])),
      .finished_at = deployments.succeeded_at[row],
      .confidence = deployments.failure[row],
      .recovered_at = deployments.restored_at[row],
      .recovered_by = std::string(shard.text(deployments.restored_by[row]))};
  if (happened(deployment.finished_at)) {
    deployment.failed = deployment.confidence == Confidence::Confirmed;
  }
  for (const Evidence& evidence :
       list_at(deployments.evidence_offsets, deployments.evidence, row)) {
    deployment.evidence.push_back({.kind = evidence.kind,
                                   .source = std::string(shard.text(evidence.source)),
                                   .correction = explained_correction(shard, evidence.correction)});
  }
  return deployment;
}

ExplainedChange explained_commit(const Shard& shard, Row row) {
  const Row change = shard.work().commits.change[row];
  return {.kind = ChangeKind::DirectPush,
          .id = std::string(shard.text(shard.work().commits.id[row])),
          .title = std::string(shard.text(shard.changes().title[change]))};
}

ExplainedRun explained_run(const Shard& shard, Row row) {
  return {.id = std::string(shard.text(shard.work().runs.id[row])),
          .name = std::string(shard.text(shard.work().runs.name[row]))};
}

// Says what the item is.
void name_item(const Metric& metric, const ShardScope& scope, Row row, ExplainedItem& item) {
  switch (metric.formula->items) {
    case ItemKind::Deployments:
      item.deployment = explained_deployment(scope, row);
      return;
    case ItemKind::Runs:
      item.run = explained_run(*scope.shard, row);
      return;
    case ItemKind::Commits:
      item.change = explained_commit(*scope.shard, row);
      return;
    case ItemKind::Events: {
      const Event event = event_at(*scope.shard, row);
      item.event = event_name(event.kind);
      item.change = explained_change(metric, scope, event.change);
      return;
    }
    default:
      item.change = explained_change(metric, scope, row);
  }
}

// Whether the metric's explanation speaks of this row at all, as far as its kind says.
bool is_listed(const Formula& formula, const ShardScope& scope, Row row, const Window& window) {
  const Shard& shard = *scope.shard;
  switch (formula.listing) {
    case Listing::All:
      return true;
    case Listing::InWindow:
      return window.contains(moment_of(formula.items, shard, row));
    case Listing::RuleSource:
      return shard.lines().source[shard.deployments().line[row]] == scope.rule.source;
    case Listing::Successes:
      return scope.is_production(row) && window.contains(shard.deployments().succeeded_at[row]);
  }
  return true;
}

ExplainedItem explain_row(const Metric& metric, const Query& query, const Viewpoint& from,
                          Row row) {
  const Formula& formula = *metric.formula;
  const Judgement judgement = judge_row(metric, query, from, row);
  ExplainedItem item = {
      .repository = from.shard().full_name, .reason = judgement.reason, .moment = judgement.moment};
  const bool is_placed = formula.candidates != Candidates::OpenAtEnd;
  if (item.reason == Reason::Counted && is_placed && !query.window.contains(item.moment)) {
    item.reason = outside_reason(metric, query);
  }
  item.is_counted = item.reason == Reason::Counted;
  if (judgement.reason == Reason::Counted && has_item_value(metric.statistic)) {
    item.value = judgement.value;
    item.is_still_open = judgement.is_censored;
  }
  if (item.reason == Reason::ExcludedByHand) {
    item.correction =
        explained_correction(from.shard(), excluded_by(formula.items, from.shard(), row));
  }
  name_item(metric, from.scope, row, item);
  return item;
}

void explain_shard(const Metric& metric, const Query& query, const ShardScope& scope,
                   std::vector<ExplainedItem>& items) {
  const Formula& formula = *metric.formula;
  const Viewpoint from = {.scope = scope, .now = query.now, .at = end_of(query.window, query)};
  const std::size_t rows = row_count(formula.items, *scope.shard);
  for (Row row = 0; row < rows; ++row) {
    if (!is_item(formula, *scope.shard, row) || !is_listed(formula, scope, row, query.window)) {
      continue;
    }
    items.push_back(explain_row(metric, query, from, row));
  }
}

}  // namespace

const std::string& id_of(const ExplainedItem& item) {
  if (item.change) {
    return item.change->id;
  }
  if (item.deployment) {
    return item.deployment->id;
  }
  return item.run ? item.run->id : item.subject;
}

std::optional<ExplainedCorrection> correction_of(const ExplainedItem& item) {
  if (item.correction || !item.deployment) {
    return item.correction;
  }
  for (const ExplainedEvidence& evidence : item.deployment->evidence) {
    if (evidence.correction) {
      return evidence.correction;
    }
  }
  return std::nullopt;
}

Explanation explain(const Metric& metric, const Query& query, const Snapshot& snapshot) {
  Query plain = query;
  plain.every.reset();
  plain.compare_with.reset();
  plain.group_by = GroupBy::None;
  Explanation explanation = {.metric = &metric, .total = evaluate(metric, plain, snapshot).total};
  const Scope scope = scope_of(query, snapshot);
  if (metric.formula->subject_of != nullptr) {
    explanation.items = explain_subjects(metric, query, scope, explanation.total);
    return explanation;
  }
  for (const ShardScope& shard : scope.shards) {
    explain_shard(metric, query, shard, explanation.items);
  }
  // Stable, since releases of two lines could share an id.
  std::stable_sort(explanation.items.begin(), explanation.items.end(),
                   [](const ExplainedItem& a, const ExplainedItem& b) {
                     return std::tie(a.moment, a.repository, id_of(a)) <
                            std::tie(b.moment, b.repository, id_of(b));
                   });
  return explanation;
}

}  // namespace shiplog
