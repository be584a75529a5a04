// Facts: something that happened, or somebody or something it happened to.
//
// Sources produce facts, the store keeps them, columns lay them out. Nothing
// downstream of a source knows GitHub. docs/facts.md tells users the format.
//
// Each kind is a plain struct, and one FactShape beside it that names its fields
// in their canonical order. The reader, the canonical writer and the manual all
// follow the shape, so a field is said once.
//
// Ids are strings chosen by the source, unique per kind and stable for ever (a
// commit is identified by its repository and sha). References are ids and may
// point at what is not known yet, or never will be. What a source does not know
// is absent: an empty optional, never a zero.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "domain/list.h"
#include "domain/timestamp.h"

namespace shiplog {

using Text = std::optional<std::string>;
using Moment = std::optional<Timestamp>;
using Number = std::optional<std::int64_t>;
using Flag = std::optional<bool>;
using TextList = List<std::string>;

struct Repository {
  std::string id = {};
  std::string full_name = {};  // "owner/name"
  Text default_branch = {};
  Moment created_at = {};
  Flag is_private = {};
  Flag is_archived = {};
  Text language = {};
  TextList topics = {};
  Moment updated_at = {};
};

struct Person {
  std::string id = {};
  std::string login = {};
  Text name = {};
  Flag is_bot = {};
  Text actor_class = {};  // "class" on the wire: human, bot or agent.
  TextList aliases = {};  // Logins or e-mail hashes of the same human.
  Text time_zone = {};
};

struct Team {
  std::string id = {};
  std::string slug = {};
  Text name = {};
  TextList members = {};       // Person ids.
  TextList repositories = {};  // Repository ids.
  Text parent = {};            // Team id.
};

// One of the default branch, or of a pull request; of no other branch.
struct Commit {
  std::string repository = {};
  std::string sha = {};
  TextList parents = {};
  Text author = {};  // Person id.
  Moment authored_at = {};
  Moment committed_at = {};
  Number additions = {};
  Number deletions = {};
  Number changed_files = {};
  Text headline = {};
  Text is_revert_of = {};  // A sha; from explicit references only, never a title.
  TextList directories = {};
};

struct PullRequestCommit {
  std::string sha = {};
  Moment authored_at = {};
  Moment committed_at = {};
  Text author = {};
};

struct PullRequestEvent {
  std::string type = {};  // ready_for_review, converted_to_draft, closed, reopened, merged, …
  Timestamp at = {};
  Text actor = {};
  Text subject = {};
};

struct PullRequest {
  std::string id = {};
  std::string repository = {};
  std::int64_t number = 0;
  Moment created_at = {};  // Absent when known only from git.
  Text title = {};
  Text author = {};
  Moment updated_at = {};
  Moment closed_at = {};
  Moment merged_at = {};
  Text merged_by = {};
  Text merge_commit = {};  // Sha on the base branch.
  Text base = {};
  Text head = {};
  Text head_commit = {};
  Flag is_draft = {};
  Number additions = {};
  Number deletions = {};
  Number changed_files = {};
  TextList labels = {};
  TextList closes_issues = {};
  TextList directories = {};
  // The least commit time of all versions ever seen. The store keeps it, since a
  // force push replaces commits[]; written only when earlier than those say.
  Moment earliest_commit_at = {};
  List<PullRequestCommit> commits = {};
  List<PullRequestEvent> events = {};
};

struct Review {
  std::string id = {};
  std::string pull_request = {};
  Timestamp submitted_at = {};
  std::string state = {};  // approved, changes_requested, commented or dismissed.
  Text author = {};
};

// Any comment on a pull request, in the diff or under it.
struct Comment {
  std::string id = {};
  std::string pull_request = {};
  Timestamp created_at = {};
  Text author = {};
};

struct DeploymentStatus {
  std::string state = {};
  Timestamp at = {};
};

struct Deployment {
  std::string id = {};
  std::string repository = {};
  std::string environment = {};
  std::string sha = {};
  Timestamp created_at = {};
  Moment finished_at = {};
  Text status = {};  // success, failure, error, inactive, in_progress or queued.
  Text ref = {};
  Text service = {};
  Text fixes = {};  // The id of the deployment that this one repairs.
  List<DeploymentStatus> statuses = {};
};

struct Release {
  std::string id = {};
  std::string repository = {};
  std::string tag = {};
  Timestamp published_at = {};
  Text sha = {};
  Text name = {};
  Flag is_prerelease = {};
  Flag is_draft = {};
};

struct Issue {
  std::string id = {};
  std::string repository = {};
  std::int64_t number = 0;
  Timestamp created_at = {};
  Text title = {};
  Text author = {};
  Moment closed_at = {};
  Moment updated_at = {};
  TextList labels = {};
};

struct Incident {
  std::string id = {};
  Timestamp started_at = {};
  Text repository = {};
  Text service = {};
  Text title = {};
  Text severity = {};
  Moment resolved_at = {};
  Text deployment = {};  // The one that caused it.
  Text url = {};
};

struct WorkflowRun {
  std::string id = {};
  std::string repository = {};
  std::string name = {};
  Timestamp created_at = {};
  Moment started_at = {};
  Moment finished_at = {};
  Text branch = {};
  Text sha = {};
  Text event = {};
  Text conclusion = {};
  Number attempt = {};
};

// The source took a fact back. Its target counts nowhere, unless a version of the
// target with a later updated_at is known.
struct Withdrawn {
  std::string of = {};  // The target's kind.
  std::string id = {};  // Empty for a commit, which is named by the next two.
  std::string repository = {};
  std::string sha = {};
  Timestamp at = {};
};

// A number put right by hand: who, when, what and why. Undone by a later one.
struct Correction {
  std::string id = {};
  Timestamp at = {};
  std::string by = {};
  std::string of = {};      // The target's kind.
  std::string target = {};  // The target's id.
  std::string field = {};   // "excluded" leaves the target out.
  std::string value = {};
  std::string reason = {};
};

struct Annotation {
  std::string id = {};
  Timestamp at = {};
  std::string by = {};
  std::string text = {};
  Text repository = {};
  Text team = {};
};

// The number is stored: never reuse or change one. Names, and so the order of an
// export, are in kind_name().
enum class FactKind : std::uint8_t {
  Repository = 1,
  Person = 2,
  Team = 3,
  Commit = 4,
  PullRequest = 5,
  Review = 6,
  Comment = 7,
  Deployment = 8,
  Release = 9,
  Issue = 10,
  Incident = 11,
  WorkflowRun = 12,
  Withdrawn = 13,
  Correction = 14,
  Annotation = 15,
};
inline constexpr std::size_t kFactKindCount = 15;

using Fact =
    std::variant<Repository, Person, Team, Commit, PullRequest, Review, Comment, Deployment,
                 Release, Issue, Incident, WorkflowRun, Withdrawn, Correction, Annotation>;

// A variant's alternatives stand in the order of FactKind.
inline FactKind kind_of(const Fact& fact) { return static_cast<FactKind>(fact.index() + 1); }

// "pull_request" and so on; the word of the interchange format.
std::string_view kind_name(FactKind kind);
std::optional<FactKind> find_kind(std::string_view name);

// Every kind, in the order of their names: the order of an export.
const std::vector<FactKind>& kinds_by_name();

}  // namespace shiplog
