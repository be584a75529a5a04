#include "columns/shard_builder.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "columns/attention.h"
#include "columns/boundaries.h"
#include "columns/carriers.h"
#include "columns/change_rows.h"
#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/deployment_rows.h"
#include "columns/failures.h"
#include "columns/membership.h"
#include "columns/organisation.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/reverts.h"
#include "columns/shard.h"
#include "columns/shard_columns.h"
#include "columns/table_writer.h"
#include "columns/work_rows.h"
#include "domain/facts.h"

namespace shiplog {

struct ShardBuilder::Contents {
  const Organisation& organisation;
  std::string repository_id;
  RepositoryFacts facts;
};

ShardBuilder::ShardBuilder(const Organisation& organisation, std::string repository_id)
    : contents_(std::make_unique<Contents>(
          Contents{organisation, std::move(repository_id), RepositoryFacts(organisation)})) {}
ShardBuilder::~ShardBuilder() = default;

void ShardBuilder::add(const Fact& fact) { contents_->facts.add(fact); }

namespace {

// The repository's own, and those of others, which may concern a service or a deployment.
std::vector<const KnownIncident*> incidents_of(const RepositoryFacts& facts,
                                               const Organisation& organisation,
                                               std::string_view repository_id) {
  std::vector<const KnownIncident*> incidents;
  for (const KnownIncident& incident : facts.incidents) {
    incidents.push_back(&incident);
  }
  for (const KnownIncident& incident : organisation.contents().incidents) {
    if (incident.repository != repository_id) {
      incidents.push_back(&incident);
    }
  }
  return incidents;
}

std::vector<std::uint8_t> hotfixes(const ChangeRows& changes, const RepositoryFacts& facts) {
  std::vector<std::uint8_t> is_hotfix;
  is_hotfix.reserve(changes.rows.size());
  for (const ChangeDraft& change : changes.rows) {
    const bool is_pull = change.kind == ChangeKind::PullRequest && change.excluded_by == nullptr;
    is_hotfix.push_back(is_pull && facts.pull_rows[change.source].is_hotfix ? 1 : 0);
  }
  return is_hotfix;
}

}  // namespace

Shard ShardBuilder::build() {
  const RepositoryFacts facts =
      std::exchange(contents_->facts, RepositoryFacts(contents_->organisation));
  const Organisation& organisation = contents_->organisation;
  const Corrections& corrections = organisation.contents().corrections;
  const CommitGraph graph(facts);
  const Membership membership(facts, graph);
  const PeopleRows people = people_rows(facts, organisation.contents().people);
  const ChangeRows changes = change_rows(facts, graph, membership, corrections);
  DeploymentRows deployments = deployment_rows(facts, corrections);
  mark_rollbacks(deployments, graph);
  const Carriers carriers = find_carriers(changes, deployments, graph);
  const Reverts reverts = find_reverts(facts, graph, membership, changes);
  const std::vector<std::uint8_t> is_hotfix = hotfixes(changes, facts);
  const auto incidents = incidents_of(facts, organisation, contents_->repository_id);
  const Failures failures = find_failures({.repository_id = contents_->repository_id,
                                           .production = organisation.contents().production,
                                           .changes = changes,
                                           .is_hotfix = is_hotfix,
                                           .reverts = reverts,
                                           .deployments = deployments,
                                           .carriers = carriers,
                                           .incidents = incidents});
  BoundaryFinder boundaries(facts, people, graph, membership, organisation.reading().bot_reviews);

  TableWriter writer(facts);
  writer.write_people(people);
  writer.write_changes(changes, people, boundaries, reverts, is_hotfix, carriers);
  writer.write_lines(deployments);
  writer.write_deployments(deployments, carriers, failures);
  writer.write_work(
      people, changes, find_attention(facts, people, changes, organisation.reading().bot_reviews),
      find_touches(facts, graph, membership, changes), find_labels(facts, changes),
      sized_commits(facts, people, graph, membership, changes), checked_runs(facts, corrections));

  Shard shard;
  shard.repository_id = contents_->repository_id;
  shard.full_name = facts.full_name.empty() ? shard.repository_id : facts.full_name;
  shard.begins_at = facts.times.begins_at();
  shard.latest_at = facts.times.latest_at();
  shard.clocks = facts.times.clocks();
  shard.unknown_parents = graph.unknown_parents();
  hold(shard, writer.tables());
  shard.organisation_fingerprint = organisation.fingerprint_for(shard);
  return shard;
}

}  // namespace shiplog
