#include "columns/table_writer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_table.h"
#include "columns/attention.h"
#include "columns/boundaries.h"
#include "columns/carriers.h"
#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/deployment_rows.h"
#include "columns/draft_time.h"
#include "columns/failures.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/reverts.h"
#include "columns/shard.h"
#include "columns/text_ref.h"
#include "columns/work_rows.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"

namespace shiplog {

namespace {

// Beyond what a reference reaches, a text is left out.
TextRef append(std::vector<char>& block, std::string_view text) {
  const std::size_t begin = block.size();
  if (text.empty() || begin + text.size() >= kNameBit) {
    return {};
  }
  block.insert(block.end(), text.begin(), text.end());
  return {.begin = static_cast<std::uint32_t>(begin),
          .size = static_cast<std::uint32_t>(text.size())};
}

}  // namespace

TextRef TableWriter::put(std::string_view text) { return append(tables_.text, text); }

TextRef TableWriter::put_once(std::string_view text) {
  const std::uint32_t number = known_texts_.texts.intern(text);
  if (number == known_texts_.refs.size()) {
    known_texts_.refs.push_back(put(text));
  }
  return known_texts_.refs[number];
}

TextRef TableWriter::put_name(std::string_view name) {
  const std::uint32_t number = known_names_.texts.intern(name);
  if (number == known_names_.refs.size()) {
    TextRef ref = append(tables_.names, name);
    ref.begin |= kNameBit;
    known_names_.refs.push_back(ref);
  }
  return known_names_.refs[number];
}

void TableWriter::write_excluded(const Correction* by, std::size_t row, std::vector<Row>& rows,
                                 std::vector<Row>& rows_by) {
  if (by != nullptr) {
    rows.push_back(static_cast<Row>(row));
    rows_by.push_back(correction_row(by));
  }
}

Row TableWriter::correction_row(const Correction* correction) {
  if (correction == nullptr) {
    return kNoRow;
  }
  auto& table = tables_.corrections;
  const auto [found, is_new] =
      correction_rows_.try_emplace(correction, static_cast<Row>(table.id.size()));
  if (is_new) {
    table.id.push_back(put_once(correction->id));
    table.by.push_back(put_once(correction->by));
    table.reason.push_back(put_once(correction->reason));
    table.at.push_back(correction->at);
  }
  return found->second;
}

void TableWriter::write_people(const PeopleRows& people) {
  for (const PeopleRows::Entry& person : people.rows) {
    tables_.people.id.push_back(put_name(person.id));
    tables_.people.login.push_back(put_name(person.account.login));
    tables_.people.is_bot.push_back(person.account.is_bot ? 1 : 0);
    tables_.people.is_agent.push_back(person.account.is_agent ? 1 : 0);
  }
}

void TableWriter::write_changes(const ChangeRows& changes, const PeopleRows& people,
                                BoundaryFinder& boundaries, const Reverts& reverts,
                                std::span<const std::uint8_t> is_hotfix, const Carriers& carriers) {
  auto& table = tables_.changes;
  table.toggle_offsets.push_back(0);
  pull_ids_.resize(facts_.pulls.size());
  for (const ChangeDraft& change : changes.rows) {
    table.kind.push_back(change.kind);
    table.id.push_back(put(change.id));
    table.merged_at.push_back(change.merged_at);
    if (change.kind == ChangeKind::PullRequest) {
      write_pull(change, people, boundaries);
    } else {
      write_push(change, people, boundaries);
    }
    table.toggle_offsets.push_back(static_cast<Offset>(table.toggles.size()));
    write_excluded(change.excluded_by, table.kind.size() - 1, tables_.corrections.changes,
                   tables_.corrections.changes_by);
  }
  table.is_hotfix.assign(is_hotfix.begin(), is_hotfix.end());
  table.is_revert = reverts.is_revert;
  table.is_reverted = reverts.is_reverted;
  table.carrier_offsets = carriers.carrier_offsets;
  table.carriers = carriers.carriers;
}

void TableWriter::write_pull(const ChangeDraft& change, const PeopleRows& people,
                             BoundaryFinder& boundaries) {
  auto& table = tables_.changes;
  const PullRow& pull = facts_.pull_rows[change.source];
  pull_ids_[pull.pull] = table.id.back();
  table.title.push_back(put(facts_.text(pull.title)));
  table.base.push_back(put_name(facts_.text(pull.base)));
  table.number.push_back(pull.number);
  table.author.push_back(people.row_of[pull.author]);
  table.created_at.push_back(pull.created_at);
  table.additions.push_back(pull.additions);
  table.deletions.push_back(pull.deletions);
  table.is_draft.push_back(pull.is_draft && !happened(pull.merged_at) ? 1 : 0);
  const ClosingHistory history = closing_history(pull, stretch_of(facts_.events, pull.events));
  table.toggles.insert(table.toggles.end(), history.toggles.begin(), history.toggles.end());
  write_boundaries(boundaries.of_pull(change.source, history.closed_at));
}

void TableWriter::write_push(const ChangeDraft& change, const PeopleRows& people,
                             const BoundaryFinder& boundaries) {
  auto& table = tables_.changes;
  const CommitRow& commit = facts_.commits[change.source];
  table.title.push_back(put(facts_.text(commit.headline)));
  table.base.push_back(put_name(facts_.default_branch));
  table.number.push_back(0);
  table.author.push_back(people.row_of[commit.author]);
  table.created_at.push_back(kNever);
  table.additions.push_back(commit.additions);
  table.deletions.push_back(commit.deletions);
  table.is_draft.push_back(0);
  write_boundaries(boundaries.of_push(commit));
}

void TableWriter::write_boundaries(const Boundaries& boundaries) {
  auto& table = tables_.changes;
  table.first_commit_at.push_back(boundaries.first_commit_at);
  table.ready_at.push_back(boundaries.ready_at);
  table.first_review_at.push_back(boundaries.first_review_at);
  table.approved_at.push_back(boundaries.approved_at);
  table.closed_at.push_back(boundaries.closed_at);
  table.is_reviewed.push_back(boundaries.is_reviewed ? 1 : 0);
}

void TableWriter::write_lines(const DeploymentRows& deployments) {
  for (const LineDraft& line : deployments.lines) {
    tables_.lines.source.push_back(line.source);
    tables_.lines.environment.push_back(put_name(line.environment));
    tables_.lines.service.push_back(put_name(line.service));
    tables_.lines.latest_attempt_at.push_back(line.latest_attempt_at);
  }
}

void TableWriter::write_deployments(const DeploymentRows& deployments, const Carriers& carriers,
                                    const Failures& failures) {
  auto& table = tables_.deployments;
  for (std::size_t row = 0; row < deployments.rows.size(); ++row) {
    const DeploymentDraft& one = deployments.rows[row];
    const std::vector<Row>& successes = deployments.lines[one.line].successes;
    table.id.push_back(one.pull == StringTable::kNone ? put(one.id) : pull_ids_[one.pull]);
    table.name.push_back(put_once(one.name));
    table.line.push_back(one.line);
    table.succeeded_at.push_back(one.succeeded_at);
    table.is_first_of_line.push_back(!successes.empty() && successes.front() == row ? 1 : 0);
    table.is_rollback.push_back(one.is_rollback ? 1 : 0);
    table.restored_by.push_back(put_once(failures.restored_by[row]));
    write_excluded(one.excluded_by, row, tables_.corrections.deployments,
                   tables_.corrections.deployments_by);
  }
  table.is_repair = failures.is_repair;
  table.failure = failures.failure;
  table.restored_at = failures.restored_at;
  table.evidence_offsets = failures.evidence_offsets;
  for (const Failures::Source& source : failures.evidence) {
    table.evidence.push_back({.kind = source.kind,
                              .source = put_once(source.id),
                              .correction = correction_row(source.correction)});
  }
  table.change_offsets = carriers.change_offsets;
  table.changes = carriers.changes;
  tables_.corrections.issues = facts_.incident_issues;
}

void TableWriter::write_work(const PeopleRows& people, const ChangeRows& changes,
                             Attention attention, const Touches& touches, const Labels& labels,
                             const std::vector<CommitDraft>& commits,
                             const std::vector<RunDraft>& runs) {
  WorkTables<Grown>& work = tables_.work;
  for (const PeopleRows::Entry& person : people.rows) {
    work.human.push_back(put_name(person.account.human));
  }
  work.attention = std::move(attention.table);
  work.remarks = std::move(attention.remarks);
  write_drafts(changes);
  work.touches.change = touches.change;
  work.touches.path = touches.path;
  for (const std::string_view path : touches.paths) {
    work.touches.paths.push_back(put_name(path));
  }
  work.labels.change = labels.change;
  work.labels.label = labels.label;
  for (const std::string_view label : labels.names) {
    work.labels.names.push_back(put_name(label));
  }
  write_commits(commits);
  write_runs(runs);
}

void TableWriter::write_drafts(const ChangeRows& changes) {
  DraftTable<Grown>& drafts = tables_.work.drafts;
  for (Row row = 0; row < changes.rows.size(); ++row) {
    if (changes.rows[row].kind != ChangeKind::PullRequest) {
      continue;
    }
    const DraftTime& draft = facts_.pull_rows[changes.rows[row].source].draft;
    if (draft.was_draft) {
      drafts.change.push_back(row);
      drafts.time.push_back(draft.time);
      drafts.since.push_back(draft.since);
      drafts.is_draft.push_back(draft.is_draft ? 1 : 0);
    }
  }
}

void TableWriter::write_commits(const std::vector<CommitDraft>& commits) {
  CommitTable<Grown>& table = tables_.work.commits;
  for (const CommitDraft& commit : commits) {
    table.id.push_back(put(commit.id));
    table.at.push_back(commit.at);
    table.change.push_back(commit.change);
    table.author.push_back(commit.author);
    table.lines.push_back(commit.lines);
  }
}

void TableWriter::write_runs(const std::vector<RunDraft>& runs) {
  RunTable<Grown>& table = tables_.work.runs;
  for (const RunDraft& draft : runs) {
    table.id.push_back(put(draft.id));
    table.name.push_back(put_name(facts_.run_names.at(draft.run->name)));
    table.started_at.push_back(draft.run->started_at);
    table.finished_at.push_back(draft.run->finished_at);
    table.is_timed.push_back(draft.run->is_timed ? 1 : 0);
    table.outcome.push_back(draft.run->outcome);
    table.check.push_back(draft.check);
    write_excluded(draft.excluded_by, table.check.size() - 1, tables_.corrections.runs,
                   tables_.corrections.runs_by);
  }
}

}  // namespace shiplog
