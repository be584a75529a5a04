// Shard: all of one repository, laid out for counting. Immutable.
//
// Everything that can be derived from the facts alone is derived here once: which
// commits belong to a pull request, which deployment carried a change, the moments
// that bound a change's stages, the evidence that a deployment failed. What depends
// on a question (window, production rule, environment, bots) is not: it is a scan.
//
// Moments are raw, as the facts say; a moment that did not happen is kNever.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/check.h"
#include "columns/clock_span.h"
#include "columns/column.h"
#include "columns/parts.h"
#include "columns/text_ref.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"

namespace shiplog {

enum class ChangeKind : std::uint8_t {
  PullRequest,
  DirectPush,  // A commit of the default branch that belongs to no pull request.
};

// Where a deployment is known from. Each repository has one production rule, which
// picks one of these; all are laid out, so the rule is chosen when asked.
enum class DeploymentSource : std::uint8_t {
  Deployments,   // Deployment facts, one line per environment and service.
  Releases,      // Published releases that are no pre-releases; one line.
  Merges,        // Each merge into the default branch is one; one line.
  WorkflowRuns,  // Not laid out yet.
};

enum class LinkedBy : std::uint8_t { Commit, HeadCommit, Time };

// That a deployment is the first success of its line which contains a change.
struct Carrier {
  Row deployment = kNoRow;
  LinkedBy linked_by = LinkedBy::Commit;
  // It is the first known success of its line: what was in the one before is unknown,
  // so it carries nothing, and the change is left out as `first_deployment`.
  bool is_first_of_line = false;
  std::uint16_t padding = 0;  // Said, so that equal columns are equal bytes.
};

// As wide as the rest of Evidence, so that nothing undefined lies between.
enum class EvidenceKind : std::uint32_t {
  ByHand,          // A person says whether it failed, whatever else there is.
  Incident,        // An incident names the deployment.
  Rollback,        // The next success of the line went back to an older commit.
  FailureStatus,   // A failure was reported after the success.
  Revert,          // A change that it carried was reverted within seven days.
  Fixes,           // A later deployment says that it fixes this one.
  Hotfix,          // A hotfix was deployed within 48 hours.
  IncidentNearby,  // An incident of the repository or service began within 24 hours.
};

enum class Confidence : std::uint8_t { None, Possible, Confirmed };

struct Evidence {
  EvidenceKind kind = EvidenceKind::Incident;
  TextRef source = {};  // The id of the incident, deployment, change or correction that shows it.
  Row correction = kNoRow;  // Into corrections: by whom it was said or linked, if by hand.
};

// Every pull request in whatever state, and every direct push. Merged ones first,
// sorted by (merged_at, id); then the others by (created_at, id).
template <template <typename> class Array>
struct ChangeTable {
  Array<ChangeKind> kind = {};
  Array<TextRef> id = {};  // The pull request's id; the sha of a direct push.
  Array<TextRef> title = {};
  Array<TextRef> base = {};  // Branch; of a direct push the default one; empty when unknown.
  Array<std::int64_t> number = {};
  Array<Row> author = {};  // Into people; never kNoRow (a deleted author is the ghost).

  Array<Timestamp> first_commit_at = {};  // Never later than created_at; kNever: no time is known.
  // kNever: known only from git, so the ready time is not known either; direct pushes.
  Array<Timestamp> created_at = {};
  Array<Timestamp> ready_at = {};         // Opened, or left draft before the first review.
  Array<Timestamp> first_review_at = {};  // Review or comment by another human, before the close.
  Array<Timestamp> approved_at = {};      // The last approval that stands at the merge.
  // A direct push: when it was committed; kNever when none of its times is known.
  Array<Timestamp> merged_at = {};
  Array<Timestamp> closed_at = {};  // The final close; merged_at when merged.

  Array<std::int64_t> additions = {};  // kUnknown when not told.
  Array<std::int64_t> deletions = {};

  // A review fact by another human at or before the merge.
  Array<std::uint8_t> is_reviewed = {};
  // Left as a draft: still one now, or closed as one without a merge.
  Array<std::uint8_t> is_draft = {};
  Array<std::uint8_t> is_hotfix = {};    // By label or head branch.
  Array<std::uint8_t> is_revert = {};    // Has a commit that names what it reverts.
  Array<std::uint8_t> is_reverted = {};  // A later change reverts it, deployed or not.

  // Closings and reopenings in order of time, alternating and starting with a closing;
  // only for pull requests that were reopened at least once.
  Array<Offset> toggle_offsets = {};
  Array<Timestamp> toggles = {};

  // At most one per line, in the order of the deployments' moments.
  Array<Offset> carrier_offsets = {};
  Array<Carrier> carriers = {};
};

// Every attempt to deploy, in every environment. Successes first, sorted by
// (succeeded_at, created_at, id); then those that never succeeded.
template <template <typename> class Array>
struct DeploymentTable {
  Array<TextRef> id = {};              // The deployment's, the release's, or the merged change's.
  Array<TextRef> name = {};            // The tag of a release, the ref of a deployment.
  Array<Row> line = {};                // Into lines.
  Array<Timestamp> succeeded_at = {};  // The first success; kNever: an attempt only.

  Array<std::uint8_t> is_first_of_line = {};
  Array<std::uint8_t> is_rollback = {};  // Went back to an older commit; carries nothing.
  Array<std::uint8_t> is_repair = {};    // Made only to repair an earlier one.

  Array<Confidence> failure = {};     // The strongest of the evidence.
  Array<Timestamp> restored_at = {};  // kNever: not restored yet, or did not fail.
  Array<TextRef> restored_by = {};    // An incident's or a deployment's id.

  Array<Offset> evidence_offsets = {};  // In the order of EvidenceKind, then of source.
  Array<Evidence> evidence = {};

  // The changes that it carried (those of a first of its line are listed as well).
  Array<Offset> change_offsets = {};
  Array<Row> changes = {};
};

// Deployments follow each other, and roll back, within a line.
template <template <typename> class Array>
struct LineTable {
  Array<DeploymentSource> source = {};
  Array<TextRef> environment = {};  // Of deployments only.
  Array<TextRef> service = {};      // Empty: none.
  // The latest created_at of its attempts, by which `auto` chooses a rule;
  // Timestamp::min() when it has none.
  Array<Timestamp> latest_attempt_at = {};
};

template <template <typename> class Array>
struct PersonTable {
  Array<TextRef> id = {};
  Array<TextRef> login = {};
  Array<std::uint8_t> is_bot = {};    // Agents are bots for every rule.
  Array<std::uint8_t> is_agent = {};  // Copilot, Claude Code, Devin, …
};

// What people put right by hand: what is left out, and who said so. Mostly empty.
template <template <typename> class Array>
struct CorrectionTable {
  // Rows of what counts nowhere, ascending.
  Array<Row> changes = {};
  Array<Row> deployments = {};  // Also the merges of such changes; they carry nothing.
  Array<Row> runs = {};
  // Beside each of those: the row below that says so.
  Array<Row> changes_by = {};
  Array<Row> deployments_by = {};
  Array<Row> runs_by = {};

  Array<TextRef> id = {};
  Array<TextRef> by = {};
  Array<TextRef> reason = {};
  Array<Timestamp> at = {};

  // Hashes of the ids of issues that are incidents: corrections of them belong here.
  Array<std::uint64_t> issues = {};
};

template <template <typename> class Array>
struct ShardTables {
  ChangeTable<Array> changes = {};
  DeploymentTable<Array> deployments = {};
  LineTable<Array> lines = {};
  PersonTable<Array> people = {};
  CorrectionTable<Array> corrections = {};
  Array<char> names = {};  // Of people, environments, services, branches, directories, checks.
  WorkTables<Array> work = {};
  Array<char> text = {};  // Ids and titles.
};

class Shard {
 public:
  std::string repository_id = {};
  std::string full_name = {};  // The id where no repository fact is known.

  // When this repository's data begin (kNever: there are none), and the latest time in
  // any of its facts, authored times aside.
  Timestamp begins_at = kNever;
  Timestamp latest_at = Timestamp::min();

  // Those under which it is laid out just so. All times of its facts matter, authored too.
  ClockSpan clocks = {};

  // Organisation::fingerprint_for() this shard, when it was laid out.
  std::uint64_t organisation_fingerprint = 0;

  // Odd things met while laying out, for notes: boundaries and graphs that are cut.
  std::int64_t unknown_parents = 0;  // Commits whose history is not known: a shallow graph.

  ShardTables<Fixed> tables = {};
  Parts parts = kAllParts;                  // Those that may be read.
  std::span<const std::byte> at_rest = {};  // All columns, as a column file holds them.
  std::shared_ptr<const void> memory = {};  // Owns those bytes, which the tables borrow.

  const ChangeTable<Fixed>& changes() const { return tables.changes; }
  const DeploymentTable<Fixed>& deployments() const { return tables.deployments; }
  const LineTable<Fixed>& lines() const { return tables.lines; }
  const PersonTable<Fixed>& people() const { return tables.people; }
  const CorrectionTable<Fixed>& corrections() const { return tables.corrections; }
  const WorkTables<Fixed>& work() const {
    CHECK(parts.work);
    return tables.work;
  }
  std::size_t change_count() const { return tables.changes.kind.size(); }
  std::size_t deployment_count() const { return tables.deployments.line.size(); }

  // A name can always be read; any other text is one of the parts.
  std::string_view text(TextRef ref) const {
    if ((ref.begin & kNameBit) != 0) {
      return {tables.names.data() + (ref.begin & ~kNameBit), ref.size};
    }
    CHECK(parts.texts || ref.size == 0);
    return {tables.text.data() + ref.begin, ref.size};
  }
};

}  // namespace shiplog
