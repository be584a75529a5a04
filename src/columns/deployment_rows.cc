#include "columns/deployment_rows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/repository_facts.h"
#include "columns/shard.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// Puts attempts into lines; a line is numbered when it is first met.
class Gatherer {
 public:
  Gatherer(const RepositoryFacts& facts, const Corrections& corrections)
      : facts_(facts), corrections_(corrections) {}

  void gather_deployments() {
    for (const DeploymentAttempt& row : facts_.deployments) {
      const Row line = line_of(DeploymentSource::Deployments, facts_.text(row.environment),
                               facts_.text(row.service));
      add(FactKind::Deployment, {.id = facts_.text(row.id),
                                 .name = facts_.text(row.ref),
                                 .fixes = facts_.text(row.fixes),
                                 .sha = row.sha,
                                 .line = line,
                                 .created_at = row.created_at,
                                 .succeeded_at = row.succeeded_at,
                                 .failed_after_success = row.failed_after_success});
    }
  }

  void gather_releases() {
    for (const ReleaseRow& row : facts_.releases) {
      add(FactKind::Release, {.id = facts_.text(row.id),
                              .name = facts_.text(row.tag),
                              .sha = row.sha,
                              .line = line_of(DeploymentSource::Releases, {}, {}),
                              .created_at = row.published_at,
                              .succeeded_at = row.published_at});
    }
  }

  // A base or a default branch that is not known counts as the default branch.
  void gather_merges() {
    for (const PullRow& row : facts_.pull_rows) {
      const std::string_view base = facts_.text(row.base);
      const bool is_to_default =
          base.empty() || facts_.default_branch.empty() || base == facts_.default_branch;
      if (happened(row.merged_at) && is_to_default) {
        add(FactKind::PullRequest, {.id = facts_.pulls.at(row.pull),
                                    .pull = row.pull,
                                    .sha = row.merge_commit,
                                    .line = line_of(DeploymentSource::Merges, {}, {}),
                                    .created_at = row.merged_at,
                                    .succeeded_at = row.merged_at});
      }
    }
  }

  DeploymentRows take() && {
    sort_lines();
    const auto place = [](const DeploymentDraft& row) {
      return std::tuple(row.succeeded_at, row.created_at, row.id, row.line);
    };
    std::ranges::sort(result_.rows, {}, place);
    for (Row row = 0; row < result_.rows.size(); ++row) {
      const DeploymentDraft& one = result_.rows[row];
      if (happened(one.succeeded_at) && one.excluded_by == nullptr) {
        result_.lines[one.line].successes.push_back(row);
      }
    }
    return std::move(result_);
  }

 private:
  using Key = std::tuple<DeploymentSource, std::string_view, std::string_view>;

  Row line_of(DeploymentSource source, std::string_view environment, std::string_view service) {
    const auto [found, is_new] = line_numbers_.try_emplace(Key(source, environment, service),
                                                           static_cast<Row>(result_.lines.size()));
    if (is_new) {
      result_.lines.push_back({.source = source, .environment = environment, .service = service});
    }
    return found->second;
  }

  // What is left out by hand is as though it had never been tried, but keeps its row.
  void add(FactKind kind, DeploymentDraft row) {
    row.excluded_by = corrections_.excluding(kind, row.id);
    row.judged_by = corrections_.find(kind, row.id, kFailedField);
    if (row.excluded_by == nullptr) {
      LineDraft& line = result_.lines[row.line];
      line.latest_attempt_at = std::max(line.latest_attempt_at, row.created_at);
    }
    result_.rows.push_back(row);
  }

  void sort_lines() {
    std::vector<LineDraft> sorted;
    std::vector<Row> new_number(result_.lines.size());
    for (const auto& [key, number] : line_numbers_) {
      new_number[number] = static_cast<Row>(sorted.size());
      sorted.push_back(result_.lines[number]);
    }
    result_.lines = std::move(sorted);
    for (DeploymentDraft& row : result_.rows) {
      row.line = new_number[row.line];
    }
  }

  const RepositoryFacts& facts_;
  const Corrections& corrections_;
  DeploymentRows result_;
  std::map<Key, Row> line_numbers_;
};

// A success whose sha succeeded before in the line, and the success before it.
struct Return {
  Row row = kNoRow;
  bool was_first_before_live = false;  // Its sha first succeeded before the live one's.
};

// Marks repeats; those that are not of the live sha may be rollbacks.
void find_returns(DeploymentRows& deployments, const CommitGraph& graph,
                  std::vector<Return>& returns, std::vector<Kinship>& kinships) {
  for (const LineDraft& line : deployments.lines) {
    std::unordered_map<Node, std::size_t> first_rank;
    for (std::size_t rank = 0; rank < line.successes.size(); ++rank) {
      DeploymentDraft& one = deployments.rows[line.successes[rank]];
      if (one.sha == kNoNode) {
        continue;
      }
      const auto [found, is_new] = first_rank.try_emplace(one.sha, rank);
      one.is_repeat = !is_new;
      const Node live = is_new ? kNoNode : deployments.rows[line.successes[rank - 1]].sha;
      if (is_new || live == one.sha) {
        continue;
      }
      // A live one without a sha has no earlier success than itself.
      const std::size_t first_of_live = live == kNoNode ? rank - 1 : first_rank.at(live);
      returns.push_back(
          {.row = line.successes[rank], .was_first_before_live = found->second < first_of_live});
      kinships.push_back({.ancestor = graph.place_of(one.sha), .descendant = graph.place_of(live)});
      kinships.push_back({.ancestor = graph.place_of(live), .descendant = graph.place_of(one.sha)});
    }
  }
}

// The same two commits are asked about again and again where a line goes back and forth.
std::vector<std::uint8_t> answer_once(const CommitGraph& graph,
                                      const std::vector<Kinship>& kinships) {
  std::vector<Kinship> different = kinships;
  const auto key = [](const Kinship& pair) { return std::tuple(pair.descendant, pair.ancestor); };
  std::ranges::sort(different, {}, key);
  const auto equal = [&key](const Kinship& one, const Kinship& other) {
    return key(one) == key(other);
  };
  different.erase(std::unique(different.begin(), different.end(), equal), different.end());
  const std::vector<std::uint8_t> known = are_ancestors(graph, different);
  std::vector<std::uint8_t> answers;
  answers.reserve(kinships.size());
  for (const Kinship& pair : kinships) {
    const auto found = std::ranges::lower_bound(different, key(pair), {}, key);
    answers.push_back(known[static_cast<std::size_t>(found - different.begin())]);
  }
  return answers;
}

}  // namespace

DeploymentRows deployment_rows(const RepositoryFacts& facts, const Corrections& corrections) {
  Gatherer gatherer(facts, corrections);
  gatherer.gather_deployments();
  gatherer.gather_releases();
  gatherer.gather_merges();
  return std::move(gatherer).take();
}

// Older than the live one is what is its ancestor; not what has it for an ancestor; and
// where neither is known, what succeeded first before it.
void mark_rollbacks(DeploymentRows& deployments, const CommitGraph& graph) {
  std::vector<Return> returns;
  std::vector<Kinship> kinships;
  find_returns(deployments, graph, returns, kinships);
  const std::vector<std::uint8_t> answers = answer_once(graph, kinships);
  for (std::size_t index = 0; index < returns.size(); ++index) {
    const bool is_ancestor = answers[2 * index] != 0;
    const bool is_descendant = answers[2 * index + 1] != 0;
    deployments.rows[returns[index].row].is_rollback =
        is_ancestor || (!is_descendant && returns[index].was_first_before_live);
  }
}

}  // namespace shiplog
