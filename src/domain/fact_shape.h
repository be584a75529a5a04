// FactShape: the fields of every kind of fact, each named once, in canonical order.
//
// The line reader, the canonical writer and the manual all walk these tables, so a
// new field is a member in facts.h and a line here. The C++ type of the member says
// what the JSON must be and whether it must be there: a string, a Timestamp and an
// integer are required; optionals and lists are not.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "domain/facts.h"

namespace shiplog {

// Ids become keys of the store's indexes, where some databases allow no more than 2,700
// bytes for what is at most three of them.
inline constexpr std::size_t kIdBytesMax = 512;

inline constexpr std::array<std::string_view, 4> kReviewStates = {"approved", "changes_requested",
                                                                  "commented", "dismissed"};

enum class FieldRule : std::uint8_t {
  Free,
  Id,           // An id or a reference: not empty, no control characters, at most kIdBytesMax.
  IdOrAbsent,   // The same, in a plain string that is empty when absent.
  ReviewState,  // One of kReviewStates.
};

template <typename Owner, typename Value>
struct Field {
  constexpr Field(std::string_view field_name, Value Owner::* field_member,
                  FieldRule field_rule = FieldRule::Free)
      : name(field_name), member(field_member), rule(field_rule) {}

  constexpr bool is_required() const {
    constexpr bool kHasNoAbsentForm = std::is_same_v<Value, std::string> ||
                                      std::is_same_v<Value, Timestamp> ||
                                      std::is_same_v<Value, std::int64_t>;
    return kHasNoAbsentForm && rule != FieldRule::IdOrAbsent;
  }

  std::string_view name;
  Value Owner::* member;
  FieldRule rule;
};

template <typename T>
struct FactShape;

template <>
struct FactShape<Repository> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Repository::id, FieldRule::Id},
      Field{"full_name", &Repository::full_name},
      Field{"default_branch", &Repository::default_branch},
      Field{"created_at", &Repository::created_at},
      Field{"is_private", &Repository::is_private},
      Field{"is_archived", &Repository::is_archived},
      Field{"language", &Repository::language},
      Field{"topics", &Repository::topics},
      Field{"updated_at", &Repository::updated_at},
  };
};

template <>
struct FactShape<Person> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Person::id, FieldRule::Id},
      Field{"login", &Person::login},
      Field{"name", &Person::name},
      Field{"is_bot", &Person::is_bot},
      Field{"class", &Person::actor_class},
      Field{"aliases", &Person::aliases},
      Field{"time_zone", &Person::time_zone},
  };
};

template <>
struct FactShape<Team> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Team::id, FieldRule::Id},
      Field{"slug", &Team::slug},
      Field{"name", &Team::name},
      Field{"members", &Team::members, FieldRule::Id},
      Field{"repositories", &Team::repositories, FieldRule::Id},
      Field{"parent", &Team::parent, FieldRule::Id},
  };
};

template <>
struct FactShape<Commit> {
  static constexpr auto kFields = std::tuple{
      Field{"repository", &Commit::repository, FieldRule::Id},
      Field{"sha", &Commit::sha, FieldRule::Id},
      Field{"parents", &Commit::parents, FieldRule::Id},
      Field{"author", &Commit::author, FieldRule::Id},
      Field{"authored_at", &Commit::authored_at},
      Field{"committed_at", &Commit::committed_at},
      Field{"additions", &Commit::additions},
      Field{"deletions", &Commit::deletions},
      Field{"changed_files", &Commit::changed_files},
      Field{"headline", &Commit::headline},
      Field{"is_revert_of", &Commit::is_revert_of, FieldRule::Id},
      Field{"directories", &Commit::directories},
  };
};

template <>
struct FactShape<PullRequestCommit> {
  static constexpr auto kFields = std::tuple{
      Field{"sha", &PullRequestCommit::sha, FieldRule::Id},
      Field{"authored_at", &PullRequestCommit::authored_at},
      Field{"committed_at", &PullRequestCommit::committed_at},
      Field{"author", &PullRequestCommit::author, FieldRule::Id},
  };
};

template <>
struct FactShape<PullRequestEvent> {
  static constexpr auto kFields = std::tuple{
      Field{"type", &PullRequestEvent::type},
      Field{"at", &PullRequestEvent::at},
      Field{"actor", &PullRequestEvent::actor, FieldRule::Id},
      Field{"subject", &PullRequestEvent::subject},
  };
};

template <>
struct FactShape<PullRequest> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &PullRequest::id, FieldRule::Id},
      Field{"repository", &PullRequest::repository, FieldRule::Id},
      Field{"number", &PullRequest::number},
      Field{"created_at", &PullRequest::created_at},
      Field{"title", &PullRequest::title},
      Field{"author", &PullRequest::author, FieldRule::Id},
      Field{"updated_at", &PullRequest::updated_at},
      Field{"closed_at", &PullRequest::closed_at},
      Field{"merged_at", &PullRequest::merged_at},
      Field{"merged_by", &PullRequest::merged_by, FieldRule::Id},
      Field{"merge_commit", &PullRequest::merge_commit, FieldRule::Id},
      Field{"base", &PullRequest::base},
      Field{"head", &PullRequest::head},
      Field{"head_commit", &PullRequest::head_commit, FieldRule::Id},
      Field{"is_draft", &PullRequest::is_draft},
      Field{"additions", &PullRequest::additions},
      Field{"deletions", &PullRequest::deletions},
      Field{"changed_files", &PullRequest::changed_files},
      Field{"labels", &PullRequest::labels},
      Field{"closes_issues", &PullRequest::closes_issues, FieldRule::Id},
      Field{"directories", &PullRequest::directories},
      Field{"earliest_commit_at", &PullRequest::earliest_commit_at},
      Field{"commits", &PullRequest::commits},
      Field{"events", &PullRequest::events},
  };
};

template <>
struct FactShape<Review> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Review::id, FieldRule::Id},
      Field{"pull_request", &Review::pull_request, FieldRule::Id},
      Field{"submitted_at", &Review::submitted_at},
      Field{"state", &Review::state, FieldRule::ReviewState},
      Field{"author", &Review::author, FieldRule::Id},
  };
};

template <>
struct FactShape<Comment> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Comment::id, FieldRule::Id},
      Field{"pull_request", &Comment::pull_request, FieldRule::Id},
      Field{"created_at", &Comment::created_at},
      Field{"author", &Comment::author, FieldRule::Id},
  };
};

template <>
struct FactShape<DeploymentStatus> {
  static constexpr auto kFields = std::tuple{
      Field{"state", &DeploymentStatus::state},
      Field{"at", &DeploymentStatus::at},
  };
};

template <>
struct FactShape<Deployment> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Deployment::id, FieldRule::Id},
      Field{"repository", &Deployment::repository, FieldRule::Id},
      Field{"environment", &Deployment::environment},
      Field{"sha", &Deployment::sha, FieldRule::Id},
      Field{"created_at", &Deployment::created_at},
      Field{"finished_at", &Deployment::finished_at},
      Field{"status", &Deployment::status},
      Field{"ref", &Deployment::ref},
      Field{"service", &Deployment::service},
      Field{"fixes", &Deployment::fixes, FieldRule::Id},
      Field{"statuses", &Deployment::statuses},
  };
};

template <>
struct FactShape<Release> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Release::id, FieldRule::Id},
      Field{"repository", &Release::repository, FieldRule::Id},
      Field{"tag", &Release::tag},
      Field{"published_at", &Release::published_at},
      Field{"sha", &Release::sha, FieldRule::Id},
      Field{"name", &Release::name},
      Field{"is_prerelease", &Release::is_prerelease},
      Field{"is_draft", &Release::is_draft},
  };
};

template <>
struct FactShape<Issue> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Issue::id, FieldRule::Id},
      Field{"repository", &Issue::repository, FieldRule::Id},
      Field{"number", &Issue::number},
      Field{"created_at", &Issue::created_at},
      Field{"title", &Issue::title},
      Field{"author", &Issue::author, FieldRule::Id},
      Field{"closed_at", &Issue::closed_at},
      Field{"updated_at", &Issue::updated_at},
      Field{"labels", &Issue::labels},
  };
};

template <>
struct FactShape<Incident> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Incident::id, FieldRule::Id},
      Field{"started_at", &Incident::started_at},
      Field{"repository", &Incident::repository, FieldRule::Id},
      Field{"service", &Incident::service},
      Field{"title", &Incident::title},
      Field{"severity", &Incident::severity},
      Field{"resolved_at", &Incident::resolved_at},
      Field{"deployment", &Incident::deployment, FieldRule::Id},
      Field{"url", &Incident::url},
  };
};

template <>
struct FactShape<WorkflowRun> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &WorkflowRun::id, FieldRule::Id},
      Field{"repository", &WorkflowRun::repository, FieldRule::Id},
      Field{"name", &WorkflowRun::name},
      Field{"created_at", &WorkflowRun::created_at},
      Field{"started_at", &WorkflowRun::started_at},
      Field{"finished_at", &WorkflowRun::finished_at},
      Field{"branch", &WorkflowRun::branch},
      Field{"sha", &WorkflowRun::sha, FieldRule::Id},
      Field{"event", &WorkflowRun::event},
      Field{"conclusion", &WorkflowRun::conclusion},
      Field{"attempt", &WorkflowRun::attempt},
  };
};

template <>
struct FactShape<Withdrawn> {
  static constexpr auto kFields = std::tuple{
      Field{"of", &Withdrawn::of, FieldRule::Id},
      Field{"id", &Withdrawn::id, FieldRule::IdOrAbsent},
      Field{"repository", &Withdrawn::repository, FieldRule::IdOrAbsent},
      Field{"sha", &Withdrawn::sha, FieldRule::IdOrAbsent},
      Field{"at", &Withdrawn::at},
  };
};

template <>
struct FactShape<Correction> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Correction::id, FieldRule::Id},
      Field{"at", &Correction::at},
      Field{"by", &Correction::by},
      Field{"of", &Correction::of, FieldRule::Id},
      Field{"target", &Correction::target, FieldRule::Id},
      Field{"field", &Correction::field},
      Field{"value", &Correction::value},
      Field{"reason", &Correction::reason},
  };
};

template <>
struct FactShape<Annotation> {
  static constexpr auto kFields = std::tuple{
      Field{"id", &Annotation::id, FieldRule::Id},
      Field{"at", &Annotation::at},
      Field{"by", &Annotation::by},
      Field{"text", &Annotation::text},
      Field{"repository", &Annotation::repository, FieldRule::Id},
      Field{"team", &Annotation::team, FieldRule::Id},
  };
};

template <typename T>
inline constexpr std::size_t kFieldCount =
    std::tuple_size_v<std::remove_const_t<decltype(FactShape<T>::kFields)>>;

// Calls visit(field) for each field of T in canonical order.
template <typename T, typename Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&visit](const auto&... field) { (visit(field), ...); }, FactShape<T>::kFields);
}

}  // namespace shiplog
