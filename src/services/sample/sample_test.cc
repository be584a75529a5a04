#include "services/sample/sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

using ::testing::HasSubstr;

const Timestamp kUntil = parse_time("2026-01-01T00:00:00Z").value();

std::string lines_of(const SampleOptions& options) {
  std::string text;
  const auto written = write_sample(options, [&](std::string_view lines) -> Result<Unit> {
    text += lines;
    return Unit{};
  });
  EXPECT_TRUE(written.has_value());
  return text;
}

// A sample in memory, by kind.
struct Facts {
  template <typename T>
  const std::vector<T>& of() const {
    return std::get<std::vector<T>>(by_kind);
  }

  std::tuple<std::vector<Repository>, std::vector<Person>, std::vector<Team>, std::vector<Commit>,
             std::vector<PullRequest>, std::vector<Review>, std::vector<Comment>,
             std::vector<Deployment>, std::vector<Release>, std::vector<Issue>,
             std::vector<Incident>, std::vector<WorkflowRun>, std::vector<Withdrawn>,
             std::vector<Correction>, std::vector<Annotation>>
      by_kind = {};
};

Facts facts_of(const SampleOptions& options) {
  Facts facts;
  const auto generated = generate_sample(options, [&](const Fact& fact) -> Result<Unit> {
    std::visit([&]<typename T>(
                   const T& value) { std::get<std::vector<T>>(facts.by_kind).push_back(value); },
               fact);
    return Unit{};
  });
  EXPECT_TRUE(generated.has_value());
  return facts;
}

const Facts& usual_facts() {
  static const Facts facts = facts_of({.until = kUntil});
  return facts;
}

using CommitKey = std::pair<std::string, std::string>;

// Commits that belong to a pull request: listed, its head or merge, what lies between its
// head and those, and what a rebase put on the branch at the same moment.
std::int64_t count_direct_pushes(const Facts& facts) {
  std::map<CommitKey, const Commit*> commits;
  for (const Commit& commit : facts.of<Commit>()) {
    commits[{commit.repository, commit.sha}] = &commit;
  }
  std::set<CommitKey> owned;
  std::set<std::pair<std::string, Timestamp>> merges;
  for (const PullRequest& pull : facts.of<PullRequest>()) {
    for (const PullRequestCommit& commit : pull.commits) {
      owned.insert({pull.repository, commit.sha});
    }
    if (pull.merged_at) {
      merges.insert({pull.repository, *pull.merged_at});
    }
    auto commit = commits.find({pull.repository, pull.head_commit.value_or("")});
    while (commit != commits.end() && owned.insert(commit->first).second) {
      commit = commits.find({pull.repository, commit->second->parents.front()});
    }
  }
  return std::ranges::count_if(facts.of<Commit>(), [&](const Commit& commit) {
    return !commit.parents.empty() && !owned.contains({commit.repository, commit.sha}) &&
           !merges.contains({commit.repository, *commit.committed_at});
  });
}

TEST(Sample, IsTheSameBytesForTheSameOptions) {
  const std::string text = lines_of({.changes = 300, .seed = 7, .until = kUntil});
  EXPECT_EQ(sha256_hex(text), "135173396c79323ff74270727ea043a9b63c8e3fd83beedb8b766481563f10c7");
}

TEST(Sample, IsAnotherHistoryForAnotherSeed) {
  EXPECT_NE(lines_of({.changes = 20, .seed = 1, .until = kUntil}),
            lines_of({.changes = 20, .seed = 2, .until = kUntil}));
}

TEST(Sample, HoldsExactlyAsManyChangesAsAsked) {
  for (const std::int64_t changes : {10, 137, 2'400}) {
    const Facts facts = facts_of({.changes = changes, .until = kUntil});
    EXPECT_EQ(
        static_cast<std::int64_t>(facts.of<PullRequest>().size()) + count_direct_pushes(facts),
        changes);
  }
}

TEST(Sample, HoldsAsManyRepositoriesPeopleAndYearsAsAsked) {
  const Facts facts =
      facts_of({.changes = 200, .repositories = 13, .people = 30, .years = 5, .until = kUntil});
  EXPECT_EQ(facts.of<Repository>().size(), 13U);
  EXPECT_EQ(std::ranges::count(facts.of<Person>(), Text("human"), &Person::actor_class), 30);
  EXPECT_LT(facts.of<Repository>().front().created_at, parse_time("2021-01-03T00:00:00Z").value());
}

TEST(Sample, CanBeOneChangeByOnePerson) {
  const Facts facts = facts_of({.changes = 1, .people = 1, .until = kUntil});
  EXPECT_EQ(facts.of<PullRequest>().size() + static_cast<std::size_t>(count_direct_pushes(facts)),
            1U);
}

TEST(Sample, IsMadeOfCanonicalLines) {
  const std::string text = lines_of({.until = kUntil});
  FactReader reader;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    const FactReading reading = reader.read(line);
    const auto* fact = std::get_if<Fact>(&reading);
    ASSERT_NE(fact, nullptr) << line;
    ASSERT_TRUE(reader.unknown_fields().empty()) << line;
    std::string again;
    append_fact_line(again, *fact);
    ASSERT_EQ(again, line);
  }
}

TEST(Sample, EndsAtItsEnd) {
  const std::string text = lines_of({.until = kUntil});
  for (std::size_t at = text.find("\":\"20"); at != std::string::npos;
       at = text.find("\":\"20", at + 1)) {
    const std::string_view time = std::string_view(text).substr(at + 3, 20);
    if (time[10] == 'T') {
      ASSERT_LE(time, "2026-01-01T00:00:00Z");
    }
  }
}

TEST(Sample, NamesEachThingOnce) {
  const auto expect_unique = [](const auto& facts) {
    std::set<std::string> ids;
    for (const auto& fact : facts) {
      EXPECT_TRUE(ids.insert(fact.id).second) << fact.id;
    }
  };
  expect_unique(usual_facts().of<Person>());
  expect_unique(usual_facts().of<PullRequest>());
  expect_unique(usual_facts().of<Review>());
  expect_unique(usual_facts().of<Comment>());
  expect_unique(usual_facts().of<Deployment>());
  expect_unique(usual_facts().of<Release>());
  expect_unique(usual_facts().of<Issue>());
  expect_unique(usual_facts().of<Incident>());
  expect_unique(usual_facts().of<WorkflowRun>());
  std::set<std::string> names;
  const Facts many =
      facts_of({.changes = 3'000, .repositories = 3'000, .people = 2'100, .until = kUntil});
  for (const Repository& repository : many.of<Repository>()) {
    EXPECT_TRUE(names.insert(repository.full_name).second) << repository.full_name;
  }
}

TEST(Sample, RefersToWhatItHolds) {
  const Facts& facts = usual_facts();
  std::set<std::string> people;
  std::set<std::string> logins;
  for (const Person& person : facts.of<Person>()) {
    people.insert(person.id);
    EXPECT_TRUE(logins.insert(person.login).second) << person.login;
  }
  std::set<std::string> pulls;
  for (const PullRequest& pull : facts.of<PullRequest>()) {
    pulls.insert(pull.id);
    EXPECT_TRUE(!pull.author || people.contains(*pull.author));
  }
  for (const Review& review : facts.of<Review>()) {
    EXPECT_TRUE(pulls.contains(review.pull_request));
    EXPECT_TRUE(people.contains(review.author.value()));
  }
  std::set<std::string> deployments;
  for (const Deployment& deployment : facts.of<Deployment>()) {
    deployments.insert(deployment.id);
  }
  for (const Incident& incident : facts.of<Incident>()) {
    EXPECT_TRUE(!incident.deployment || deployments.contains(*incident.deployment));
  }
  for (const Deployment& deployment : facts.of<Deployment>()) {
    EXPECT_TRUE(!deployment.fixes || deployments.contains(*deployment.fixes));
  }
}

TEST(Sample, HasARealCommitGraph) {
  const Facts& facts = usual_facts();
  std::set<CommitKey> known;
  for (const Commit& commit : facts.of<Commit>()) {
    EXPECT_TRUE(known.insert({commit.repository, commit.sha}).second);
  }
  for (const Commit& commit : facts.of<Commit>()) {
    for (const std::string& parent : commit.parents) {
      EXPECT_TRUE(known.contains({commit.repository, parent}));
    }
    if (commit.is_revert_of) {
      EXPECT_TRUE(known.contains({commit.repository, *commit.is_revert_of}));
    }
  }
  for (const PullRequest& pull : facts.of<PullRequest>()) {
    EXPECT_TRUE(!pull.merge_commit || known.contains({pull.repository, *pull.merge_commit}));
  }
  for (const Deployment& deployment : facts.of<Deployment>()) {
    EXPECT_EQ(known.contains({deployment.repository, deployment.sha}),
              deployment.ref == "main");  // Others name commits of a repository elsewhere.
  }
  for (const Release& release : facts.of<Release>()) {
    EXPECT_TRUE(known.contains({release.repository, release.sha.value()}));
  }
}

template <typename T>
void expect_not_empty(const std::vector<T>& facts) {
  EXPECT_FALSE(facts.empty()) << kind_name(kind_of(Fact(T{})));
}

TEST(Sample, ShowsEveryKindOfFact) {
  std::apply([](const auto&... facts) { (expect_not_empty(facts), ...); }, usual_facts().by_kind);
}

template <typename T, typename Predicate>
void expect_some(std::string_view what, Predicate predicate) {
  EXPECT_TRUE(std::ranges::any_of(usual_facts().of<T>(), predicate)) << what;
}

template <typename Predicate>
void expect_event(std::string_view type, Predicate predicate) {
  expect_some<PullRequest>(type, [&](const PullRequest& pull) {
    return std::ranges::any_of(pull.events, [&](const PullRequestEvent& event) {
      return event.type == type && predicate(pull, event);
    });
  });
}

TEST(Sample, ShowsEveryOddityOfPullRequests) {
  for (const std::string_view type : {"ready_for_review", "converted_to_draft", "review_requested",
                                      "closed", "reopened", "merged", "force_pushed", "queued"}) {
    expect_event(type, [](const auto&, const auto&) { return true; });
  }
  expect_some<PullRequest>("open", [](const auto& pull) { return !pull.closed_at; });
  expect_some<PullRequest>("abandoned",
                           [](const auto& pull) { return pull.closed_at && !pull.merged_at; });
  expect_some<PullRequest>("deleted author", [](const auto& pull) { return !pull.author; });
  expect_some<PullRequest>("known only from git",
                           [](const auto& pull) { return !pull.created_at; });
  expect_some<PullRequest>("unknown size", [](const auto& pull) { return !pull.additions; });
  expect_some<PullRequest>("very long", [](const auto& pull) {
    return pull.commits.size() == 100 && pull.commits.back().sha != pull.head_commit;
  });
  expect_some<PullRequest>("lost commits", [](const auto& pull) {
    return pull.earliest_commit_at && *pull.earliest_commit_at < pull.commits.front().authored_at;
  });
  expect_some<PullRequest>("clock skew", [](const auto& pull) {
    return std::ranges::any_of(pull.commits, [](const PullRequestCommit& commit) {
      return commit.authored_at > commit.committed_at;
    });
  });
  expect_some<PullRequest>("backport", [](const auto& pull) { return pull.base != "main"; });
  expect_some<PullRequest>("hotfix label", [](const auto& pull) {
    return std::ranges::find(pull.labels, "hotfix") != pull.labels.end();
  });
  expect_some<PullRequest>("hotfix branch",
                           [](const auto& pull) { return pull.head->starts_with("hotfix/"); });
  expect_some<PullRequest>("issue", [](const auto& pull) { return !pull.closes_issues.empty(); });
  expect_some<Commit>("octopus-free merge", [](const auto& c) { return c.parents.size() == 2; });
  expect_some<Commit>("revert", [](const auto& commit) { return commit.is_revert_of.has_value(); });
  for (const std::string_view state : {"approved", "changes_requested", "commented", "dismissed"}) {
    expect_some<Review>(state, [&](const Review& review) { return review.state == state; });
  }
  expect_some<Person>("bot", [](const Person& person) { return person.is_bot == true; });
  expect_some<Person>("agent", [](const Person& person) { return person.actor_class == "agent"; });
  expect_some<Person>("alias", [](const Person& person) { return !person.aliases.empty(); });
}

TEST(Sample, ShowsEveryOddityOfDelivery) {
  for (const std::string_view environment :
       {"production", "live", "prod-eu", "prod-us", "staging"}) {
    expect_some<Deployment>(environment,
                            [&](const auto& each) { return each.environment == environment; });
  }
  expect_some<Deployment>("service", [](const auto& each) { return each.service.has_value(); });
  expect_some<Deployment>("failed attempt", [](const auto& each) {
    return each.status == "failure" && each.environment != "staging";
  });
  expect_some<Deployment>("superseded before success", [](const auto& each) {
    return each.status == "inactive" && !each.statuses.empty() && !each.finished_at;
  });
  expect_some<Deployment>("failure after success", [](const auto& each) {
    const auto success = std::ranges::find(each.statuses, "success", &DeploymentStatus::state);
    return std::find_if(success, each.statuses.end(), [](const DeploymentStatus& status) {
             return status.state == "failure";
           }) != each.statuses.end();
  });
  expect_some<Deployment>("only a final status", [](const auto& each) {
    return each.statuses.empty() && each.status == "success";
  });
  expect_some<Deployment>("fix", [](const auto& each) { return each.fixes.has_value(); });
  expect_some<Deployment>("commit of elsewhere",
                          [](const auto& each) { return each.ref != "main"; });
  expect_some<Release>("pre-release", [](const auto& each) { return each.is_prerelease == true; });
  expect_some<Release>("patch", [](const auto& each) {
    return !each.tag.ends_with(".0") && each.is_prerelease == false;
  });
  expect_some<Incident>("linked", [](const auto& each) { return each.deployment.has_value(); });
  expect_some<Incident>("nearby",
                        [](const auto& each) { return each.repository && !each.deployment; });
  expect_some<Incident>("of a service",
                        [](const auto& each) { return each.service && !each.repository; });
  expect_some<Issue>("incident",
                     [](const Issue& issue) { return issue.labels.back() == "customers"; });
  expect_some<WorkflowRun>(
      "luck", [](const auto& run) { return run.attempt == 2 && run.conclusion == "success"; });
}

TEST(Sample, RollsProductionBack) {
  std::map<std::string, std::vector<const Deployment*>> lines;
  for (const Deployment& deployment : usual_facts().of<Deployment>()) {
    if (deployment.finished_at && deployment.status != "failure") {
      lines[deployment.repository + deployment.environment + deployment.service.value_or("")]
          .push_back(&deployment);
    }
  }
  std::int64_t rollbacks = 0;
  for (auto& [name, line] : lines) {
    std::ranges::sort(line, {}, &Deployment::finished_at);
    for (std::size_t index = 2; index < line.size(); ++index) {
      const bool is_back = line[index]->sha == line[index - 2]->sha;
      rollbacks += is_back && line[index]->sha != line[index - 1]->sha ? 1 : 0;
    }
  }
  EXPECT_GT(rollbacks, 10);
}

template <typename T>
double per_change(const std::vector<T>& facts) {
  return static_cast<double>(facts.size()) / 2'400;
}

double hours_between(const Moment& from, const Moment& until) {
  return seconds_between(*from, *until) / 3'600;
}

double quantile(std::vector<double> values, double probability) {
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(probability * static_cast<double>(values.size() - 1))];
}

TEST(Sample, HasTheDocumentedShape) {
  const Facts& facts = usual_facts();
  EXPECT_NEAR(per_change(facts.of<Commit>()), 1.95, 0.25);
  EXPECT_NEAR(per_change(facts.of<PullRequest>()), 0.95, 0.02);
  EXPECT_NEAR(per_change(facts.of<Review>()), 1.4, 0.2);
  EXPECT_NEAR(per_change(facts.of<Comment>()), 0.65, 0.15);
  EXPECT_NEAR(per_change(facts.of<Deployment>()), 1.3, 0.3);

  std::vector<double> to_merge;
  std::vector<double> sizes;
  std::int64_t merged = 0;
  for (const PullRequest& pull : facts.of<PullRequest>()) {
    merged += pull.merged_at ? 1 : 0;
    if (pull.merged_at && pull.created_at) {
      to_merge.push_back(hours_between(pull.created_at, pull.merged_at));
    }
    if (pull.additions) {
      sizes.push_back(static_cast<double>(*pull.additions + *pull.deletions));
    }
  }
  EXPECT_NEAR(static_cast<double>(merged) / static_cast<double>(facts.of<PullRequest>().size()),
              0.93, 0.02);
  EXPECT_NEAR(quantile(to_merge, 0.5), 20, 8);
  EXPECT_GT(quantile(to_merge, 0.95), 4 * quantile(to_merge, 0.5));
  EXPECT_NEAR(quantile(sizes, 0.5), 58, 15);
  EXPECT_GT(quantile(sizes, 0.99), 20 * quantile(sizes, 0.5));
}

// The first team answered much faster in the last month than a year before.
TEST(Sample, ShowsATeamThatGetsBetter) {
  const Facts facts = facts_of({.changes = 10'000, .repositories = 10, .until = kUntil});
  std::map<std::string, Timestamp> first_review;
  for (const Review& review : facts.of<Review>()) {
    const auto entry = first_review.try_emplace(review.pull_request, review.submitted_at).first;
    entry->second = std::min(entry->second, review.submitted_at);
  }
  std::vector<double> early;
  std::vector<double> late;
  const TextList& own = facts.of<Team>().front().repositories;
  for (const PullRequest& pull : facts.of<PullRequest>()) {
    const bool is_own = std::ranges::find(own, pull.repository) != own.end();
    if (!is_own || !first_review.contains(pull.id) || !pull.created_at) {
      continue;
    }
    const double waited = hours_between(pull.created_at, first_review[pull.id]);
    if (*pull.created_at < kUntil - std::chrono::days{365}) {
      early.push_back(waited);
    } else if (*pull.created_at > kUntil - std::chrono::days{28}) {
      late.push_back(waited);
    }
  }
  EXPECT_LT(quantile(late, 0.5), quantile(early, 0.5) * 0.6);
}

TEST(Sample, StopsAtTheFirstErrorOfItsSink) {
  std::int64_t facts = 0;
  const auto generated = generate_sample({.until = kUntil}, [&](const Fact&) -> Result<Unit> {
    if (++facts < 500) {
      return Unit{};
    }
    return Error{ErrorCode::Unavailable, "the pipe is closed"};
  });
  ASSERT_FALSE(generated.has_value());
  EXPECT_EQ(generated.error().message, "the pipe is closed");
  EXPECT_EQ(facts, 500);
}

TEST(Sample, RefusesWhatIsOutOfBounds) {
  const auto refusal_of = [](const SampleOptions& options) {
    const auto generated =
        generate_sample(options, [](const Fact&) -> Result<Unit> { return Unit{}; });
    EXPECT_FALSE(generated.has_value());
    EXPECT_EQ(generated.error().code, ErrorCode::InvalidInput);
    return generated.error().message;
  };
  EXPECT_THAT(refusal_of({.changes = 0, .until = kUntil}), HasSubstr("changes"));
  EXPECT_THAT(refusal_of({.changes = 5, .repositories = 6, .until = kUntil}),
              HasSubstr("1 to 5 repositories, not 6"));
  EXPECT_THAT(refusal_of({.people = 0, .until = kUntil}), HasSubstr("people"));
  EXPECT_THAT(refusal_of({.years = 21, .until = kUntil}), HasSubstr("1 to 20 years"));
}

}  // namespace
}  // namespace shiplog
