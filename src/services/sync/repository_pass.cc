#include "services/sync/repository_pass.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "services/sync/git_twin.h"
#include "services/sync/store_facts.h"
#include "services/sync/sync.h"
#include "services/sync/sync_board.h"
#include "services/sync/sync_report.h"
#include "sources/feed.h"
#include "sources/feed_source.h"
#include "store/fact_store.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

void add(ChangeCounts& sum, const ChangeCounts& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i].added += more[i].added;
    sum[i].changed += more[i].changed;
    sum[i].unchanged += more[i].unchanged;
  }
}

void add_notes(std::vector<std::string>& notes, std::vector<std::string> more) {
  for (std::string& note : more) {
    if (std::ranges::find(notes, note) == notes.end()) {
      notes.push_back(std::move(note));
    }
  }
}

Result<Moment> known_complete(FactStore& store, const std::string& repository) {
  for (const SyncedRepository& synced : TRY(store.sync_log().synced())) {
    if (synced.repository == repository) {
      return synced.complete_until;
    }
  }
  return Moment();
}

// Stops when either does.
class EitherStop {
 public:
  EitherStop(const std::stop_token& first, const std::stop_token& second)
      : on_first_(first, Forward{this}), on_second_(second, Forward{this}) {}
  std::stop_token token() const { return source_.get_token(); }

 private:
  struct Forward {
    EitherStop* to;
    void operator()() const { to->source_.request_stop(); }
  };
  std::stop_source source_ = {};
  std::stop_callback<Forward> on_first_;
  std::stop_callback<Forward> on_second_;
};

}  // namespace

Result<RepositorySync> RepositoryPass::run(SyncBoard& board, const SyncOptions& options) {
  SyncLog& log = store_.sync_log();
  ActiveSync active(new_sync_run(repository_.full_name, clock_.now()),
                    {.repository = repository_.full_name});
  RepositorySync sync{.repository = repository_.full_name,
                      .complete_until = TRY(known_complete(store_, repository_.id))};
  if (const Result<Unit> begun = log.begin(active.run()); !begun) {
    if (begun.error().code != ErrorCode::Conflict) {
      return begun.error();
    }
    sync.outcome = SyncOutcome::Elsewhere;
    sync.error = begun.error();
    return sync;
  }
  TRY(log.remember({{.repository = repository_.id}}));
  active.change([&](RepositorySync& now) { now.complete_until = sync.complete_until; });

  board.enter(active);
  const EitherStop stop(options.stop, active.taken.get_token());
  const Result<Unit> read = read_all(active, options.feeds, stop.token());
  board.leave(active);

  sync = active.now();
  const SourceUsage usage = source_.usage_of(repository_);
  sync.requests = usage.requests;
  sync.points = usage.points;
  conclude(read, active, sync);
  if (sync.outcome == SyncOutcome::Complete) {
    sync.complete_until = server_time_;
    TRY(log.remember({{.repository = repository_.id,
                       .complete_until = server_time_,
                       .fingerprint = repository_.fingerprint}}));
  }
  TRY(log.end(active.run().id, clock_.now(), report_text(sync)));
  if (store_failed_) {
    return *sync.error;
  }
  return sync;
}

void RepositoryPass::conclude(const Result<Unit>& read, const ActiveSync& active,
                              RepositorySync& sync) {
  if (read) {
    sync.outcome = SyncOutcome::Complete;
    return;
  }
  sync.error = read.error();
  if (read.error().code == ErrorCode::NotFound) {
    sync.outcome = SyncOutcome::Lost;
  } else if (active.taken.stop_requested() || read.error().code == ErrorCode::Conflict) {
    sync.outcome = SyncOutcome::Elsewhere;
  } else {
    sync.outcome = SyncOutcome::Failed;
  }
}

Result<Unit> RepositoryPass::read_all(ActiveSync& active, const FeedOptions& options,
                                      const std::stop_token& stop) {
  StoreFacts known(store_);
  const std::vector<std::unique_ptr<Feed>> feeds = source_.feeds(repository_, known, options);
  const std::unique_ptr<FactWriter> writer =
      TRY(store_.open_writer({.description = "sync " + repository_.full_name}));
  for (const std::unique_ptr<Feed>& feed : feeds) {
    active.change([&](RepositorySync& now) {
      now.feed = feed->name();
      now.done = 0;
      now.total = 0;
    });
    TRY(read_feed(*feed, *writer, active, stop));
  }
  active.change([](RepositorySync& now) { now.feed.clear(); });
  const std::vector<std::string> notes =
      TRY(withdraw_git_twin(store_, *writer, repository_.id, repository_.full_name, clock_.now()));
  active.change([&](RepositorySync& now) { add_notes(now.notes, notes); });
  return Unit{};
}

Result<Unit> RepositoryPass::read_feed(Feed& feed, FactWriter& writer, ActiveSync& active,
                                       const std::stop_token& stop) {
  const std::string place = source_.name() + "/" + repository_.id + "/" + std::string(feed.name());
  std::optional<std::string> cursor = TRY(store_.cursor(place));
  while (true) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::Cancelled, "stopped"};
    }
    FeedPage page = TRY(feed.read(cursor, stop));
    const bool is_last = page.is_last;
    const bool stands_still = page.cursor == cursor && page.records.empty();
    std::string next = page.cursor;
    if (!is_last && stands_still) {
      return Error{ErrorCode::Internal, "the feed " + std::string(feed.name()) + " of " +
                                            repository_.full_name + " stands still"};
    }
    if (!stands_still) {
      TRY(store_page(place, cursor, std::move(page), writer, active));
    } else {
      active.change([&](RepositorySync& now) { add_notes(now.notes, std::move(page.notes)); });
    }
    if (is_last) {
      return Unit{};
    }
    cursor = std::move(next);
  }
}

Result<Unit> RepositoryPass::store_page(const std::string& place,
                                        const std::optional<std::string>& from, FeedPage page,
                                        FactWriter& writer, ActiveSync& active) {
  Batch batch{.records = std::move(page.records)};
  if (from != page.cursor) {
    batch.cursor = CursorMove{.source = place, .from = from, .to = std::move(page.cursor)};
  }
  Result<Applied> applied = writer.apply(std::move(batch));
  if (!applied) {
    store_failed_ = applied.error().code != ErrorCode::Conflict;
    return std::move(applied).error();
  }
  const SourceUsage usage = source_.usage_of(repository_);
  active.change([&](RepositorySync& now) {
    now.pages += 1;
    now.requests = usage.requests;
    now.points = usage.points;
    now.done = page.done;
    now.total = page.total;
    add(now.changes, applied->counts);
    add_notes(now.notes, std::move(page.notes));
  });
  return Unit{};
}

}  // namespace shiplog
