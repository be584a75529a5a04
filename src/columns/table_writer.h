// TableWriter: fills the tables of a shard, row by row, with what was found out.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/string_table.h"
#include "columns/attention.h"
#include "columns/boundaries.h"
#include "columns/carriers.h"
#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/deployment_rows.h"
#include "columns/failures.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/reverts.h"
#include "columns/shard.h"
#include "columns/work_rows.h"

namespace shiplog {

// Each table is written once, changes before deployments. The text of a shard lies in the
// order of writing, so equal facts give equal bytes.
class TableWriter {
 public:
  // Borrows the facts.
  explicit TableWriter(const RepositoryFacts& facts) : facts_(facts) {}

  void write_people(const PeopleRows& people);
  void write_changes(const ChangeRows& changes, const PeopleRows& people,
                     BoundaryFinder& boundaries, const Reverts& reverts,
                     std::span<const std::uint8_t> is_hotfix, const Carriers& carriers);
  void write_lines(const DeploymentRows& deployments);
  void write_deployments(const DeploymentRows& deployments, const Carriers& carriers,
                         const Failures& failures);

  void write_work(const PeopleRows& people, const ChangeRows& changes, Attention attention,
                  const Touches& touches, const Labels& labels,
                  const std::vector<CommitDraft>& commits, const std::vector<RunDraft>& runs);

  const ShardTables<Grown>& tables() const { return tables_; }

 private:
  void write_pull(const ChangeDraft& change, const PeopleRows& people, BoundaryFinder& boundaries);
  void write_push(const ChangeDraft& change, const PeopleRows& people,
                  const BoundaryFinder& boundaries);
  void write_boundaries(const Boundaries& boundaries);
  void write_drafts(const ChangeRows& changes);
  void write_commits(const std::vector<CommitDraft>& commits);
  void write_runs(const std::vector<RunDraft>& runs);

  void write_excluded(const Correction* by, std::size_t row, std::vector<Row>& rows,
                      std::vector<Row>& rows_by);
  // The row of a correction in its table; kNoRow for none.
  Row correction_row(const Correction* correction);

  // A text that hardly comes again; one that may, which then lies there once; a name, too.
  TextRef put(std::string_view text);
  TextRef put_once(std::string_view text);
  TextRef put_name(std::string_view name);

  // Where texts that lie there once are.
  struct KnownTexts {
    StringTable texts = {};
    std::vector<TextRef> refs = {};  // By the number of the text.
  };

  const RepositoryFacts& facts_;
  ShardTables<Grown> tables_;
  KnownTexts known_texts_;
  KnownTexts known_names_;
  std::unordered_map<const Correction*, Row> correction_rows_;
  std::vector<TextRef> pull_ids_;  // By PullNumber: a merge has the id of what it merged.
};

}  // namespace shiplog
