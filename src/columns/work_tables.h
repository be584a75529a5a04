// Tables of how work went: reviews, drafts, directories, commits and runs of checks. Only
// the metrics of flow, review and quality read them; the rest of a shard does without.

#pragma once

#include <cstddef>
#include <cstdint>

#include "columns/column.h"
#include "domain/timestamp.h"

namespace shiplog {

// Beside each change, in the rows of ChangeTable. Reviews and comments here are those of
// another human than the author, up to the final close.
template <template <typename> class Array>
struct AttentionTable {
  Array<std::uint16_t> remarks = {};    // Reviews and comments.
  Array<std::uint16_t> reviewers = {};  // Humans who gave a review; comments alone are none.
  Array<std::uint16_t> rounds = {};     // Changes were requested, and then it was pushed again.
};

// Every review and comment on a pull request that is known, by (at, change, author).
template <template <typename> class Array>
struct RemarkTable {
  Array<Timestamp> at = {};
  Array<Row> change = {};
  Array<Row> author = {};              // Into people.
  Array<std::uint8_t> is_review = {};  // Else a comment.
  Array<std::uint8_t> counts = {};     // As AttentionTable counts them.
};

// Pull requests that ever were drafts, by change.
template <template <typename> class Array>
struct DraftTable {
  Array<Row> change = {};
  Array<Duration> time = {};          // All stretches as a draft that have ended.
  Array<Timestamp> since = {};        // Of one that is open and a draft: since when.
  Array<std::uint8_t> is_draft = {};  // Closed as one, or still one.
};

// The labels that each pull request bears.
template <template <typename> class Array>
struct LabelTable {
  Array<Row> change = {};           // Ascending.
  Array<std::uint32_t> label = {};  // Into names; ascending within a change.
  Array<TextRef> names = {};        // Sorted.
};

// The directories that each change touched: the pull request's, else its commits'.
template <template <typename> class Array>
struct TouchTable {
  Array<Row> change = {};          // Ascending.
  Array<std::uint32_t> path = {};  // Into paths.
  Array<TextRef> paths = {};       // Sorted.
};

// Commits of direct pushes and pull requests, by (at, id): without merge commits, and without
// those that a squash or rebase merge made, whose pull request's own commits count instead.
template <template <typename> class Array>
struct CommitTable {
  Array<TextRef> id = {};
  Array<Timestamp> at = {};  // Committed, else authored; kNever: neither is known.
  Array<Row> change = {};    // Of several that own it, the one with the least id.
  Array<Row> author = {};
  Array<std::int32_t> lines = {};  // Added and deleted; kUnknown when not told.
};

enum class RunOutcome : std::uint8_t {
  Unfinished,
  Undecided,  // Cancelled, skipped, neutral…
  Passed,
  Failed,
};

// What the runs of one workflow over one commit say together, told at the first of them that
// passed or failed.
enum class RunCheck : std::uint8_t {
  None,      // Not decided, or a later run of the same commit.
  NoCommit,  // Decided, but over what is not known.
  Stable,
  Flaky,  // Failed and later passed, or passed at a second attempt.
};

// Workflow runs, by (finished_at, id).
template <template <typename> class Array>
struct RunTable {
  Array<TextRef> id = {};
  Array<TextRef> name = {};
  Array<Timestamp> started_at = {};   // kNever when not told.
  Array<Timestamp> finished_at = {};  // Where that is not told, but an outcome is: created.
  Array<std::uint8_t> is_timed = {};  // Whether started_at and finished_at were told.
  Array<RunOutcome> outcome = {};
  Array<RunCheck> check = {};
};

template <template <typename> class Array>
struct WorkTables {
  AttentionTable<Array> attention = {};
  RemarkTable<Array> remarks = {};
  DraftTable<Array> drafts = {};
  TouchTable<Array> touches = {};
  LabelTable<Array> labels = {};
  CommitTable<Array> commits = {};
  RunTable<Array> runs = {};
  // Beside each person: the least id of those that are the same human.
  Array<TextRef> human = {};
};

// As for_each_column() of the shard, which calls it.
template <typename Tables, typename Visit>
void for_each_work_column(Tables& work, Visit visit) {
  const auto all = [&visit](auto&... columns) { (visit(columns), ...); };
  all(work.attention.remarks, work.attention.reviewers, work.attention.rounds);
  all(work.remarks.at, work.remarks.change, work.remarks.author, work.remarks.is_review,
      work.remarks.counts);
  all(work.drafts.change, work.drafts.time, work.drafts.since, work.drafts.is_draft);
  all(work.touches.change, work.touches.path, work.touches.paths);
  all(work.labels.change, work.labels.label, work.labels.names);
  all(work.commits.id, work.commits.at, work.commits.change, work.commits.author,
      work.commits.lines);
  all(work.runs.id, work.runs.name, work.runs.started_at, work.runs.finished_at, work.runs.is_timed,
      work.runs.outcome, work.runs.check);
  all(work.human);
}
inline constexpr std::size_t kWorkColumnCount = 31;

}  // namespace shiplog
