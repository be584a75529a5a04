#include "metrics/notes.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "columns/shard.h"
#include "metrics/collect.h"
#include "metrics/evaluation.h"
#include "metrics/findings.h"
#include "metrics/formula.h"
#include "metrics/lenses.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog {
namespace {

// "1 change is", "2 changes are".
std::string counted(std::size_t count, std::string_view noun) {
  const std::string_view ending = count == 1 ? " is" : noun.ends_with('h') ? "es are" : "s are";
  return std::to_string(count) + " " + std::string(noun) + std::string(ending);
}

std::string_view noun_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::PullRequests:
      return "pull request";
    case ItemKind::Commits:
      return "commit";
    case ItemKind::DirectPushes:
      return "direct push";
    case ItemKind::Runs:
      return "run";
    case ItemKind::Deployments:
      return "deployment";
    default:
      return "change";
  }
}

void add_remarks(const Metric& metric, const Remarks& remarks, std::vector<std::string>& notes) {
  const std::string_view noun = noun_of(metric.formula->items);
  if (remarks.excluded_by_hand > 0) {
    notes.push_back(counted(remarks.excluded_by_hand, noun) +
                    " left out by hand: 'shiplog exclude' tells by whom and why");
  }
  if (remarks.linked_by_time > 0) {
    notes.push_back(counted(remarks.linked_by_time, noun) + " linked by time, not by commit");
  }
  if (remarks.first_deployment > 0) {
    notes.push_back(counted(remarks.first_deployment, noun) +
                    " left out: carried by the first known deployment, and what was in the one "
                    "before it is not known");
  }
  if (remarks.no_time > 0) {
    notes.push_back(counted(remarks.no_time, noun) + " left out: when the work began is not known");
  }
  if (remarks.size_unknown > 0) {
    notes.push_back(counted(remarks.size_unknown, noun) + " left out: size not known");
  }
  if (remarks.title_unknown > 0) {
    notes.push_back(counted(remarks.title_unknown, noun) + " left out: title not known");
  }
  if (remarks.commit_unknown > 0) {
    notes.push_back(counted(remarks.commit_unknown, noun) + " left out: their commit is not known");
  }
  if (remarks.was_raised > 0) {
    notes.push_back(counted(remarks.was_raised, noun) +
                    " measured with a boundary that ran backwards, raised to the one before it");
  }
}

std::string_view traits_of(GroupBy group_by) {
  switch (group_by) {
    case GroupBy::Label:
      return "labels";
    case GroupBy::Size:
      return "sizes";
    case GroupBy::Base:
      return "base branches";
    case GroupBy::Environment:
      return "environments";
    case GroupBy::AuthorKind:
      return "authors";
    default:
      return "groups";
  }
}

void add_assumed_rule(const Scope& scope, std::vector<std::string>& notes) {
  std::size_t assumed = 0;
  std::string_view name;
  for (const ShardScope& shard : scope.shards) {
    if (shard.rule.has_any && shard.rule.source == DeploymentSource::Merges) {
      ++assumed;
      name = shard.shard->full_name;
    }
  }
  if (assumed > 0) {
    const std::string where =
        assumed == 1 ? std::string(name) : std::to_string(assumed) + " repositories";
    notes.push_back("deployments of " + where +
                    " are assumed: each merge into the default branch counts as one");
  }
}

void add_cut_history(const Scope& scope, std::vector<std::string>& notes) {
  std::size_t cut = 0;
  std::string_view name;
  for (const ShardScope& shard : scope.shards) {
    if (shard.shard->unknown_parents > 0) {
      ++cut;
      name = shard.shard->full_name;
    }
  }
  if (cut > 0) {
    const std::string where = cut == 1 ? std::string(name) : std::to_string(cut) + " repositories";
    notes.push_back("the commit history of " + where +
                    " is cut (a shallow clone?), so some changes may not be found in the "
                    "deployment that carried them");
  }
}

void add_incomplete(const Scope& scope, std::vector<std::string>& notes) {
  std::size_t incomplete = 0;
  std::string_view name;
  for (const ShardScope& shard : scope.shards) {
    if (shard.is_incomplete) {
      ++incomplete;
      name = shard.shard->full_name;
    }
  }
  if (incomplete > 0) {
    notes.push_back((incomplete == 1 ? std::string(name) + " has"
                                     : std::to_string(incomplete) + " repositories have") +
                    " not been synced completely yet, so this number will change");
  }
}

}  // namespace

bool has_evidence(const Scope& scope) {
  return std::any_of(scope.shards.begin(), scope.shards.end(), [](const ShardScope& shard) {
    return !shard.shard->deployments().evidence.empty();
  });
}

std::vector<std::string> notes_on(const Metric& metric, const Scope& scope, const Estimate& total,
                                  const Remarks& remarks) {
  std::vector<std::string> notes;
  add_incomplete(scope, notes);
  if (metric.is_estimate && total.value) {
    notes.emplace_back("an estimate, by a rule of thumb: see the definition");
  }
  add_remarks(metric, remarks, notes);
  if (uses_deployments(metric, *scope.query)) {
    add_assumed_rule(scope, notes);
  }
  if (candidates_of(metric, *scope.query) == Candidates::ByCarrier) {
    add_cut_history(scope, notes);
  }
  if (metric.formula->shows_possible && total.value && !has_evidence(scope)) {
    notes.emplace_back(
        "nothing in the data says that a deployment ever failed: no incident, failure status, "
        "rollback, revert or hotfix points at one");
  }
  return notes;
}

void add_notes_on_lenses(const Metric& metric, const Query& query, std::size_t in_several,
                         std::vector<std::string>& notes) {
  if (!has_groups(metric, query)) {
    notes.push_back("no groups: what this counts has no " + std::string(traits_of(query.group_by)));
  }
  if (in_several > 0) {
    const std::string_view ending = in_several == 1 ? " is in" : " are in";
    notes.push_back(std::to_string(in_several) + " of the things counted" + std::string(ending) +
                    " several groups and count in each, so the groups do not add up to the whole");
  }
  if (query.by != PlacedBy::Default && placing_of(metric, query) == PlacedBy::Default) {
    notes.emplace_back(
        "placed by a moment of its own: being merged, deployed or opened does not apply");
  }
  if (metric.statistic == Statistic::KaplanMeier && is_moved(metric, query) &&
      query.by != PlacedBy::Opened) {
    notes.emplace_back("only what came that far is looked at, so what is stuck is not in it");
  }
  if (query.working_hours && metric.unit == MetricUnit::Seconds &&
      !is_in_working_hours(metric, query)) {
    notes.emplace_back("in elapsed time: how much of it was working hours is not known");
  }
  if (!query.me.empty() && !permits_me(metric)) {
    notes.emplace_back("nobody's own: this counts what no one person did");
  }
}

}  // namespace shiplog
