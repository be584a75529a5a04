#include "sources/git/git_history.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/author_book.h"
#include "sources/git/commit_log.h"
#include "sources/git/commit_objects.h"
#include "sources/git/diff_tree.h"
#include "sources/git/git_graph.h"
#include "sources/git/git_process.h"
#include "sources/git/git_repository.h"
#include "sources/git/line_counter.h"
#include "sources/git/merged_pull_requests.h"
#include "sources/git/object_id.h"
#include "sources/history/commit_message.h"

namespace shiplog {
namespace {

// A commit that waits for its line counts.
struct PendingCommit {
  Commit fact = {};
  CommitIndex index = 0;
  bool asks_for_counts = false;
};

class HistoryReader {
 public:
  HistoryReader(const GitRepository& repository, const HistoryRequest& request, HistorySink sink)
      : repository_(repository),
        request_(request),
        sink_(sink),
        sha_length_(repository.tip->size()),
        counter_(repository.git_dir, repository.is_partial ? DiffDetail::Files : DiffDetail::Lines,
                 std::max<std::size_t>(request.processes, 1)) {}

  Result<History> read() {
    TRY(read_cut_off());
    TRY(read_commits());
    TRY(tell_pull_requests());
    summary_.people = authors_.introduced_people();
    return History{.summary = summary_, .graph = std::move(graph_)};
  }

 private:
  Result<Unit> read_cut_off();
  Result<Unit> read_commits();
  Result<bool> read_stretch(GitProcess& log);
  Result<std::optional<CommitText>> next_commit(GitProcess& log);
  void take(const CommitText& text);
  void remember_mention(const CommitText& text, CommitIndex commit, const std::string& headline);
  Result<Unit> finish_stretch();
  Result<Unit> tell_commit(PendingCommit& commit, std::optional<DiffCounts> counts);
  Result<Unit> tell_pull_requests();
  Result<Unit> tell_pull_request(const MergedPullRequest& pull);
  Result<Unit> compare(std::vector<MergedPullRequest>& pulls);
  Result<Unit> introduce(std::uint32_t author);

  bool is_wanted(const Moment& at) const {
    return !request_.since || (at && *at >= *request_.since);
  }

  const GitRepository& repository_;
  const HistoryRequest& request_;
  HistorySink sink_;
  std::size_t sha_length_;

  GitGraph graph_;
  AuthorBook authors_;
  DirectoryBook directories_;
  HistorySummary summary_;
  CommitLogParser parser_;
  std::unordered_map<std::string, std::string> cut_off_;  // Their true parents by sha.
  std::vector<Mention> mentions_;

  std::vector<PendingCommit> stretch_;              // Being filled.
  std::deque<std::vector<PendingCommit>> pending_;  // As submitted to the counter.
  LineCounter counter_;
};

GitCommand log_command(const GitRepository& repository, const HistoryRequest& request) {
  GitCommand command{.git_dir = repository.git_dir,
                     .arguments = {"-c", "mailmap.blob=" + *repository.tip + ":.mailmap",
                                   "rev-list", "--no-commit-header", "--encoding=UTF-8",
                                   std::string(kCommitFormat), *repository.tip}};
  if (request.after) {
    command.arguments.push_back("^" + *request.after);
  }
  command.arguments.emplace_back("--");
  return command;
}

// A shallow clone shows its oldest commits as if they had no parents. They have, and saying
// so lets a reader tell an unknown past from none.
Result<Unit> HistoryReader::read_cut_off() {
  if (repository_.shallow.empty()) {
    return Unit{};
  }
  const std::set<std::string> shas(repository_.shallow.begin(), repository_.shallow.end());
  return read_objects(repository_.git_dir, shas, request_.stop,
                      [this](std::string_view sha, std::string_view object) {
                        cut_off_.emplace(sha, parents_in_object(object));
                      });
}

Result<Unit> HistoryReader::read_commits() {
  GitProcess log = TRY(GitProcess::start(log_command(repository_, request_)));
  log.close_input();
  for (bool more = true; more || !pending_.empty();) {
    while (more && counter_.has_room()) {
      more = TRY(read_stretch(log));
    }
    if (!pending_.empty()) {
      TRY(finish_stretch());
    }
  }
  if (!log.finish() || !parser_.is_at_end()) {
    return Error{.code = ErrorCode::InvalidInput,
                 .message = "git cannot read the history of " + repository_.git_dir.string() +
                            " (" + log.complaint() + "); see what git fsck says there"};
  }
  return Unit{};
}

// False once the log has ended.
Result<bool> HistoryReader::read_stretch(GitProcess& log) {
  bool has_more = true;
  while (stretch_.size() < kStretchLengthMax) {
    const std::optional<CommitText> text = TRY(next_commit(log));
    has_more = text.has_value();
    if (!text) {
      break;
    }
    take(*text);
  }
  DiffStretch shas;
  for (const PendingCommit& commit : stretch_) {
    if (commit.asks_for_counts) {
      shas.push_back(commit.fact.sha);
    }
  }
  counter_.submit(std::move(shas));
  pending_.push_back(std::move(stretch_));
  stretch_.clear();
  return has_more;
}

Result<std::optional<CommitText>> HistoryReader::next_commit(GitProcess& log) {
  for (;;) {
    std::optional<CommitText> text = TRY(parser_.next());
    if (text) {
      return text;
    }
    if (!TRY(log.read(parser_.buffer(), request_.stop))) {
      return std::optional<CommitText>{};
    }
  }
}

void HistoryReader::take(const CommitText& text) {
  const auto cut_off = cut_off_.find(std::string(text.sha));
  const bool is_cut_off = cut_off != cut_off_.end();
  const std::string_view parents = is_cut_off ? cut_off->second : text.parents;
  const CommitIndex index = graph_.add(*parse_object_id(text.sha), parents);

  CommitDetail& detail = graph_.detail(index);
  detail.author = authors_.number_of(text.author_name, text.author_email);
  detail.authored_at = text.authored_at;
  detail.committed_at = text.committed_at;
  if (!text.authored_at || !text.committed_at) {
    ++summary_.impossible_times;
  }
  if (is_cut_off) {
    ++summary_.cut_off;
  }

  std::string headline = headline_of(text.message);
  remember_mention(text, index, headline);
  if (!is_wanted(text.committed_at)) {
    return;
  }

  PendingCommit pending{
      .fact = {.repository = repository_.name,
               .sha = std::string(text.sha),
               .author = authors_.id_of(detail.author),
               .authored_at = text.authored_at,
               .committed_at = text.committed_at,
               .is_revert_of = reverted_sha(text.message)},
      .index = index,
      .asks_for_counts = request_.counts_lines && !is_cut_off && graph_.parents(index).size() < 2};
  pending.fact.parents.is_given = true;
  for (const CommitIndex parent : graph_.parents(index)) {
    pending.fact.parents.push_back(to_hex(graph_.id(parent), sha_length_));
  }
  if (!headline.empty()) {
    pending.fact.headline = std::move(headline);
  }
  stretch_.push_back(std::move(pending));
}

void HistoryReader::remember_mention(const CommitText& text, CommitIndex commit,
                                     const std::string& headline) {
  std::optional<PullRequestMention> mention;
  if (graph_.parents(commit).size() > 1) {
    mention = merged_pull_request(text.message);
  }
  if (!mention) {
    mention = squashed_pull_request(headline);
  }
  if (mention) {
    mentions_.push_back({.commit = commit, .mention = std::move(*mention)});
  }
}

Result<Unit> HistoryReader::finish_stretch() {
  std::vector<PendingCommit> stretch = std::move(pending_.front());
  pending_.pop_front();
  StretchCounts counts = TRY(counter_.next(request_.stop));
  std::size_t answered = 0;
  for (PendingCommit& commit : stretch) {
    std::optional<DiffCounts> diff;
    if (commit.asks_for_counts) {
      diff = std::move(counts[answered++]);
      if (!diff) {
        ++summary_.uncounted;
      }
    }
    TRY(tell_commit(commit, std::move(diff)));
  }
  if (request_.on_progress) {
    request_.on_progress(summary_.commits);
  }
  return Unit{};
}

Result<Unit> HistoryReader::tell_commit(PendingCommit& commit, std::optional<DiffCounts> counts) {
  if (counts) {
    CommitDetail& detail = graph_.detail(commit.index);
    detail.additions = commit.fact.additions = counts->additions;
    detail.deletions = commit.fact.deletions = counts->deletions;
    detail.changed_files = commit.fact.changed_files = counts->changed_files;
    directories_.remember(commit.index, counts->directories);
    commit.fact.directories = std::move(counts->directories);
  }
  if (commit.fact.is_revert_of && commit.fact.is_revert_of->size() < sha_length_) {
    commit.fact.is_revert_of = TRY(find_commit(repository_.git_dir, *commit.fact.is_revert_of));
  }
  TRY(introduce(graph_.detail(commit.index).author));
  ++summary_.commits;
  return sink_(std::move(commit.fact));
}

Result<Unit> HistoryReader::introduce(std::uint32_t author) {
  if (const Person* person = authors_.introduce(author)) {
    return sink_(*person);
  }
  return Unit{};
}

Result<Unit> HistoryReader::tell_pull_requests() {
  const std::optional<CommitIndex> tip = graph_.find(*parse_object_id(*repository_.tip));
  if (!tip || !graph_.is_read(*tip)) {
    return Unit{};
  }
  FoundPullRequests found =
      find_merged_pull_requests(graph_, *tip, std::move(mentions_), request_.is_taken, sha_length_);
  summary_.repeated_numbers = found.repeated_numbers;
  std::erase_if(found.pulls, [this](const MergedPullRequest& pull) {
    return !is_wanted(pull.merged_at(graph_));
  });
  for (MergedPullRequest& pull : found.pulls) {
    pull.take_counts(graph_, directories_);
  }
  if (request_.counts_lines) {
    TRY(compare(found.pulls));
  }
  for (const MergedPullRequest& pull : found.pulls) {
    TRY(tell_pull_request(pull));
  }
  return Unit{};
}

// Counts the lines between a merge and what it was merged into, where one commit's own
// counts do not tell.
Result<Unit> HistoryReader::compare(std::vector<MergedPullRequest>& pulls) {
  std::vector<MergedPullRequest*> unknown;
  for (MergedPullRequest& pull : pulls) {
    const bool is_cut_off = cut_off_.contains(to_hex(graph_.id(pull.merge), sha_length_));
    if (pull.is_merge && !pull.has_own_counts && !is_cut_off) {
      unknown.push_back(&pull);
    }
  }
  std::size_t submitted = 0;
  for (std::size_t answered = 0; answered < unknown.size();) {
    while (submitted < unknown.size() && counter_.has_room()) {
      DiffStretch pairs;
      for (; pairs.size() < kStretchLengthMax && submitted < unknown.size(); ++submitted) {
        const CommitIndex merge = unknown[submitted]->merge;
        pairs.push_back(to_hex(graph_.id(merge), sha_length_) + " " +
                        to_hex(graph_.id(graph_.parents(merge).front()), sha_length_));
      }
      counter_.submit(std::move(pairs));
    }
    for (std::optional<DiffCounts>& counts : TRY(counter_.next(request_.stop))) {
      unknown[answered++]->counts = std::move(counts);
    }
  }
  return Unit{};
}

Result<Unit> HistoryReader::tell_pull_request(const MergedPullRequest& pull) {
  for (const CommitIndex commit : pull.commits) {
    TRY(introduce(graph_.detail(commit).author));
  }
  TRY(introduce(graph_.detail(pull.merge).author));
  ++(pull.is_merge ? summary_.merged_pull_requests : summary_.squashed_pull_requests);
  return sink_(pull_request_fact(pull, graph_, authors_, repository_, sha_length_));
}

}  // namespace

Result<History> read_git_history(const GitRepository& repository, const HistoryRequest& request,
                                 HistorySink sink) {
  CHECK(repository.tip.has_value());
  auto reader = std::make_unique<HistoryReader>(repository, request, sink);
  return reader->read();
}

Result<std::int64_t> count_commits(const GitRepository& repository, const HistoryRequest& request) {
  GitCommand command{.git_dir = repository.git_dir,
                     .arguments = {"rev-list", "--count", *repository.tip}};
  if (request.after) {
    command.arguments.push_back("^" + *request.after);
  }
  command.arguments.emplace_back("--");
  const std::string answer = TRY(run_git(command, {}, request.stop));
  return std::stoll(answer);
}

}  // namespace shiplog
