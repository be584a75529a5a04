// Shards for a test, a row a line, without facts or the rules that lay them out.
//
//   ShardFixture shard("acme/api");
//   shard.change({.id = "PR_1", .first_commit_at = at(1), .merged_at = at(5)});
//   const Row production = shard.line(DeploymentSource::Deployments, "production");
//   shard.deployment({.id = "D_2", .line = production, .succeeded_at = at(6), .carries =
//   {"PR_1"}}); Snapshot snapshot = snapshot_of({shard.build()}, until);

#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "columns/shard.h"
#include "columns/shard_columns.h"
#include "columns/snapshot.h"
#include "columns/text_ref.h"

namespace shiplog {

struct ChangeRow {
  ChangeKind kind = ChangeKind::PullRequest;
  std::string id = {};
  std::string title = {};
  std::string base = "main";
  std::int64_t number = 0;
  std::string author = "mary";  // Ends in "[bot]": a bot's; begins with "copilot": an agent's, too.
  Timestamp first_commit_at = kNever;
  Timestamp created_at = kNever;
  Timestamp ready_at = kNever;  // When never given: created_at.
  Timestamp first_review_at = kNever;
  Timestamp approved_at = kNever;
  Timestamp merged_at = kNever;
  Timestamp closed_at = kNever;  // When never given: merged_at.
  std::int64_t additions = kUnknown;
  std::int64_t deletions = kUnknown;
  bool is_reviewed = false;
  bool is_draft = false;
  bool is_reverted = false;
  std::vector<Timestamp> toggles = {};
  std::uint16_t remarks = 0;
  std::uint16_t reviewers = 0;
  std::uint16_t rounds = 0;
  Duration draft_time = {};
  Timestamp draft_since = kNever;
  std::vector<std::string> directories = {};
  std::vector<std::string> labels = {};
};

struct RemarkRow {
  std::string change = {};
  std::string author = "grace";
  Timestamp at = kNever;
  bool is_review = true;
  bool counts = true;
};

struct SizedCommitRow {
  std::string id = {};
  std::string change = {};
  std::string author = "mary";
  Timestamp at = kNever;
  std::int32_t lines = static_cast<std::int32_t>(kUnknown);
};

struct WorkflowRunRow {
  std::string id = {};
  std::string name = "CI";
  Timestamp started_at = kNever;
  Timestamp finished_at = kNever;
  RunOutcome outcome = RunOutcome::Passed;
  RunCheck check = RunCheck::None;
};

struct DeploymentRow {
  std::string id = {};
  std::string name = {};
  Row line = 0;
  Timestamp created_at = kNever;  // When never given: succeeded_at.
  Timestamp succeeded_at = kNever;
  bool is_first_of_line = false;
  bool is_repair = false;
  Confidence failure = Confidence::None;
  Timestamp restored_at = kNever;
  std::string restored_by = {};
  std::vector<std::pair<EvidenceKind, std::string>> evidence = {};
  std::vector<std::string> carries = {};  // Ids of changes.
  LinkedBy linked_by = LinkedBy::Commit;
};

class ShardFixture {
 public:
  explicit ShardFixture(std::string full_name) : full_name_(std::move(full_name)) {}

  void change(ChangeRow row) {
    if (!happened(row.ready_at)) {
      row.ready_at = row.created_at;
    }
    if (!happened(row.closed_at)) {
      row.closed_at = row.merged_at;
    }
    changes_.push_back(std::move(row));
  }

  Row line(DeploymentSource source, std::string environment = {}, std::string service = {}) {
    lines_.push_back({source, std::move(environment), std::move(service)});
    return static_cast<Row>(lines_.size() - 1);
  }

  void deployment(DeploymentRow row) {
    if (!happened(row.created_at)) {
      row.created_at = row.succeeded_at;
    }
    deployments_.push_back(std::move(row));
  }

  void remark(RemarkRow row) { remarks_.push_back(std::move(row)); }
  void commit(SizedCommitRow row) { commits_.push_back(std::move(row)); }
  void run(WorkflowRunRow row) { runs_.push_back(std::move(row)); }

  // Data begin at the earliest creation or success unless said.
  void begins_at(Timestamp moment) { begins_at_ = moment; }

  std::shared_ptr<const Shard> build() const {
    ShardTables<Grown> grown;
    auto shard = std::make_shared<Shard>();
    shard->repository_id = "R_" + full_name_;
    shard->full_name = full_name_;
    shard->begins_at = begins_at_;
    std::map<std::string, Row> change_rows;
    std::map<std::string, Row> people;
    add_lines(grown);
    add_changes(grown, *shard, change_rows, people);
    add_deployments(grown, *shard, change_rows);
    add_remarks(grown, change_rows, people);
    add_commits(grown, change_rows, people);
    add_runs(grown);
    hold(*shard, grown);
    return shard;
  }

 private:
  struct Line {
    DeploymentSource source = {};
    std::string environment = {};
    std::string service = {};
  };

  static TextRef text(ShardTables<Grown>& tables, std::string_view value) {
    return append(tables.text, value);
  }

  static TextRef name(ShardTables<Grown>& tables, std::string_view value) {
    TextRef ref = append(tables.names, value);
    ref.begin |= kNameBit;
    return ref;
  }

  static TextRef append(std::vector<char>& block, std::string_view value) {
    const TextRef ref{static_cast<std::uint32_t>(block.size()),
                      static_cast<std::uint32_t>(value.size())};
    block.insert(block.end(), value.begin(), value.end());
    return ref;
  }

  static Row person(ShardTables<Grown>& tables, std::map<std::string, Row>& people,
                    const std::string& login) {
    const auto [place, is_new] = people.emplace(login, static_cast<Row>(people.size()));
    if (is_new) {
      tables.people.id.push_back(name(tables, login));
      tables.people.login.push_back(name(tables, login));
      const bool is_bot = login.ends_with("[bot]") || login.starts_with("copilot");
      tables.people.is_bot.push_back(is_bot ? 1 : 0);
      tables.people.is_agent.push_back(login.starts_with("copilot") ? 1 : 0);
      tables.work.human.push_back(tables.people.id.back());
    }
    return place->second;
  }

  void add_lines(ShardTables<Grown>& tables) const {
    for (const Line& line : lines_) {
      tables.lines.source.push_back(line.source);
      tables.lines.environment.push_back(name(tables, line.environment));
      tables.lines.service.push_back(name(tables, line.service));
      tables.lines.latest_attempt_at.push_back(Timestamp::min());
    }
    for (const DeploymentRow& row : deployments_) {
      Timestamp& latest = tables.lines.latest_attempt_at[row.line];
      latest = std::max(latest, row.created_at);
    }
  }

  void add_changes(ShardTables<Grown>& tables, Shard& shard, std::map<std::string, Row>& rows,
                   std::map<std::string, Row>& people) const {
    std::vector<ChangeRow> sorted = changes_;
    std::sort(sorted.begin(), sorted.end(), [](const ChangeRow& a, const ChangeRow& b) {
      return std::tie(a.merged_at, a.created_at, a.id) < std::tie(b.merged_at, b.created_at, b.id);
    });
    ChangeTable<Grown>& table = tables.changes;
    table.toggle_offsets.push_back(0);
    for (const ChangeRow& row : sorted) {
      rows.emplace(row.id, static_cast<Row>(table.kind.size()));
      table.kind.push_back(row.kind);
      table.id.push_back(text(tables, row.id));
      table.title.push_back(text(tables, row.title));
      table.base.push_back(name(tables, row.base));
      table.number.push_back(row.number);
      table.author.push_back(person(tables, people, row.author));
      table.first_commit_at.push_back(row.first_commit_at);
      table.created_at.push_back(row.created_at);
      table.ready_at.push_back(row.ready_at);
      table.first_review_at.push_back(row.first_review_at);
      table.approved_at.push_back(row.approved_at);
      table.merged_at.push_back(row.merged_at);
      table.closed_at.push_back(row.closed_at);
      table.additions.push_back(row.additions);
      table.deletions.push_back(row.deletions);
      table.is_reviewed.push_back(row.is_reviewed ? 1 : 0);
      table.is_draft.push_back(row.is_draft ? 1 : 0);
      table.is_hotfix.push_back(0);
      table.is_revert.push_back(0);
      table.is_reverted.push_back(row.is_reverted ? 1 : 0);
      add_work(tables, row);
      table.toggles.insert(table.toggles.end(), row.toggles.begin(), row.toggles.end());
      table.toggle_offsets.push_back(static_cast<Offset>(table.toggles.size()));
      shard.begins_at = std::min(shard.begins_at, std::min(row.created_at, row.merged_at));
    }
  }

  // Of the change whose row is the latest.
  static void add_work(ShardTables<Grown>& tables, const ChangeRow& row) {
    WorkTables<Grown>& work = tables.work;
    const auto change = static_cast<Row>(tables.changes.kind.size() - 1);
    work.attention.remarks.push_back(row.remarks);
    work.attention.reviewers.push_back(row.reviewers);
    work.attention.rounds.push_back(row.rounds);
    if (row.draft_time > Duration{} || happened(row.draft_since)) {
      work.drafts.change.push_back(change);
      work.drafts.time.push_back(row.draft_time);
      work.drafts.since.push_back(row.draft_since);
      work.drafts.is_draft.push_back(row.is_draft ? 1 : 0);
    }
    for (const std::string& directory : row.directories) {
      work.touches.change.push_back(change);
      work.touches.path.push_back(numbered(tables, work.touches.paths, directory));
    }
    for (const std::string& label : row.labels) {
      work.labels.change.push_back(change);
      work.labels.label.push_back(numbered(tables, work.labels.names, label));
    }
  }

  // Where a name stands in a list of such, added when it is not there yet.
  static std::uint32_t numbered(ShardTables<Grown>& tables, std::vector<TextRef>& names,
                                const std::string& wanted) {
    const auto known = std::find_if(names.begin(), names.end(), [&](TextRef ref) {
      return std::string_view(tables.names.data() + (ref.begin & ~kNameBit), ref.size) == wanted;
    });
    const auto number = static_cast<std::uint32_t>(known - names.begin());
    if (known == names.end()) {
      names.push_back(name(tables, wanted));
    }
    return number;
  }

  void add_remarks(ShardTables<Grown>& tables, const std::map<std::string, Row>& changes,
                   std::map<std::string, Row>& people) const {
    std::vector<RemarkRow> sorted = remarks_;
    std::sort(sorted.begin(), sorted.end(), [](const RemarkRow& a, const RemarkRow& b) {
      return std::tie(a.at, a.change, a.author) < std::tie(b.at, b.change, b.author);
    });
    for (const RemarkRow& row : sorted) {
      tables.work.remarks.at.push_back(row.at);
      tables.work.remarks.change.push_back(changes.at(row.change));
      tables.work.remarks.author.push_back(person(tables, people, row.author));
      tables.work.remarks.is_review.push_back(row.is_review ? 1 : 0);
      tables.work.remarks.counts.push_back(row.counts ? 1 : 0);
    }
  }

  void add_commits(ShardTables<Grown>& tables, const std::map<std::string, Row>& changes,
                   std::map<std::string, Row>& people) const {
    std::vector<SizedCommitRow> sorted = commits_;
    std::sort(sorted.begin(), sorted.end(), [](const SizedCommitRow& a, const SizedCommitRow& b) {
      return std::tie(a.at, a.id) < std::tie(b.at, b.id);
    });
    for (const SizedCommitRow& row : sorted) {
      tables.work.commits.id.push_back(text(tables, row.id));
      tables.work.commits.at.push_back(row.at);
      tables.work.commits.change.push_back(changes.at(row.change));
      tables.work.commits.author.push_back(person(tables, people, row.author));
      tables.work.commits.lines.push_back(row.lines);
    }
  }

  void add_runs(ShardTables<Grown>& tables) const {
    std::vector<WorkflowRunRow> sorted = runs_;
    std::sort(sorted.begin(), sorted.end(), [](const WorkflowRunRow& a, const WorkflowRunRow& b) {
      return std::tie(a.finished_at, a.id) < std::tie(b.finished_at, b.id);
    });
    for (const WorkflowRunRow& row : sorted) {
      tables.work.runs.id.push_back(text(tables, row.id));
      tables.work.runs.name.push_back(name(tables, row.name));
      tables.work.runs.started_at.push_back(row.started_at);
      tables.work.runs.finished_at.push_back(row.finished_at);
      tables.work.runs.is_timed.push_back(happened(row.started_at) ? 1 : 0);
      tables.work.runs.outcome.push_back(row.outcome);
      tables.work.runs.check.push_back(row.check);
    }
  }

  void add_deployments(ShardTables<Grown>& tables, Shard& shard,
                       const std::map<std::string, Row>& change_rows) const {
    std::vector<DeploymentRow> sorted = deployments_;
    std::sort(sorted.begin(), sorted.end(), [](const DeploymentRow& a, const DeploymentRow& b) {
      return std::tie(a.succeeded_at, a.created_at, a.id) <
             std::tie(b.succeeded_at, b.created_at, b.id);
    });
    DeploymentTable<Grown>& table = tables.deployments;
    std::vector<std::vector<Carrier>> carriers(tables.changes.kind.size());
    table.evidence_offsets.push_back(0);
    table.change_offsets.push_back(0);
    for (const DeploymentRow& row : sorted) {
      for (const std::string& id : row.carries) {
        carriers[change_rows.at(id)].push_back({.deployment = static_cast<Row>(table.id.size()),
                                                .linked_by = row.linked_by,
                                                .is_first_of_line = row.is_first_of_line});
        table.changes.push_back(change_rows.at(id));
      }
      table.change_offsets.push_back(static_cast<Offset>(table.changes.size()));
      for (const auto& [kind, source] : row.evidence) {
        table.evidence.push_back({.kind = kind, .source = text(tables, source)});
      }
      table.evidence_offsets.push_back(static_cast<Offset>(table.evidence.size()));
      table.id.push_back(text(tables, row.id));
      table.name.push_back(text(tables, row.name));
      table.line.push_back(row.line);
      table.succeeded_at.push_back(row.succeeded_at);
      table.is_first_of_line.push_back(row.is_first_of_line ? 1 : 0);
      table.is_rollback.push_back(0);
      table.is_repair.push_back(row.is_repair ? 1 : 0);
      table.failure.push_back(row.failure);
      table.restored_at.push_back(row.restored_at);
      table.restored_by.push_back(text(tables, row.restored_by));
      shard.begins_at = std::min(shard.begins_at, row.created_at);
    }
    tables.changes.carrier_offsets.push_back(0);
    for (const auto& of_change : carriers) {
      tables.changes.carriers.insert(tables.changes.carriers.end(), of_change.begin(),
                                     of_change.end());
      tables.changes.carrier_offsets.push_back(static_cast<Offset>(tables.changes.carriers.size()));
    }
  }

  std::string full_name_;
  Timestamp begins_at_ = kNever;
  std::vector<Line> lines_ = {};
  std::vector<ChangeRow> changes_ = {};
  std::vector<DeploymentRow> deployments_ = {};
  std::vector<RemarkRow> remarks_ = {};
  std::vector<SizedCommitRow> commits_ = {};
  std::vector<WorkflowRunRow> runs_ = {};
};

inline Snapshot snapshot_of(std::vector<std::shared_ptr<const Shard>> shards,
                            Timestamp complete_until) {
  std::sort(shards.begin(), shards.end(),
            [](const auto& a, const auto& b) { return a->full_name < b->full_name; });
  return {.complete_until = complete_until, .shards = std::move(shards)};
}

}  // namespace shiplog
