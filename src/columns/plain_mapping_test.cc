// The mapping of changes to deployments against a slow, obvious reading of the rules: sets
// of ancestors, one commit at a time, on thousands of random histories.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "columns/shard.h"
#include "domain/facts.h"
#include "tests/builders/fact_builder.h"
#include "tests/builders/random_repository.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

using Shas = std::set<std::string>;

// Change → line → deployment, and how it is linked.
using Line = std::tuple<int, std::string, std::string>;
using Link = std::pair<std::string, LinkedBy>;
using Mapping = std::map<std::string, std::map<Line, Link>>;

class PlainReading {
 public:
  explicit PlainReading(const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) {
      if (const auto* commit = std::get_if<Commit>(&fact)) {
        commits_[commit->sha] = *commit;
      } else if (const auto* pull = std::get_if<PullRequest>(&fact)) {
        pulls_.push_back(*pull);
      }
    }
    for (const auto& [sha, commit] : commits_) {
      seen_.insert(sha);
      seen_.insert(commit.parents.begin(), commit.parents.end());
    }
    for (const Fact& fact : facts) {
      add_success(fact);
    }
    for (auto& [line, successes] : lines_) {
      std::ranges::sort(successes, {}, [](const Success& success) {
        return std::tuple(success.at, success.created_at, success.id);
      });
    }
  }

  Shas belonging(const PullRequest& pull) const {
    Shas shas;
    for (const PullRequestCommit& listed : pull.commits) {
      shas.insert(listed.sha);
    }
    for (const Text& sha : {pull.head_commit, pull.merge_commit}) {
      if (sha.has_value()) {
        shas.insert(*sha);
      }
    }
    const auto merge = commits_.find(pull.merge_commit.value_or(""));
    if (merge == commits_.end()) {
      return shas;
    }
    const TextList& parents = merge->second.parents;
    if (parents.size() >= 2 && commits_.contains(parents[0])) {
      const Shas before = ancestors(parents[0]);
      for (const std::string& sha : ancestors(merge->first)) {
        if (!before.contains(sha)) {
          shas.insert(sha);
        }
      }
    }
    if (parents.size() == 1) {
      add_rebased(pull, shas);
    }
    return shas;
  }

  Shas direct_pushes() const {
    Shas pushes;
    for (const auto& [sha, commit] : commits_) {
      if (commit.parents.size() <= 1) {
        pushes.insert(sha);
      }
    }
    for (const PullRequest& pull : pulls_) {
      for (const std::string& sha : belonging(pull)) {
        pushes.erase(sha);
      }
    }
    return pushes;
  }

  Mapping mapping() const {
    Mapping mapping;
    for (const PullRequest& pull : pulls_) {
      if (pull.merged_at.has_value()) {
        link(mapping[pull.id], *pull.merged_at, pull.merge_commit, pull.head_commit);
      }
    }
    for (const std::string& sha : direct_pushes()) {
      const Commit& commit = commits_.at(sha);
      const Moment at = commit.committed_at.has_value() ? commit.committed_at : commit.authored_at;
      if (at.has_value()) {
        link(mapping[sha], *at, sha, {});
      }
    }
    return mapping;
  }

  std::set<std::string> rollbacks() const {
    std::set<std::string> ids;
    for (const auto& [line, successes] : lines_) {
      for (std::size_t rank = 0; rank < successes.size(); ++rank) {
        if (is_rollback(successes, rank)) {
          ids.insert(successes[rank].id);
        }
      }
    }
    return ids;
  }

 private:
  struct Success {
    Timestamp at = {};
    Timestamp created_at = {};
    std::string id = {};
    Text sha = {};
  };

  void add_success(const Fact& fact) {
    if (const auto* one = std::get_if<Deployment>(&fact)) {
      Moment at;
      for (const DeploymentStatus& status : one->statuses) {
        if (status.state == "success" && (!at.has_value() || status.at < *at)) {
          at = status.at;
        }
      }
      if (!at.has_value() && one->status == "success") {
        at = one->finished_at.value_or(one->created_at);
      }
      if (at.has_value()) {
        lines_[{0, one->environment, one->service.value_or("")}].push_back(
            {*at, one->created_at, one->id, one->sha});
      }
    } else if (const auto* release = std::get_if<Release>(&fact)) {
      lines_[{1, "", ""}].push_back(
          {release->published_at, release->published_at, release->id, release->sha});
    } else if (const auto* pull = std::get_if<PullRequest>(&fact)) {
      if (pull->merged_at.has_value()) {
        lines_[{2, "", ""}].push_back(
            {*pull->merged_at, *pull->merged_at, pull->id, pull->merge_commit});
      }
    }
  }

  Shas ancestors(const std::string& sha) const {
    Shas reached;
    std::vector<std::string> waiting = {sha};
    while (!waiting.empty()) {
      const std::string current = waiting.back();
      waiting.pop_back();
      if (reached.insert(current).second && commits_.contains(current)) {
        const TextList& parents = commits_.at(current).parents;
        waiting.insert(waiting.end(), parents.begin(), parents.end());
      }
    }
    return reached;
  }

  bool contains(const Success& success, const Text& sha) const {
    return success.sha.has_value() && sha.has_value() && ancestors(*success.sha).contains(*sha);
  }

  void add_rebased(const PullRequest& pull, Shas& shas) const {
    std::set<Timestamp> authored;
    for (const PullRequestCommit& listed : pull.commits) {
      if (listed.authored_at.has_value()) {
        authored.insert(*listed.authored_at);
      } else if (commits_.contains(listed.sha) && commits_.at(listed.sha).authored_at.has_value()) {
        authored.insert(*commits_.at(listed.sha).authored_at);
      }
    }
    std::string below = *pull.merge_commit;
    for (std::size_t step = 1; step < pull.commits.size(); ++step) {
      const auto commit = commits_.find(below);
      if (commit == commits_.end() || commit->second.parents.empty()) {
        return;
      }
      below = commit->second.parents[0];
      const auto copy = commits_.find(below);
      if (copy != commits_.end() && copy->second.authored_at.has_value() &&
          authored.contains(*copy->second.authored_at)) {
        shas.insert(below);
      }
    }
  }

  static bool is_repeat(const std::vector<Success>& line, std::size_t rank) {
    for (std::size_t before = 0; before < rank; ++before) {
      if (line[rank].sha.has_value() && line[before].sha == line[rank].sha) {
        return true;
      }
    }
    return false;
  }

  bool is_rollback(const std::vector<Success>& line, std::size_t rank) const {
    if (!is_repeat(line, rank) || line[rank - 1].sha == line[rank].sha) {
      return false;
    }
    const Success& live = line[rank - 1];
    if (contains(live, line[rank].sha)) {
      return true;
    }
    if (contains(line[rank], live.sha)) {
      return false;
    }
    const auto first = [&line](const Success& of) {
      return std::ranges::find_if(line, [&of](const Success& one) {
        return one.id == of.id || (of.sha.has_value() && one.sha == of.sha);
      });
    };
    return first(line[rank]) < first(live);
  }

  void link(std::map<Line, Link>& links, Timestamp merged_at, const Text& merge,
            const Text& head) const {
    const bool is_seen = seen_.contains(merge.value_or("")) || seen_.contains(head.value_or(""));
    for (const auto& [line, successes] : lines_) {
      std::optional<Link> found;
      for (const auto& [sha, by] :
           {std::pair(merge, LinkedBy::Commit), std::pair(head, LinkedBy::HeadCommit)}) {
        for (const Success& success : successes) {
          if (!found.has_value() && contains(success, sha)) {
            found = Link(success.id, by);
          }
        }
      }
      for (std::size_t rank = 0; rank < successes.size() && !found.has_value(); ++rank) {
        const Success& success = successes[rank];
        const bool is_unseen = !is_seen || !commits_.contains(success.sha.value_or(""));
        if (success.at >= merged_at && !is_repeat(successes, rank) && is_unseen) {
          found = Link(success.id, LinkedBy::Time);
        }
      }
      if (found.has_value()) {
        links[line] = *found;
      }
    }
  }

  std::map<std::string, Commit> commits_;
  Shas seen_;
  std::vector<PullRequest> pulls_;
  std::map<Line, std::vector<Success>> lines_;
};

Mapping mapping_of(const Shard& shard) {
  Mapping mapping;
  const auto& changes = shard.changes();
  const auto& deployments = shard.deployments();
  const auto& lines = shard.lines();
  for (Row change = 0; change < shard.change_count() && happened(changes.merged_at[change]);
       ++change) {
    auto& links = mapping[std::string(shard.text(changes.id[change]))];
    for (const Carrier& carrier : list_at(changes.carrier_offsets, changes.carriers, change)) {
      const Row line = deployments.line[carrier.deployment];
      links[Line(static_cast<int>(lines.source[line]), shard.text(lines.environment[line]),
                 shard.text(lines.service[line]))] =
          Link(shard.text(deployments.id[carrier.deployment]), carrier.linked_by);
    }
  }
  return mapping;
}

std::set<std::string> rollbacks_of(const Shard& shard) {
  std::set<std::string> ids;
  for (Row row = 0; row < shard.deployment_count(); ++row) {
    if (shard.deployments().is_rollback[row] != 0) {
      ids.emplace(shard.text(shard.deployments().id[row]));
    }
  }
  return ids;
}

std::set<std::string> direct_pushes_of(const Shard& shard) {
  std::set<std::string> shas;
  for (Row row = 0; row < shard.change_count(); ++row) {
    if (shard.changes().kind[row] == ChangeKind::DirectPush) {
      shas.emplace(shard.text(shard.changes().id[row]));
    }
  }
  return shas;
}

std::uint32_t history_count() {
  return std::getenv("SHIPLOG_LONG_TESTS") != nullptr ? 20'000 : 400;
}

TEST(Mapping, IsThatOfAPlainReadingOnRandomHistories) {
  std::size_t links = 0;
  std::size_t rollbacks = 0;
  for (std::uint32_t seed = 0; seed < history_count(); ++seed) {
    const std::vector<Fact> facts = RandomRepository(seed, 4 + static_cast<int>(seed % 60)).facts();
    const PlainReading plain(facts);
    const Shard shard = shard_of(facts);
    const Mapping mapping = mapping_of(shard);
    ASSERT_EQ(direct_pushes_of(shard), plain.direct_pushes()) << "seed " << seed;
    ASSERT_EQ(rollbacks_of(shard), plain.rollbacks()) << "seed " << seed;
    ASSERT_EQ(mapping, plain.mapping()) << "seed " << seed;
    rollbacks += plain.rollbacks().size();
    for (const auto& [change, lines] : mapping) {
      links += lines.size();
    }
  }
  // The histories are worth comparing.
  EXPECT_GT(links, 10 * history_count());
  EXPECT_GT(rollbacks, history_count() / 4);
}

// Long branches, for which each merge is walked by itself.
TEST(Mapping, IsThatOfAPlainReadingOnLongerHistories) {
  for (std::uint32_t seed = 0; seed < std::max(3U, history_count() / 500); ++seed) {
    const std::vector<Fact> facts = RandomRepository(seed, 700).facts();
    const PlainReading plain(facts);
    const Shard shard = shard_of(facts);
    ASSERT_EQ(direct_pushes_of(shard), plain.direct_pushes()) << "seed " << seed;
    ASSERT_EQ(rollbacks_of(shard), plain.rollbacks()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace shiplog
