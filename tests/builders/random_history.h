// Made-up repositories with every oddity that columns can hold: for properties that must
// hold of any history. The same seed gives the same rows.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/builders/shard_fixture.h"

namespace shiplog {

struct HistoryOptions {
  std::uint64_t seed = 1;
  int changes = 120;
  Duration shift = {};          // Added to every moment.
  std::uint64_t row_order = 0;  // Another order of the same rows.
};

class RandomHistory {
 public:
  RandomHistory(std::string name, Timestamp begin, const HistoryOptions& options)
      : name_(std::move(name)), random_(options.seed), begin_(begin), options_(options) {}

  // Twelve weeks of changes, and deployments of a kind that the seed chooses.
  std::shared_ptr<const Shard> build() {
    for (int i = 0; i < options_.changes; ++i) {
      changes_.push_back(random_change(i));
    }
    ShardFixture shard(name_);
    add_lines(shard);
    deploy();
    add_runs();
    std::mt19937_64 order(options_.row_order);
    std::shuffle(changes_.begin(), changes_.end(), order);
    std::shuffle(deployments_.begin(), deployments_.end(), order);
    for (ChangeRow& row : changes_) {
      shard.change(std::move(row));
    }
    for (DeploymentRow& row : deployments_) {
      shard.deployment(std::move(row));
    }
    std::shuffle(remarks_.begin(), remarks_.end(), order);
    std::for_each(remarks_.begin(), remarks_.end(), [&](auto& row) { shard.remark(row); });
    std::for_each(commits_.begin(), commits_.end(), [&](auto& row) { shard.commit(row); });
    std::for_each(runs_.begin(), runs_.end(), [&](auto& row) { shard.run(row); });
    return shard.build();
  }

 private:
  static constexpr std::int64_t kHistoryHours = 12 * 168;

  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  std::int64_t below(std::int64_t limit) {
    return std::uniform_int_distribution<std::int64_t>(0, limit - 1)(random_);
  }
  Timestamp moment() {
    return begin_ + options_.shift + std::chrono::minutes(15 * below(4 * kHistoryHours));
  }
  // Mostly hours, sometimes days, now and then negative as of a clock that is wrong.
  Duration a_while() {
    const std::int64_t hours = chance(0.8) ? below(30) : below(400);
    return chance(0.03) ? -std::chrono::hours(2) : Duration(std::chrono::minutes(20 * hours));
  }

  std::string somebody() {
    static constexpr const char* kPeople[] = {"ada",  "grace",         "mary",
                                              "joan", "renovate[bot]", "copilot"};
    return kPeople[below(6)];
  }

  ChangeRow random_change(int number) {
    ChangeRow row = {.id = name_ + "#" + std::to_string(number), .number = number};
    row.author = chance(0.5) ? "mary" : somebody();
    static constexpr const char* kLabels[] = {"bug", "feature", "urgent"};
    for (const char* const label : kLabels) {
      if (chance(0.25)) {
        row.labels.emplace_back(label);
      }
    }
    row.base = chance(0.9) ? "main" : "release";
    const Timestamp created_at = moment();
    if (!chance(0.05)) {
      row.first_commit_at = created_at - std::max(Duration{}, a_while());
    }
    row.title = chance(0.1) ? "" : chance(0.3) ? "Fix the build" : "Add a thing";
    while (chance(0.5)) {
      row.directories.push_back("src/" + std::to_string(below(4)));
    }
    if (chance(0.1)) {
      row.kind = ChangeKind::DirectPush;
      row.merged_at = created_at;
      return row;
    }
    if (!chance(0.1)) {
      row.created_at = created_at;
      row.ready_at = chance(0.8) ? created_at : created_at + std::max(Duration{}, a_while());
    }
    if (!chance(0.1)) {
      row.additions = below(900);
      row.deletions = below(300);
    }
    add_ending(row, created_at);
    add_attention(row, created_at);
    return row;
  }

  void add_ending(ChangeRow& row, Timestamp created_at) {
    if (chance(0.7)) {
      row.first_review_at = created_at + a_while();
      row.is_reviewed = chance(0.8);
    }
    const Timestamp ended_at = std::max(created_at, created_at + a_while());
    if (!happened(row.created_at) || chance(0.75)) {
      row.merged_at = ended_at;
      if (happened(row.first_review_at) && chance(0.7)) {
        row.approved_at = std::min(row.first_review_at + a_while(), ended_at);
      }
    } else if (chance(0.5)) {
      row.closed_at = ended_at;
      row.is_draft = chance(0.3);
      if (chance(0.4)) {
        row.toggles = {ended_at - std::chrono::hours(9), ended_at - std::chrono::hours(5),
                       ended_at};
      }
    } else {
      row.is_draft = chance(0.3);
    }
  }

  void add_attention(ChangeRow& row, Timestamp created_at) {
    row.is_reverted = chance(0.1);
    row.remarks = static_cast<std::uint16_t>(below(6));
    row.reviewers = static_cast<std::uint16_t>(below(3));
    row.rounds = static_cast<std::uint16_t>(below(3));
    if (happened(row.created_at) && (row.is_draft || chance(0.2))) {
      row.draft_time = std::max(std::chrono::minutes(1) + Duration{}, a_while());
      row.draft_since = row.is_draft && !happened(row.closed_at) ? created_at : kNever;
    }
    while (chance(0.6)) {
      remarks_.push_back({.change = row.id,
                          .author = somebody(),
                          .at = created_at + a_while(),
                          .is_review = chance(0.7),
                          .counts = chance(0.8)});
    }
    while (chance(0.4)) {
      commits_.push_back({.id = row.id + "." + std::to_string(commits_.size()),
                          .change = row.id,
                          .author = somebody(),
                          .at = chance(0.05) ? kNever : created_at - a_while()});
      commits_.back().lines = static_cast<std::int32_t>(below(100)) - 1;
    }
  }

  void add_runs() {
    for (int i = 0; i < options_.changes; ++i) {
      WorkflowRunRow run = {.id = name_ + "!" + std::to_string(i), .finished_at = moment()};
      run.outcome = static_cast<RunOutcome>(below(4));
      if (run.outcome == RunOutcome::Unfinished) {
        run.finished_at = kNever;
      } else if (run.outcome != RunOutcome::Undecided) {
        run.check = static_cast<RunCheck>(below(4));
      }
      run.started_at = chance(0.1) ? kNever : moment();
      runs_.push_back(std::move(run));
    }
  }

  void add_lines(ShardFixture& shard) {
    switch (options_.seed % 4) {
      case 0:
        lines_ = {shard.line(DeploymentSource::Deployments, "production"),
                  shard.line(DeploymentSource::Deployments, "staging"),
                  shard.line(DeploymentSource::Deployments, "prod-eu"),
                  shard.line(DeploymentSource::Deployments, "production", "cart")};
        break;
      case 1:
        lines_ = {shard.line(DeploymentSource::Releases)};
        break;
      case 2:
        lines_ = {shard.line(DeploymentSource::Merges)};
        break;
      default:
        break;  // Nothing was ever deployed.
    }
  }

  // Every line deploys now and then, carrying what was merged since the time before.
  void deploy() {
    for (const Row line : lines_) {
      Timestamp before = Timestamp::min();
      bool is_first = true;
      for (std::int64_t hour = below(60); hour < kHistoryHours; hour += 1 + below(40)) {
        const Timestamp now = begin_ + options_.shift + std::chrono::hours(hour);
        DeploymentRow row = random_deployment(line, now);
        if (!happened(row.succeeded_at)) {
          deployments_.push_back(std::move(row));
          continue;
        }
        row.is_first_of_line = std::exchange(is_first, false);
        for (const ChangeRow& change : changes_) {
          if (change.merged_at > before && change.merged_at <= now) {
            row.carries.push_back(change.id);
          }
        }
        before = now;
        deployments_.push_back(std::move(row));
      }
    }
  }

  DeploymentRow random_deployment(Row line, Timestamp now) {
    DeploymentRow row = {.line = line, .created_at = now - std::chrono::minutes(5)};
    row.id = name_ + "@" + std::to_string(line) + "." + std::to_string(deployments_.size());
    row.linked_by = chance(0.1) ? LinkedBy::Time : LinkedBy::Commit;
    if (chance(0.1)) {
      return row;
    }
    row.succeeded_at = now;
    row.is_repair = chance(0.1);
    if (chance(0.25)) {
      row.failure = chance(0.6) ? Confidence::Confirmed : Confidence::Possible;
      row.evidence = {{EvidenceKind::Incident, "I_" + row.id}};
      row.restored_at = chance(0.7) ? now + std::chrono::minutes(10 * below(300)) : kNever;
    }
    return row;
  }

  std::string name_;
  std::mt19937_64 random_;
  Timestamp begin_;
  HistoryOptions options_;
  std::vector<Row> lines_ = {};
  std::vector<ChangeRow> changes_ = {};
  std::vector<DeploymentRow> deployments_ = {};
  std::vector<RemarkRow> remarks_ = {};
  std::vector<SizedCommitRow> commits_ = {};
  std::vector<WorkflowRunRow> runs_ = {};
};

}  // namespace shiplog
