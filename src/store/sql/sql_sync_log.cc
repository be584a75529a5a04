#include "store/sql/sql_sync_log.h"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "store/sql/sql_session.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

constexpr std::string_view kSelectAlive =
    "SELECT id, repository, CAST(process AS TEXT), host, CAST(started_at AS TEXT), "
    "CAST(seen_at AS TEXT), CAST(ended_at AS TEXT), report FROM sync_run "
    "WHERE repository = $1 AND ended_at IS NULL";
constexpr std::string_view kSelectNewest =
    "SELECT id, repository, CAST(process AS TEXT), host, CAST(started_at AS TEXT), "
    "CAST(seen_at AS TEXT), CAST(ended_at AS TEXT), report FROM sync_run "
    "ORDER BY started_at DESC, id LIMIT $1";
constexpr std::string_view kInsertRun =
    "INSERT INTO sync_run (id, repository, process, host, started_at, seen_at, report) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
constexpr std::string_view kAbandonRun =
    "UPDATE sync_run SET ended_at = seen_at WHERE id = $1 AND ended_at IS NULL";
constexpr std::string_view kForgetRuns =
    "DELETE FROM sync_run WHERE repository = $1 AND ended_at < $2";
constexpr std::string_view kNoteRun =
    "UPDATE sync_run SET seen_at = $1, report = $2 WHERE id = $3 AND ended_at IS NULL";
constexpr std::string_view kEndRun =
    "UPDATE sync_run SET seen_at = $1, ended_at = $2, report = $3 "
    "WHERE id = $4 AND ended_at IS NULL";

constexpr std::string_view kInsertIncomplete =
    "INSERT INTO synced_repository (repository, fingerprint) VALUES ($1, '') "
    "ON CONFLICT (repository) DO NOTHING";
constexpr std::string_view kUpsertComplete =
    "INSERT INTO synced_repository (repository, complete_until, fingerprint) "
    "VALUES ($1, $2, $3) ON CONFLICT (repository) DO UPDATE "
    "SET complete_until = excluded.complete_until, fingerprint = excluded.fingerprint";
constexpr std::string_view kSelectSynced =
    "SELECT repository, CAST(complete_until AS TEXT), fingerprint FROM synced_repository "
    "ORDER BY repository";

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Timestamp time_of(std::string_view text) { return Timestamp(Duration(number(text))); }

Moment moment_of(std::string_view text) { return text.empty() ? Moment() : time_of(text); }

std::int64_t microseconds(Timestamp time) { return time.time_since_epoch().count(); }

SyncRun run_in(const std::vector<std::string>& row) {
  return {.id = row[0],
          .repository = row[1],
          .process = number(row[2]),
          .host = row[3],
          .started_at = time_of(row[4]),
          .seen_at = time_of(row[5]),
          .ended_at = moment_of(row[6]),
          .report = row[7]};
}

// Conflict when one is alive that is not this one.
Result<Unit> end_the_dead(SqlSession& session, const SyncRun& run) {
  const SqlAnswer alive = TRY(session.run(kSelectAlive, {run.repository}));
  for (const std::vector<std::string>& row : alive.rows) {
    const SyncRun other = run_in(row);
    if (other.id == run.id) {
      continue;
    }
    if (!is_abandoned(other, run.started_at)) {
      return sync_conflict(other);
    }
    TRY(session.run(kAbandonRun, {other.id}));
  }
  return Unit{};
}

Result<Unit> one_row(const SqlAnswer& answer) {
  if (answer.touched == 0) {
    return Error{ErrorCode::Conflict,
                 "another process took this sync for dead and has taken over; this one stops"};
  }
  return Unit{};
}

}  // namespace

Result<Unit> SqlSyncLog::begin(const SyncRun& run) {
  return database_.transact([&](SqlSession& session) -> Result<Unit> {
    TRY(end_the_dead(session, run));
    TRY(session.run(kForgetRuns,
                    {run.repository, microseconds(run.started_at - kSyncRunsKeptFor)}));
    TRY(session.run(kInsertRun,
                    {run.id, run.repository, run.process, run.host, microseconds(run.started_at),
                     microseconds(run.seen_at), run.report}));
    // Whoever began at the same moment and was first stands in the row.
    return end_the_dead(session, run);
  });
}

Result<Unit> SqlSyncLog::note(std::string_view run, Timestamp seen_at, std::string_view report) {
  return database_.transact([&](SqlSession& session) -> Result<Unit> {
    const SqlAnswer answer =
        TRY(session.run(kNoteRun, {microseconds(seen_at), std::string(report), std::string(run)}));
    return one_row(answer);
  });
}

Result<Unit> SqlSyncLog::end(std::string_view run, Timestamp ended_at, std::string_view report) {
  return database_.transact([&](SqlSession& session) -> Result<Unit> {
    TRY(session.run(kEndRun, {microseconds(ended_at), microseconds(ended_at), std::string(report),
                              std::string(run)}));
    return Unit{};
  });
}

Result<std::vector<SyncRun>> SqlSyncLog::runs(std::size_t most) {
  std::vector<SyncRun> found;
  const auto read = [&](SqlSession& session) -> Result<Unit> {
    const SqlAnswer answer = TRY(session.run(kSelectNewest, {static_cast<std::int64_t>(most)}));
    found.clear();
    for (const std::vector<std::string>& row : answer.rows) {
      found.push_back(run_in(row));
    }
    return Unit{};
  };
  TRY(database_.transact(read));
  return found;
}

Result<Unit> SqlSyncLog::remember(const std::vector<SyncedRepository>& repositories) {
  return database_.transact([&](SqlSession& session) -> Result<Unit> {
    for (const SyncedRepository& synced : repositories) {
      if (synced.complete_until) {
        TRY(session.run(kUpsertComplete, {synced.repository, microseconds(*synced.complete_until),
                                          synced.fingerprint}));
      } else {
        TRY(session.run(kInsertIncomplete, {synced.repository}));
      }
    }
    return Unit{};
  });
}

Result<std::vector<SyncedRepository>> SqlSyncLog::synced() {
  std::vector<SyncedRepository> found;
  const auto read = [&](SqlSession& session) -> Result<Unit> {
    const SqlAnswer answer = TRY(session.run(kSelectSynced, {}));
    found.clear();
    for (const std::vector<std::string>& row : answer.rows) {
      found.push_back(
          {.repository = row[0], .complete_until = moment_of(row[1]), .fingerprint = row[2]});
    }
    return Unit{};
  };
  TRY(database_.transact(read));
  return found;
}

}  // namespace shiplog
