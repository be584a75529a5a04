#include "columns/work_rows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/string_table.h"
#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/membership.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/shard.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// By place: the row of the facts' commits, or kNoRow.
std::vector<std::uint32_t> commits_by_place(const RepositoryFacts& facts,
                                            const CommitGraph& graph) {
  std::vector<std::uint32_t> commit_at(graph.size(), kNoRow);
  for (std::uint32_t row = 0; row < facts.commits.size(); ++row) {
    commit_at[graph.place_of(facts.commits[row].node)] = row;
  }
  return commit_at;
}

void keep_distinct(std::vector<std::uint32_t>& numbers) {
  std::ranges::sort(numbers);
  const auto repeated = std::ranges::unique(numbers);
  numbers.erase(repeated.begin(), repeated.end());
}

// Numbers of texts by the order of those texts: those in use, and where each now stands.
class SortedTexts {
 public:
  SortedTexts(const StringTable& texts, std::vector<std::uint32_t> used)
      : place_of_(texts.size(), 0), used_(std::move(used)) {
    keep_distinct(used_);
    std::ranges::sort(used_, {}, [&texts](std::uint32_t text) { return texts.at(text); });
    for (std::uint32_t place = 0; place < used_.size(); ++place) {
      place_of_[used_[place]] = place;
    }
  }
  std::uint32_t place_of(std::uint32_t text) const { return place_of_[text]; }
  std::span<const std::uint32_t> used() const { return used_; }

 private:
  std::vector<std::uint32_t> place_of_;
  std::vector<std::uint32_t> used_;
};

// What several rows of each change name, by its number: then by its place among the sorted.
std::vector<std::string_view> sort_names(const StringTable& texts, std::span<const Row> change,
                                         std::vector<std::uint32_t>& named) {
  const SortedTexts sorted(texts, named);
  for (std::uint32_t& name : named) {
    name = sorted.place_of(name);
  }
  for (std::size_t begin = 0, end = 0; begin < change.size(); begin = end) {
    while (end < change.size() && change[end] == change[begin]) {
      ++end;
    }
    std::ranges::sort(std::span(named).subspan(begin, end - begin));
  }
  std::vector<std::string_view> names;
  for (const std::uint32_t name : sorted.used()) {
    names.push_back(texts.at(name));
  }
  return names;
}

}  // namespace

Touches find_touches(const RepositoryFacts& facts, const CommitGraph& graph,
                     const Membership& membership, const ChangeRows& changes) {
  Touches touches;
  const std::vector<std::uint32_t> commit_at = commits_by_place(facts, graph);
  std::vector<std::uint32_t> touched;
  for (Row row = 0; row < changes.rows.size(); ++row) {
    const ChangeDraft& change = changes.rows[row];
    touched.clear();
    const auto add = [&](Stretch stretch) {
      const auto paths = stretch_of(facts.directories, stretch);
      touched.insert(touched.end(), paths.begin(), paths.end());
    };
    if (change.kind == ChangeKind::PullRequest) {
      add(facts.pull_rows[change.source].directories);
    }
    if (touched.empty()) {
      for (const Place place : commits_of(change, membership)) {
        if (commit_at[place] != kNoRow) {
          add(facts.commits[commit_at[place]].directories);
        }
      }
    }
    keep_distinct(touched);
    touches.change.insert(touches.change.end(), touched.size(), row);
    touches.path.insert(touches.path.end(), touched.begin(), touched.end());
  }
  touches.paths = sort_names(facts.paths, touches.change, touches.path);
  return touches;
}

Labels find_labels(const RepositoryFacts& facts, const ChangeRows& changes) {
  Labels labels;
  std::vector<std::uint32_t> borne;
  for (Row row = 0; row < changes.rows.size(); ++row) {
    if (changes.rows[row].kind != ChangeKind::PullRequest) {
      continue;
    }
    const auto named = stretch_of(facts.labels, facts.pull_rows[changes.rows[row].source].labels);
    borne.assign(named.begin(), named.end());
    keep_distinct(borne);
    labels.change.insert(labels.change.end(), borne.size(), row);
    labels.label.insert(labels.label.end(), borne.begin(), borne.end());
  }
  labels.names = sort_names(facts.label_names, labels.change, labels.label);
  return labels;
}

namespace {

// Of each commit: which change owns it, and whether it only stands for others.
struct Ownership {
  std::vector<Row> owner;             // By place; kNoRow: none.
  std::vector<std::uint8_t> is_own;   // A pull request lists it, or has it for its head.
  std::vector<std::uint8_t> is_copy;  // A squash or rebase merge may have made it.
};

void mark(const RepositoryFacts& facts, const CommitGraph& graph, const Membership& membership,
          const PullRow& pull, std::uint32_t row, Ownership& ownership) {
  for (const ListedCommit& listed : stretch_of(facts.listed_commits, pull.commits)) {
    ownership.is_own[graph.place_of(listed.node)] = 1;
  }
  if (pull.head_commit != kNoNode) {
    ownership.is_own[graph.place_of(pull.head_commit)] = 1;
  }
  const Place merge = graph.place_of(pull.merge_commit);
  if (graph.has_fact(merge) && graph.parents(merge).size() < 2) {
    for (const Place place : membership.commits_of(row)) {
      ownership.is_copy[place] = 1;
    }
  }
}

Ownership ownership_of(const RepositoryFacts& facts, const CommitGraph& graph,
                       const Membership& membership, const ChangeRows& changes) {
  Ownership ownership{.owner = std::vector<Row>(graph.size(), kNoRow),
                      .is_own = std::vector<std::uint8_t>(graph.size(), 0),
                      .is_copy = std::vector<std::uint8_t>(graph.size(), 0)};
  for (Row row = 0; row < changes.rows.size(); ++row) {
    const ChangeDraft& change = changes.rows[row];
    for (const Place place : commits_of(change, membership)) {
      Row& owner = ownership.owner[place];
      if (owner == kNoRow || change.id < changes.rows[owner].id) {
        owner = row;
      }
    }
    if (change.kind == ChangeKind::PullRequest) {
      mark(facts, graph, membership, facts.pull_rows[change.source], change.source, ownership);
    }
  }
  return ownership;
}

std::int32_t lines_of(const CommitRow& commit) {
  if (commit.additions == kUnknown || commit.deletions == kUnknown) {
    return static_cast<std::int32_t>(kUnknown);
  }
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::min(kMost, commit.additions + commit.deletions));
}

}  // namespace

std::vector<CommitDraft> sized_commits(const RepositoryFacts& facts, const PeopleRows& people,
                                       const CommitGraph& graph, const Membership& membership,
                                       const ChangeRows& changes) {
  const Ownership ownership = ownership_of(facts, graph, membership, changes);
  std::vector<CommitDraft> commits;
  for (const CommitRow& commit : facts.commits) {
    const Place place = graph.place_of(commit.node);
    const bool is_made = ownership.is_copy[place] != 0 && ownership.is_own[place] == 0;
    if (graph.parents(place).size() < 2 && ownership.owner[place] != kNoRow && !is_made) {
      const bool is_committed = happened(commit.committed_at);
      commits.push_back({.id = facts.shas.at(commit.node),
                         .at = is_committed ? commit.committed_at : commit.authored_at,
                         .change = ownership.owner[place],
                         .author = people.row_of[commit.author],
                         .lines = lines_of(commit)});
    }
  }
  std::ranges::sort(commits, {},
                    [](const CommitDraft& commit) { return std::tuple(commit.at, commit.id); });
  return commits;
}

std::vector<RunDraft> checked_runs(const RepositoryFacts& facts, const Corrections& corrections) {
  std::vector<RunDraft> runs;
  for (const RunRow& run : facts.runs) {
    const std::string_view id = facts.text(run.id);
    runs.push_back(
        {.run = &run, .id = id, .excluded_by = corrections.excluding(FactKind::WorkflowRun, id)});
  }
  std::ranges::sort(
      runs, {}, [](const RunDraft& draft) { return std::tuple(draft.run->finished_at, draft.id); });
  std::vector<RunDraft*> decided;
  for (RunDraft& draft : runs) {
    const RunOutcome outcome = draft.run->outcome;
    const bool is_decided = outcome == RunOutcome::Passed || outcome == RunOutcome::Failed;
    if (is_decided && draft.excluded_by == nullptr) {
      draft.check = draft.run->sha == StringTable::kNone ? RunCheck::NoCommit : RunCheck::None;
      decided.push_back(&draft);
    }
  }
  // Those of one workflow and commit side by side, each in order of time.
  std::ranges::sort(decided, {}, [](const RunDraft* draft) {
    return std::tuple(draft->run->sha, draft->run->name, draft->run->finished_at, draft->id);
  });
  const auto is_same = [](const RunDraft* one, const RunDraft* other) {
    return one->run->sha == other->run->sha && one->run->name == other->run->name;
  };
  for (std::size_t begin = 0, end = 0; begin < decided.size(); begin = end) {
    bool has_failed = false;
    bool is_flaky = false;
    for (; end < decided.size() && is_same(decided[begin], decided[end]); ++end) {
      const RunRow& run = *decided[end]->run;
      const bool has_passed = run.outcome == RunOutcome::Passed;
      is_flaky = is_flaky || (has_passed && (has_failed || run.is_retried));
      has_failed = has_failed || !has_passed;
    }
    if (decided[begin]->check == RunCheck::None) {
      decided[begin]->check = is_flaky ? RunCheck::Flaky : RunCheck::Stable;
    }
  }
  return runs;
}

}  // namespace shiplog
