// Facts for a test, a line each:
//
//   pull_request("PR_1").opened(day(1)).merged(day(2), "m1").reviewed…
//   deployment("D_1", "m1").succeeded(day(3)).in("production")
//
// What a test does not say is left out of the fact. All belong to kRepository unless told
// otherwise; the first day is 2024-01-01, a Monday.

#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

inline const std::string kRepository = "R_1";

// Midnight at the start of a day, counted from 2024-01-01 as 0, and hours after it.
inline Timestamp day(int number, int hour = 0, int minute = 0, int second = 0) {
  using namespace std::chrono;
  return sys_days(2024y / January / 1) + days(number) + hours(hour) + minutes(minute) +
         seconds(second);
}

// A fact under construction. Each method of a builder returns the builder.
template <typename T>
struct FactBuilder {
  T fact = {};
  operator Fact() const { return fact; }  // NOLINT(google-explicit-constructor)
};

struct PullRequestBuilder : FactBuilder<PullRequest> {
  using Self = PullRequestBuilder&;
  Self number(std::int64_t value) { return set(&PullRequest::number, value); }
  Self in(std::string repository) { return set(&PullRequest::repository, std::move(repository)); }
  Self by(std::string author) { return set(&PullRequest::author, std::move(author)); }
  Self titled(std::string title) { return set(&PullRequest::title, std::move(title)); }
  Self into(std::string base) { return set(&PullRequest::base, std::move(base)); }
  Self from(std::string head) { return set(&PullRequest::head, std::move(head)); }
  Self head(std::string sha) { return set(&PullRequest::head_commit, std::move(sha)); }
  Self opened(Timestamp at) { return set(&PullRequest::created_at, at); }
  Self updated(Timestamp at) { return set(&PullRequest::updated_at, at); }
  Self closed(Timestamp at) { return set(&PullRequest::closed_at, at); }
  Self merged(Timestamp at) { return set(&PullRequest::merged_at, at); }
  Self merged(Timestamp at, std::string sha) {
    return merged(at).set(&PullRequest::merge_commit, std::move(sha));
  }
  Self draft(bool is_draft = true) { return set(&PullRequest::is_draft, is_draft); }
  Self earliest_commit(Timestamp at) { return set(&PullRequest::earliest_commit_at, at); }
  Self lines(std::int64_t additions, std::int64_t deletions) {
    return set(&PullRequest::additions, additions).set(&PullRequest::deletions, deletions);
  }
  Self labelled(std::string label) {
    fact.labels.push_back(std::move(label));
    return *this;
  }
  Self listing(std::string sha, Moment authored_at = {}, Moment committed_at = {}) {
    fact.commits.push_back(
        {.sha = std::move(sha), .authored_at = authored_at, .committed_at = committed_at});
    return *this;
  }
  Self event(std::string type, Timestamp at) {
    fact.events.push_back({.type = std::move(type), .at = at});
    return *this;
  }

 private:
  template <typename Member, typename Value>
  Self set(Member PullRequest::* member, Value value) {
    fact.*member = std::move(value);
    return *this;
  }
};

struct CommitBuilder : FactBuilder<Commit> {
  using Self = CommitBuilder&;
  Self in(std::string repository) {
    fact.repository = std::move(repository);
    return *this;
  }
  Self by(std::string author) {
    fact.author = std::move(author);
    return *this;
  }
  // Authored and committed at the same time.
  Self at(Timestamp time) { return at(time, time); }
  Self at(Moment authored_at, Moment committed_at) {
    fact.authored_at = authored_at;
    fact.committed_at = committed_at;
    return *this;
  }
  Self reverting(std::string sha) {
    fact.is_revert_of = std::move(sha);
    return *this;
  }
  Self headline(std::string text) {
    fact.headline = std::move(text);
    return *this;
  }
};

struct DeploymentBuilder : FactBuilder<Deployment> {
  using Self = DeploymentBuilder&;
  Self in(std::string environment) {
    fact.environment = std::move(environment);
    return *this;
  }
  Self of(std::string service) {
    fact.service = std::move(service);
    return *this;
  }
  Self repository(std::string id) {
    fact.repository = std::move(id);
    return *this;
  }
  Self created(Timestamp at) {
    fact.created_at = at;
    return *this;
  }
  // Created and finished at once.
  Self succeeded(Timestamp at) {
    fact.finished_at = at;
    return created(at).ended("success");
  }
  Self finished(Timestamp at) {
    fact.finished_at = at;
    return *this;
  }
  Self ended(std::string status) {
    fact.status = std::move(status);
    return *this;
  }
  Self status(std::string state, Timestamp at) {
    fact.statuses.push_back({.state = std::move(state), .at = at});
    return *this;
  }
  Self fixing(std::string deployment) {
    fact.fixes = std::move(deployment);
    return *this;
  }
  Self ref(std::string name) {
    fact.ref = std::move(name);
    return *this;
  }
};

struct IncidentBuilder : FactBuilder<Incident> {
  using Self = IncidentBuilder&;
  Self resolved(Timestamp at) {
    fact.resolved_at = at;
    return *this;
  }
  Self naming(std::string deployment) {
    fact.deployment = std::move(deployment);
    return *this;
  }
  Self in(std::string repository) {
    fact.repository = std::move(repository);
    return *this;
  }
  Self of(std::string service) {
    fact.service = std::move(service);
    return *this;
  }
};

inline PullRequestBuilder pull_request(std::string id) {
  PullRequestBuilder builder;
  builder.fact.id = std::move(id);
  builder.fact.repository = kRepository;
  builder.fact.author = "ada";
  return builder;
}

inline CommitBuilder commit(std::string sha, TextList parents = {}) {
  CommitBuilder builder;
  builder.fact.repository = kRepository;
  builder.fact.sha = std::move(sha);
  builder.fact.parents = std::move(parents);
  builder.fact.author = "ada";
  return builder;
}

// To "production" unless told otherwise.
inline DeploymentBuilder deployment(std::string id, std::string sha) {
  DeploymentBuilder builder;
  builder.fact.id = std::move(id);
  builder.fact.repository = kRepository;
  builder.fact.environment = "production";
  builder.fact.sha = std::move(sha);
  return builder;
}

// Of no repository and no service unless told otherwise.
inline IncidentBuilder incident(std::string id, Timestamp started_at) {
  IncidentBuilder builder;
  builder.fact.id = std::move(id);
  builder.fact.started_at = started_at;
  return builder;
}

inline Fact review(std::string id, std::string pull_request_id, Timestamp at, std::string state,
                   Text author) {
  return Review{.id = std::move(id),
                .pull_request = std::move(pull_request_id),
                .submitted_at = at,
                .state = std::move(state),
                .author = std::move(author)};
}

inline Fact comment(std::string id, std::string pull_request_id, Timestamp at, Text author) {
  return Comment{.id = std::move(id),
                 .pull_request = std::move(pull_request_id),
                 .created_at = at,
                 .author = std::move(author)};
}

inline Fact release(std::string id, Timestamp published_at, Text sha = {}) {
  return Release{.id = id,
                 .repository = kRepository,
                 .tag = "tag-" + id,
                 .published_at = published_at,
                 .sha = std::move(sha)};
}

inline Fact issue(std::string id, Timestamp created_at, TextList labels, Moment closed_at = {}) {
  return Issue{.id = std::move(id),
               .repository = kRepository,
               .number = 1,
               .created_at = created_at,
               .closed_at = closed_at,
               .labels = std::move(labels)};
}

inline Fact repository(std::string id, std::string full_name, Text default_branch = {}) {
  return Repository{.id = std::move(id),
                    .full_name = std::move(full_name),
                    .default_branch = std::move(default_branch)};
}

inline Fact person(std::string id, TextList aliases = {}) {
  return Person{.id = id, .login = id, .aliases = std::move(aliases)};
}

inline Fact bot(std::string id) { return Person{.id = id, .login = id, .is_bot = true}; }

inline Fact withdrawn(std::string kind, std::string id, Timestamp at) {
  return Withdrawn{.of = std::move(kind), .id = std::move(id), .at = at};
}

inline Fact withdrawn_commit(std::string sha, Timestamp at) {
  return Withdrawn{.of = "commit", .repository = kRepository, .sha = std::move(sha), .at = at};
}

}  // namespace shiplog
