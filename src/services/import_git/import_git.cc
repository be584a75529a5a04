#include "services/import_git/import_git.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/import_git/git_cursor.h"
#include "services/import_git/import_notes.h"
#include "services/import_git/stored_git_facts.h"
#include "sources/git/git_graph.h"
#include "sources/git/git_history.h"
#include "sources/git/git_repository.h"
#include "sources/git/git_tags.h"
#include "sources/git/object_id.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

constexpr std::size_t kDigestDigits = 16;

// Fills batches and hands them on, and keeps the cursor's place.
class BatchedWriter {
 public:
  BatchedWriter(std::unique_ptr<FactWriter> writer, std::string cursor_name,
                std::optional<std::string> cursor, std::size_t batch_records)
      : writer_(std::move(writer)),
        name_(std::move(cursor_name)),
        cursor_(std::move(cursor)),
        batch_records_(batch_records) {}

  Result<Unit> add(const Fact& fact) {
    batch_.records.push_back(to_record(fact));
    return batch_.records.size() < batch_records_ ? Unit{} : flush();
  }

  // The cursor that goes with the batch being filled.
  void move_cursor(std::string to) {
    if (cursor_ == to) {
      return;
    }
    batch_.cursor = CursorMove{.source = name_, .from = cursor_, .to = std::move(to)};
  }

  Result<Unit> flush() {
    if (batch_.records.empty() && !batch_.cursor) {
      return Unit{};
    }
    if (batch_.cursor) {
      cursor_ = batch_.cursor->to;
    }
    const Applied applied = TRY(writer_->apply(std::exchange(batch_, Batch{})));
    for (std::size_t kind = 0; kind < kFactKindCount; ++kind) {
      changes_.at(kind).added += applied.counts.at(kind).added;
      changes_.at(kind).changed += applied.counts.at(kind).changed;
      changes_.at(kind).unchanged += applied.counts.at(kind).unchanged;
    }
    return Unit{};
  }

  const ChangeCounts& changes() const { return changes_; }

 private:
  std::unique_ptr<FactWriter> writer_;
  std::string name_;
  std::optional<std::string> cursor_;
  std::size_t batch_records_;
  Batch batch_;
  ChangeCounts changes_ = {};
};

// What is to be done, decided before anything is read.
struct Plan {
  bool reads_history = true;
  Text after = {};  // Absent: all of it.
  bool reads_tags = true;
  // An earlier reading went elsewhere: its commits may be reachable no more.
  bool may_withdraw = false;
};

class GitImport {
 public:
  GitImport(FactStore& store, const Clock& clock, const GitImportOptions& options)
      : store_(store), clock_(clock), options_(options) {}

  Result<GitImportSummary> run();

 private:
  Result<Plan> make_plan();
  Result<bool> continues_cursor();
  Result<bool> is_behind(const Text& seen);
  Result<Unit> read_history(const Plan& plan, BatchedWriter& writer);
  Result<Unit> read_tags(BatchedWriter& writer);
  Result<Unit> withdraw_unreachable(const GitGraph& graph, BatchedWriter& writer);

  FactStore& store_;
  const Clock& clock_;
  const GitImportOptions& options_;

  GitRepository repository_;
  std::vector<GitTag> tags_;
  std::optional<std::string> stored_cursor_;  // As it is written.
  std::optional<GitCursor> known_;            // Absent when there is none of today's form.
  GitCursor target_;                          // Where this import is heading.
  StoredMerges known_merges_;
  HistorySummary history_;
  std::int64_t skipped_tags_ = 0;
  GitImportSummary summary_;
};

std::string digest_of_lines(const std::vector<std::string>& lines) {
  if (lines.empty()) {
    return {};
  }
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return sha256_hex(text).substr(0, kDigestDigits);
}

Result<GitImportSummary> GitImport::run() {
  repository_ = TRY(open_git_repository(options_.path, options_.name));
  summary_.repository = repository_.name;
  tags_ = TRY(list_tags(repository_));
  target_ = GitCursor{.tip = repository_.tip,
                      .since = options_.since,
                      .tags = digest_of(tags_),
                      .shallow = digest_of_lines(repository_.shallow)};
  const std::string cursor_name = git_cursor_name(repository_.name);
  stored_cursor_ = TRY(store_.cursor(cursor_name));
  if (stored_cursor_) {
    known_ = decode_git_cursor(*stored_cursor_);
  }

  const Plan plan = TRY(make_plan());
  if (!plan.reads_history && !plan.reads_tags) {
    summary_.is_up_to_date = true;
    return std::move(summary_);
  }
  BatchedWriter writer(TRY(store_.open_writer({.description = "import git " + repository_.name})),
                       cursor_name, stored_cursor_, options_.batch_records);
  TRY(writer.add(Repository{.id = repository_.name,
                            .full_name = repository_.name,
                            .default_branch = repository_.default_branch}));
  if (plan.reads_history) {
    TRY(read_history(plan, writer));
  }
  if (plan.reads_tags) {
    TRY(read_tags(writer));
  }
  writer.move_cursor(encode(target_));
  TRY(writer.flush());

  summary_.changes = writer.changes();
  for (std::string& note : import_notes(repository_, history_, skipped_tags_)) {
    summary_.notes.push_back(std::move(note));
  }
  return std::move(summary_);
}

Result<Plan> GitImport::make_plan() {
  if (!known_) {
    return Plan{.reads_history = repository_.tip.has_value(),
                .may_withdraw = stored_cursor_.has_value()};
  }
  const bool reads_as_much = known_->since == options_.since && known_->shallow == target_.shallow;
  const bool has_new_tags = known_->tags != target_.tags;
  if (known_->tip == repository_.tip && !known_->reading && reads_as_much) {
    return Plan{.reads_history = false, .reads_tags = has_new_tags};
  }
  if (!repository_.tip || TRY(is_behind(known_->tip))) {
    target_ = *known_;
    target_.tags = digest_of(tags_);
    summary_.notes.emplace_back(
        "this clone is behind one that was imported before, so no commits are new; git fetch "
        "brings it up to date");
    return Plan{.reads_history = false, .reads_tags = has_new_tags};
  }
  if (reads_as_much && TRY(continues_cursor())) {
    summary_.is_incremental = true;
    return Plan{.after = known_->tip};
  }
  return Plan{.may_withdraw = !TRY(is_behind(known_->reading))};
}

// Whether reading on from the cursor's tip gives what reading everything would.
Result<bool> GitImport::continues_cursor() {
  if (!known_->tip) {
    return false;
  }
  for (const Text& older : {known_->tip, known_->reading}) {
    if (older && !TRY(is_on_first_parents(repository_, *older, *repository_.tip))) {
      return false;
    }
  }
  return true;
}

// Whether this clone ends before a commit that another import has seen. When the clone does
// not hold that commit, having imported our own tip before tells.
Result<bool> GitImport::is_behind(const Text& seen) {
  if (!seen || seen == repository_.tip) {
    return false;
  }
  if (TRY(is_ancestor(repository_, *repository_.tip, *seen))) {
    return true;
  }
  if (TRY(is_ancestor(repository_, *seen, *repository_.tip))) {
    return false;
  }
  return is_stored_commit(store_, repository_.name, *repository_.tip);
}

Result<Unit> GitImport::read_history(const Plan& plan, BatchedWriter& writer) {
  HistoryRequest request{
      .after = plan.after,
      .since = options_.since,
      .processes = options_.processes > 0
                       ? options_.processes
                       : std::max<std::size_t>(1, std::thread::hardware_concurrency()),
      .stop = options_.stop,
  };
  if (plan.after) {
    known_merges_ = TRY(stored_merges(store_, repository_.name));
    request.is_taken = [this](std::int64_t number, const std::string& merge) {
      const auto known = known_merges_.find(number);
      return known != known_merges_.end() && known->second != merge;
    };
  }
  if (options_.on_progress) {
    const std::int64_t total = TRY(count_commits(repository_, request));
    request.on_progress = [this, total](std::int64_t done) {
      options_.on_progress({.commits_done = done, .commits_total = total});
    };
  }
  GitCursor under_way = known_.value_or(GitCursor{});
  under_way.reading = repository_.tip;
  writer.move_cursor(encode(under_way));

  const History history = TRY(read_git_history(
      repository_, request, [&writer](const Fact& fact) { return writer.add(fact); }));
  history_ = history.summary;
  summary_.commits = history_.commits;
  summary_.merged_pull_requests = history_.merged_pull_requests;
  summary_.squashed_pull_requests = history_.squashed_pull_requests;
  summary_.people = history_.people;
  // What a shallow clone lacks may well be there.
  if (plan.may_withdraw && repository_.shallow.empty()) {
    TRY(withdraw_unreachable(history.graph, writer));
  }
  return Unit{};
}

Result<Unit> GitImport::withdraw_unreachable(const GitGraph& graph, BatchedWriter& writer) {
  TRY(writer.flush());
  const std::vector<std::string> shas =
      TRY(stored_unreachable_commits(store_, repository_.name, [&graph](std::string_view sha) {
        const std::optional<ObjectId> id = parse_object_id(sha);
        const std::optional<CommitIndex> commit = id ? graph.find(*id) : std::nullopt;
        return commit && graph.is_read(*commit);
      }));
  for (const std::string& sha : shas) {
    TRY(writer.add(Withdrawn{.of = std::string(kind_name(FactKind::Commit)),
                             .repository = repository_.name,
                             .sha = sha,
                             .at = clock_.now()}));
  }
  summary_.withdrawn_commits = static_cast<std::int64_t>(shas.size());
  return Unit{};
}

Result<Unit> GitImport::read_tags(BatchedWriter& writer) {
  const GitReleases found = TRY(read_releases(repository_, tags_, options_.stop));
  skipped_tags_ = found.skipped;
  for (const Release& release : found.releases) {
    if (options_.since && release.published_at < *options_.since) {
      continue;
    }
    ++summary_.releases;
    TRY(writer.add(release));
  }
  return Unit{};
}

}  // namespace

Result<GitImportSummary> import_git(FactStore& store, const Clock& clock,
                                    const GitImportOptions& options) {
  return GitImport(store, clock, options).run();
}

}  // namespace shiplog
