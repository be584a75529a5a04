// Random histories of one repository, small enough for a slow reading of them: criss-cross
// and octopus merges, several roots, parents that no fact describes, pull requests merged
// in every way, several lines of deployments with rollbacks and redeploys, times that
// often coincide or run backwards. The same seed gives the same history.

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "domain/facts.h"
#include "tests/builders/fact_builder.h"

namespace shiplog {

class RandomRepository {
 public:
  RandomRepository(std::uint32_t seed, int commits) : random_(seed), commit_count_(commits) {}

  std::vector<Fact> facts() {
    make_commits();
    make_pull_requests();
    make_deployments();
    make_incidents();
    return facts_;
  }

 private:
  // From 0 up to, and not including, `end`.
  int below(int end) { return static_cast<int>(random_() % static_cast<std::uint32_t>(end)); }
  bool one_in(int times) { return below(times) == 0; }
  template <typename T>
  const T& any_of(const std::vector<T>& items) {
    return items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
  }

  // Coarse, so that much happens at the same moment.
  Timestamp some_time() { return day(below(12), 6 * below(4)); }
  Timestamp near(int commit) { return day(commit / 4, 6 * (commit % 4)); }

  void make_commits() {
    for (int number = 0; number < commit_count_; ++number) {
      const std::string sha = "c" + std::to_string(number);
      TextList parents;
      if (number > 0 && !one_in(30)) {
        parents.push_back(recent());
        while (one_in(3) && parents.size() < 4) {
          parents.push_back(recent());
        }
      }
      if (one_in(25)) {
        parents.push_back("unknown" + std::to_string(below(3)));
      }
      shas_.push_back(sha);
      if (one_in(20)) {
        continue;  // Only named by others, if at all.
      }
      CommitBuilder builder = commit(sha, parents);
      builder.at(one_in(6) ? some_time() : near(number), one_in(20) ? Moment() : near(number));
      if (one_in(8)) {
        builder.reverting(any_of(shas_));
      }
      facts_.push_back(builder);
    }
  }

  const std::string& recent() {
    const int size = static_cast<int>(shas_.size());
    return shas_[static_cast<std::size_t>(one_in(4) ? below(size)
                                                    : size - 1 - below(std::min(size, 4)))];
  }

  std::string some_sha() {
    return one_in(12) ? "unseen" + std::to_string(below(4)) : any_of(shas_);
  }

  void make_pull_requests() {
    for (int number = 0; number < commit_count_ / 3; ++number) {
      PullRequestBuilder pull = pull_request("p" + std::to_string(number));
      pull.number(number);
      if (!one_in(10)) {
        pull.opened(some_time());
      }
      if (!one_in(4)) {
        pull.merged(some_time());
        if (!one_in(8)) {
          pull.fact.merge_commit = some_sha();
        }
      }
      if (!one_in(3)) {
        pull.head(some_sha());
      }
      while (one_in(2)) {
        pull.listing(some_sha(), one_in(3) ? Moment() : some_time(), some_time());
      }
      if (one_in(8)) {
        pull.labelled("hotfix");
      }
      facts_.push_back(pull);
    }
  }

  void make_deployments() {
    const std::vector<std::string> environments = {"production", "prod-eu", "staging"};
    for (int number = 0; number < commit_count_ / 2; ++number) {
      DeploymentBuilder one = deployment("d" + std::to_string(number), some_sha());
      one.in(any_of(environments));
      if (one_in(4)) {
        one.of(one_in(2) ? "api" : "web");
      }
      one_in(8) ? one.created(some_time()).ended("failure") : one.succeeded(some_time());
      if (one_in(10)) {
        one.status("success", some_time()).status("failure", some_time());
      }
      if (one_in(10)) {
        one.fixing("d" + std::to_string(below(number + 1)));
      }
      facts_.push_back(one);
    }
    for (int number = 0; number < commit_count_ / 8; ++number) {
      facts_.push_back(
          release("r" + std::to_string(number), some_time(), one_in(4) ? Text() : some_sha()));
    }
  }

  void make_incidents() {
    for (int number = 0; number < commit_count_ / 10; ++number) {
      IncidentBuilder one = incident("i" + std::to_string(number), some_time());
      one.in(kRepository);
      if (one_in(3)) {
        one.of("api");
      }
      if (one_in(3)) {
        one.naming("d" + std::to_string(below(commit_count_ / 2 + 1)));
      }
      if (one_in(2)) {
        one.resolved(some_time());
      }
      facts_.push_back(one);
    }
  }

  std::mt19937 random_;
  int commit_count_;
  std::vector<std::string> shas_;
  std::vector<Fact> facts_;
};

}  // namespace shiplog
