#include "sources/git/merged_pull_requests.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "domain/facts.h"
#include "sources/git/author_book.h"
#include "sources/git/diff_tree.h"
#include "sources/git/git_graph.h"
#include "sources/git/git_repository.h"
#include "sources/git/merge_order.h"
#include "sources/git/object_id.h"

namespace shiplog {
namespace {

Moment earlier(const Moment& left, const Moment& right) {
  if (!left || !right) {
    return left ? left : right;
  }
  return std::min(*left, *right);
}

Moment earliest_time(const CommitDetail& detail) {
  return earlier(detail.authored_at, detail.committed_at);
}

bool is_before(const GitGraph& graph, CommitIndex left, CommitIndex right) {
  return std::tie(graph.detail(left).committed_at, graph.id(left).bytes) <
         std::tie(graph.detail(right).committed_at, graph.id(right).bytes);
}

MergedPullRequest merged_by(const GitGraph& graph, const MergeOrder& order, Mention mention) {
  MergedPullRequest pull{.mention = std::move(mention.mention),
                         .merge = mention.commit,
                         .is_merge = graph.parents(mention.commit).size() > 1,
                         .is_on_default_branch = order.is_on_default_branch(mention.commit)};
  const std::span<const CommitIndex> brought = order.brought_by(pull.merge);
  pull.commits.assign(brought.begin(), brought.end());
  std::sort(
      pull.commits.begin(), pull.commits.end(),
      [&graph](CommitIndex left, CommitIndex right) { return is_before(graph, left, right); });
  for (const CommitIndex commit : pull.commits) {
    pull.earliest_commit_at = earlier(pull.earliest_commit_at, earliest_time(graph.detail(commit)));
  }
  if (pull.commits.size() > kPullRequestCommitsMax) {
    pull.commits.erase(pull.commits.begin(),
                       pull.commits.end() - static_cast<std::ptrdiff_t>(kPullRequestCommitsMax));
  }
  return pull;
}

}  // namespace

void DirectoryBook::remember(CommitIndex commit, const TextList& directories) {
  if (ranges_.size() <= commit) {
    ranges_.resize(commit + 1);
  }
  ranges_[commit] = {.begin = static_cast<std::uint32_t>(touched_.size()),
                     .count = static_cast<std::uint32_t>(directories.size())};
  for (const std::string& directory : directories) {
    const auto [entry, is_new] =
        numbers_.try_emplace(directory, static_cast<std::uint32_t>(names_.size()));
    if (is_new) {
      names_.push_back(&entry->first);
    }
    touched_.push_back(entry->second);
  }
}

TextList DirectoryBook::of(const std::vector<CommitIndex>& commits) const {
  std::set<std::string_view> touched;
  for (const CommitIndex commit : commits) {
    if (commit >= ranges_.size()) {
      continue;
    }
    for (std::uint32_t at = 0; at < ranges_[commit].count; ++at) {
      touched.insert(*names_[touched_[ranges_[commit].begin + at]]);
    }
  }
  TextList directories(touched.begin(), touched.end());
  directories.is_given = true;
  if (directories.size() > kDirectoriesMax) {
    directories.resize(kDirectoriesMax);
  }
  return directories;
}

Moment MergedPullRequest::merged_at(const GitGraph& graph) const {
  const CommitDetail& detail = graph.detail(merge);
  return detail.committed_at ? detail.committed_at : detail.authored_at;
}

void MergedPullRequest::take_counts(const GitGraph& graph, const DirectoryBook& directories) {
  if (is_merge && commits.size() != 1) {
    return;
  }
  const CommitIndex work = is_merge ? commits.front() : merge;
  if (graph.parents(work).size() > 1) {
    return;
  }
  const CommitDetail& detail = graph.detail(work);
  if (!detail.changed_files) {
    return;
  }
  has_own_counts = true;
  counts = DiffCounts{.additions = detail.additions,
                      .deletions = detail.deletions,
                      .changed_files = *detail.changed_files,
                      .directories = directories.of({work})};
}

FoundPullRequests find_merged_pull_requests(const GitGraph& graph, CommitIndex tip,
                                            std::vector<Mention> mentions,
                                            const NumberCheck& is_taken, std::size_t sha_length) {
  const MergeOrder order(graph, tip);
  std::unordered_map<CommitIndex, Mention*> mention_of;
  for (Mention& mention : mentions) {
    // Off the default branch a number in a subject is that of another repository as often.
    const bool is_merge_message = mention.mention.head.has_value();
    if (is_merge_message || order.is_on_default_branch(mention.commit)) {
      mention_of.emplace(mention.commit, &mention);
    }
  }
  FoundPullRequests found;
  std::unordered_set<std::int64_t> numbers;
  for (const CommitIndex commit : order.commits()) {
    const auto entry = mention_of.find(commit);
    if (entry == mention_of.end()) {
      continue;
    }
    const std::int64_t number = entry->second->mention.number;
    // Without a time of its merge it would count as open for ever.
    const CommitDetail& detail = graph.detail(commit);
    if (!detail.committed_at && !detail.authored_at) {
      continue;
    }
    if ((is_taken && is_taken(number, to_hex(graph.id(commit), sha_length))) ||
        !numbers.insert(number).second) {
      ++found.repeated_numbers;
      continue;
    }
    found.pulls.push_back(merged_by(graph, order, std::move(*entry->second)));
  }
  return found;
}

PullRequest pull_request_fact(const MergedPullRequest& pull, const GitGraph& graph,
                              const AuthorBook& authors, const GitRepository& repository,
                              std::size_t sha_length) {
  const auto sha_of = [&](CommitIndex commit) { return to_hex(graph.id(commit), sha_length); };
  const CommitIndex head = pull.is_merge ? graph.parents(pull.merge)[1] : pull.merge;
  PullRequest fact{
      .id = "git:" + repository.name + "#" + std::to_string(pull.mention.number),
      .repository = repository.name,
      .number = pull.mention.number,
      .title = pull.mention.title,
      .author = authors.id_of(graph.detail(head).author),
      .merged_at = pull.merged_at(graph),
      .merge_commit = sha_of(pull.merge),
      .base = pull.is_on_default_branch ? repository.default_branch : Text{},
      .head = pull.mention.head,
  };
  if (pull.is_merge) {
    fact.merged_by = authors.id_of(graph.detail(pull.merge).author);
    fact.head_commit = sha_of(head);
    fact.earliest_commit_at = pull.earliest_commit_at;
    fact.commits.is_given = true;
  }
  if (pull.counts) {
    fact.additions = pull.counts->additions;
    fact.deletions = pull.counts->deletions;
    fact.changed_files = pull.counts->changed_files;
    fact.directories = pull.counts->directories;
  }
  for (const CommitIndex commit : pull.commits) {
    const CommitDetail& detail = graph.detail(commit);
    fact.commits.push_back(PullRequestCommit{.sha = sha_of(commit),
                                             .authored_at = detail.authored_at,
                                             .committed_at = detail.committed_at,
                                             .author = authors.id_of(detail.author)});
  }
  return fact;
}

}  // namespace shiplog
