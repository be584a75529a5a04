#include "sources/github/feeds/unreachable.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/string_table.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/feeds/feed_context.h"

namespace shiplog {
namespace {

class StoredCommits {
 public:
  void add(const Commit& commit) {
    const std::uint32_t child = shas_.intern(commit.sha);
    for (const std::string& parent : commit.parents) {
      edges_.push_back({child, shas_.intern(parent)});
    }
    grow();
    is_stored_[child] = true;
  }

  bool holds(std::string_view sha) const {
    const std::uint32_t number = shas_.find(sha);
    return number != StringTable::kNone && is_stored_[number];
  }

  // Marks a commit that is not to be withdrawn, whatever becomes of the branch.
  void keep(const Text& sha) {
    const std::uint32_t number = sha ? shas_.find(*sha) : StringTable::kNone;
    if (number != StringTable::kNone) {
      is_kept_[number] = true;
    }
  }

  void keep_all_below(std::string_view head) {
    const std::vector<std::vector<std::uint32_t>> parents = parents_by_child();
    std::vector<std::uint32_t> ahead = {shas_.find(head)};
    std::vector<bool> is_reached(shas_.size(), false);
    while (!ahead.empty()) {
      const std::uint32_t commit = ahead.back();
      ahead.pop_back();
      if (is_reached[commit]) {
        continue;
      }
      is_reached[commit] = true;
      is_kept_[commit] = true;
      ahead.insert(ahead.end(), parents[commit].begin(), parents[commit].end());
    }
  }

  std::vector<std::string> left_behind() const {
    std::vector<std::string> shas;
    for (std::uint32_t commit = 0; commit < shas_.size(); ++commit) {
      if (is_stored_[commit] && !is_kept_[commit]) {
        shas.emplace_back(shas_.at(commit));
      }
    }
    return shas;
  }

 private:
  void grow() {
    is_stored_.resize(shas_.size(), false);
    is_kept_.resize(shas_.size(), false);
  }

  std::vector<std::vector<std::uint32_t>> parents_by_child() const {
    std::vector<std::vector<std::uint32_t>> parents(shas_.size());
    for (const auto& [child, parent] : edges_) {
      parents[child].push_back(parent);
    }
    return parents;
  }

  StringTable shas_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;
  std::vector<bool> is_stored_;
  std::vector<bool> is_kept_;
};

Result<Unit> read_commits(FeedContext& context, StoredCommits& commits) {
  FactReader reader;
  const auto visit = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    commits.add(std::get<Commit>(fact));
    return Unit{};
  };
  return context.known.each(FactKind::Commit, context.repository.id, visit);
}

Result<Unit> keep_those_of_pull_requests(FeedContext& context, StoredCommits& commits) {
  FactReader reader;
  const auto visit = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    const auto& pull = std::get<PullRequest>(fact);
    commits.keep(pull.merge_commit);
    commits.keep(pull.head_commit);
    for (const PullRequestCommit& commit : pull.commits) {
      commits.keep(commit.sha);
    }
    return Unit{};
  };
  return context.known.each(FactKind::PullRequest, context.repository.id, visit);
}

}  // namespace

Result<Unit> tell_unreachable(FeedContext& context, std::string_view head, Timestamp at,
                              FeedPage& page) {
  StoredCommits commits;
  TRY(read_commits(context, commits));
  if (!commits.holds(head)) {
    return Unit{};
  }
  commits.keep_all_below(head);
  TRY(keep_those_of_pull_requests(context, commits));
  for (const std::string& sha : commits.left_behind()) {
    page.records.push_back(to_record(Withdrawn{.of = std::string(kind_name(FactKind::Commit)),
                                               .repository = context.repository.id,
                                               .sha = sha,
                                               .at = at}));
  }
  return Unit{};
}

}  // namespace shiplog
