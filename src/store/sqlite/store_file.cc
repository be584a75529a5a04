#include "store/sqlite/store_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "store/sql/dialect.h"
#include "store/sql/migrations.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_error.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

// "Shlg": marks the database as ours in its header, where file(1) sees it too.
constexpr std::int64_t kApplicationId = 0x53686C67;

constexpr std::string_view kFileMagic = "SQLite format 3";

Error file_error(const std::string& activity, const std::string& store_name, int error_number) {
  const bool is_forbidden =
      error_number == EACCES || error_number == EPERM || error_number == EROFS;
  return {is_forbidden ? ErrorCode::Forbidden : ErrorCode::Unavailable,
          "cannot " + activity + " of the store " + store_name + ": " +
              std::generic_category().message(error_number) +
              "; put that right, or choose another place with --store sqlite:PATH"};
}

// A new name is only as durable as the folder that holds it.
void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    fsync(descriptor);
    close(descriptor);
  }
}

Result<Unit> ensure_folder(const fs::path& folder, const std::string& store_name) {
  std::error_code ignored;
  if (folder.empty() || fs::is_directory(folder, ignored)) {
    return Unit{};
  }
  TRY(ensure_folder(folder.parent_path(), store_name));
  if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return file_error("make the folder " + folder.string(), store_name, errno);
  }
  sync_folder(folder.parent_path());
  return Unit{};
}

Result<Unit> make_file(const fs::path& path, const std::string& store_name) {
  TRY(ensure_folder(path.parent_path(), store_name));
  const int descriptor = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return file_error("make the file", store_name, errno);
  }
  close(descriptor);
  sync_folder(path.parent_path());
  return Unit{};
}

// Looked at before SQLite sees the file, which would leave files of its own beside it.
Result<Unit> look_at_file(const fs::path& path, const std::string& store_name) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return file_error("open the file", store_name, errno);
  }
  std::array<char, kFileMagic.size()> head = {};
  const ssize_t size = read(descriptor, head.data(), head.size());
  const int error_number = errno;
  close(descriptor);
  if (size < 0) {
    return file_error("read the file", store_name, error_number);
  }
  const std::string_view found(head.data(), static_cast<std::size_t>(size));
  if (!found.empty() && found != kFileMagic) {
    return not_a_store(store_name, "it is a file of another kind");
  }
  return Unit{};
}

Result<std::vector<AppliedMigration>> applied_migrations(Connection& connection) {
  std::vector<AppliedMigration> applied;
  Statement statement = TRY(connection.prepare(kSelectMigrations));
  while (TRY(statement.step())) {
    applied.push_back({.version = statement.integer(0),
                       .name = std::string(statement.text(1)),
                       .checksum = std::string(statement.text(2))});
  }
  return applied;
}

Result<bool> is_empty(Connection& connection) {
  return TRY(connection.integer("SELECT COUNT(*) FROM sqlite_schema")) == 0;
}

Result<std::span<const Migration>> still_to_run(Connection& connection,
                                                std::span<const Migration> migrations) {
  if (TRY(is_empty(connection))) {
    return migrations;
  }
  if (TRY(connection.integer("PRAGMA application_id")) != kApplicationId) {
    return not_a_store(connection.store_name(), "it is an SQLite database of another program");
  }
  const std::vector<AppliedMigration> applied = TRY(applied_migrations(connection));
  return pending_migrations(migrations, applied, connection.store_name());
}

Result<Unit> run_migration(Connection& connection, const Migration& migration) {
  TRY(connection.execute(text_in(kSqliteDialect, migration)));
  const std::string checksum = checksum_of(migration);
  Statement statement = TRY(connection.prepare(kInsertMigration));
  statement.bind(1, migration.version);
  statement.bind(2, migration.name);
  statement.bind(3, checksum);
  statement.bind(4, SystemClock().now().time_since_epoch().count());
  TRY(statement.run());
  return Unit{};
}

// The first migration that is missing, or false when none is. Looks again under the
// lock, since another process may be doing the same.
Result<bool> run_next_migration(Connection& connection, std::span<const Migration> migrations) {
  Transaction transaction = TRY(Transaction::begin(connection, Transaction::Purpose::Write));
  const std::span<const Migration> missing = TRY(still_to_run(connection, migrations));
  if (missing.empty()) {
    return false;
  }
  TRY(connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId)));
  TRY(connection.execute(std::string(kCreateMigrationTable)));
  TRY(run_migration(connection, missing.front()));
  TRY(transaction.commit());
  return true;
}

// Two processes that make the same store at once trip over each other here, and SQLite
// does not wait for this lock by itself.
Result<Unit> use_write_ahead_log(Connection& connection) {
  constexpr int kAttempts = 100;
  Result<std::string> mode = connection.text("PRAGMA journal_mode = WAL");
  for (int i = 1; i < kAttempts && !mode && connection.was_busy(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    mode = connection.text("PRAGMA journal_mode = WAL");
  }
  if (TRY(std::move(mode)) != "wal") {
    return Error{ErrorCode::Unavailable,
                 "the disk of the store " + connection.store_name() +
                     " cannot share memory between processes, as a network folder cannot; "
                     "choose a local one with --store sqlite:PATH"};
  }
  return Unit{};
}

}  // namespace

Result<Unit> ensure_store_file(const std::string& path, const std::string& store_name) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) {
      return file_error("look at the file", store_name, errno);
    }
    return make_file(path, store_name);
  }
  if (!S_ISREG(status.st_mode)) {
    return not_a_store(store_name, S_ISDIR(status.st_mode) ? "it is a folder" : "it is no file");
  }
  return look_at_file(path, store_name);
}

Result<std::unique_ptr<Connection>> connect(const std::string& path,
                                            const std::string& store_name) {
  std::unique_ptr<Connection> connection = TRY(Connection::open(path, store_name));
  // FULL: a commit is on the disk before it is acknowledged. NORMAL lost hundreds of
  // acknowledged commits in a power cut. The long log makes the disk write in big strokes.
  TRY(
      connection->execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384; "
                          "PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; "
                          "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF"));
  return connection;
}

Result<Unit> migrate(Connection& connection, std::span<const Migration> migrations) {
  // Nothing is written to a database that is not ours.
  const std::span<const Migration> missing = TRY(still_to_run(connection, migrations));
  TRY(use_write_ahead_log(connection));
  if (missing.empty()) {
    return Unit{};
  }
  while (TRY(run_next_migration(connection, migrations))) {
  }
  return Unit{};
}

}  // namespace shiplog
