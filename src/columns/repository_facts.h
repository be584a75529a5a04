// RepositoryFacts: the facts of one repository, kept small until all of them are there.
//
// A repository may have millions of facts, so each shrinks to a row as it comes: ids
// become numbers, texts go into one block, and what the clock or a withdrawal cuts is
// left out.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_table.h"
#include "columns/column.h"
#include "columns/draft_time.h"
#include "columns/fact_times.h"
#include "columns/organisation.h"
#include "columns/work_tables.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// A commit by the number of its sha, whether or not there is a fact of it.
using Node = std::uint32_t;
inline constexpr Node kNoNode = StringTable::kNone;

// People and pull requests by the numbers of their ids.
using PersonNumber = std::uint32_t;
using PullNumber = std::uint32_t;

// Where part of a list of all rows lies.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

template <typename T>
std::span<const T> stretch_of(const std::vector<T>& items, Stretch stretch) {
  return std::span(items).subspan(stretch.begin, stretch.end - stretch.begin);
}

struct CommitRow {
  Node node = kNoNode;
  Node reverts = kNoNode;
  PersonNumber author = 0;
  Stretch parents = {};
  TextRef headline = {};
  Timestamp authored_at = kNever;
  Timestamp committed_at = kNever;
  std::int64_t additions = kUnknown;
  std::int64_t deletions = kUnknown;
  Stretch directories = {};
};

// A commit as a pull request lists it.
struct ListedCommit {
  Node node = kNoNode;
  Timestamp authored_at = kNever;
  Timestamp committed_at = kNever;
};

enum class PullEventType : std::uint8_t { Ready, Draft, Closed, Reopened, Pushed };

struct PullEvent {
  PullEventType type = PullEventType::Ready;
  Timestamp at = kNever;
};

struct PullRow {
  PullNumber pull = 0;
  PersonNumber author = 0;
  TextRef title = {};
  TextRef base = {};
  std::int64_t number = 0;
  Timestamp created_at = kNever;
  Timestamp closed_at = kNever;
  Timestamp merged_at = kNever;
  Timestamp earliest_commit_at = kNever;
  Node merge_commit = kNoNode;
  Node head_commit = kNoNode;
  Stretch commits = {};
  Stretch events = {};  // In order of time.
  std::int64_t additions = kUnknown;
  std::int64_t deletions = kUnknown;
  Stretch directories = {};
  Stretch labels = {};
  DraftTime draft = {};
  bool is_draft = false;  // When it ended, or now.
  bool is_hotfix = false;
};

enum class RemarkKind : std::uint8_t { Comment, Commented, Approved, ChangesRequested, Dismissed };

// A review or a comment.
struct Remark {
  PullNumber pull = 0;
  PersonNumber author = 0;
  Timestamp at = kNever;
  TextRef id = {};  // Of reviews.
  RemarkKind kind = RemarkKind::Comment;
};

struct DeploymentAttempt {
  TextRef id = {};
  TextRef ref = {};
  TextRef environment = {};
  TextRef service = {};
  TextRef fixes = {};  // A deployment's id; empty: none.
  Node sha = kNoNode;
  Timestamp created_at = kNever;
  Timestamp succeeded_at = kNever;
  bool failed_after_success = false;
};

struct ReleaseRow {
  TextRef id = {};
  TextRef tag = {};
  Node sha = kNoNode;
  Timestamp published_at = kNever;
};

struct RunRow {
  TextRef id = {};
  std::uint32_t name = 0;                  // Into run_names.
  std::uint32_t sha = StringTable::kNone;  // Into run_shas.
  Timestamp started_at = kNever;
  Timestamp finished_at = kNever;  // Where that is not told, but an outcome is: created.
  bool is_timed = false;
  bool is_retried = false;
  RunOutcome outcome = RunOutcome::Unfinished;
};

class RepositoryFacts {
 public:
  // Borrows the organisation.
  explicit RepositoryFacts(const Organisation& organisation);

  void add(const Fact& fact);

  std::string_view text(TextRef ref) const { return {texts_.data() + ref.begin, ref.size}; }

  std::string full_name = {};       // Empty without a repository fact.
  std::string default_branch = {};  // Empty when unknown.
  StringTable shas = {};
  StringTable people = {};
  StringTable pulls = {};  // Also those that only a review knows.
  std::vector<CommitRow> commits = {};
  std::vector<Node> parents = {};
  std::vector<PullRow> pull_rows = {};
  std::vector<ListedCommit> listed_commits = {};
  std::vector<PullEvent> events = {};
  std::vector<Remark> remarks = {};
  std::vector<DeploymentAttempt> deployments = {};
  std::vector<ReleaseRow> releases = {};
  std::vector<KnownIncident> incidents = {};
  std::vector<std::uint64_t> incident_issues = {};  // Hashes of their ids, corrected or not.
  StringTable paths = {};                           // Of directories.
  std::vector<std::uint32_t> directories = {};
  StringTable label_names = {};
  std::vector<std::uint32_t> labels = {};
  StringTable run_names = {};
  StringTable run_shas = {};
  std::vector<RunRow> runs = {};
  FactTimes times;

 private:
  void keep(const Repository& repository);
  void keep(const Commit& commit);
  void keep(const PullRequest& pull_request);
  void keep(const Review& review);
  void keep(const Comment& comment);
  void keep(const Deployment& deployment);
  void keep(const Release& release);
  void keep(const Issue& issue);
  void keep(const Incident& incident);
  void keep(const WorkflowRun& run);
  template <typename T>
  void keep(const T& /*matters_not*/) {}

  void keep_commits(const PullRequest& pull_request, PullRow& row);
  void keep_events(const PullRequest& pull_request, PullRow& row);
  Stretch keep_labels(const TextList& names);
  Stretch keep_directories(const TextList& names);
  bool is_hotfix(const PullRequest& pull_request);
  bool matches(const Pattern& pattern, std::vector<signed char>& known, const std::string& label);

  TextRef keep_text(std::string_view text);
  Node node_of(const Text& sha) { return sha.has_value() ? shas.intern(*sha) : kNoNode; }
  PersonNumber person_of(const Text& id) { return people.intern(id.has_value() ? *id : kGhost); }
  Timestamp known(Moment moment) const { return known_by(now_, moment); }

  const Organisation::Contents* organisation_;
  Timestamp now_;
  std::vector<char> texts_;
  // Labels come again and again, so each is matched once.
  std::vector<signed char> is_hotfix_label_;
  std::vector<signed char> is_incident_label_;
};

}  // namespace shiplog
