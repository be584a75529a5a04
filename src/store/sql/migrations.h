// Migrations: how the tables of a store come to be what this Shiplog expects.
//
// They only go forward. Each is one .sql file in sql/migrations/, embedded when Shiplog is
// built, and runs in one transaction together with its row in the table `migration`; so
// an interrupted one leaves nothing behind and runs again at the next start.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sql/dialect.h"

namespace shiplog {

struct Migration {
  std::int64_t version = 0;  // 1, 2, 3 …, without a gap.
  std::string_view name = {};
  std::string_view text = {};  // Several statements, with the placeholders of Dialect.
};

// Those of this Shiplog, by version.
std::span<const Migration> embedded_migrations();

// A row of the table `migration`.
struct AppliedMigration {
  std::int64_t version = 0;
  std::string name = {};
  std::string checksum = {};
};

// Makes the table that remembers them; both databases read the same text.
inline constexpr std::string_view kCreateMigrationTable =
    "CREATE TABLE IF NOT EXISTS migration (version BIGINT NOT NULL PRIMARY KEY, "
    "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";
inline constexpr std::string_view kSelectMigrations =
    "SELECT version, name, checksum FROM migration ORDER BY version";
inline constexpr std::string_view kInsertMigration =
    "INSERT INTO migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";

// The migrations that are still to run. InvalidInput when the store was made by a newer
// Shiplog, or by one whose migrations were other ones: then its tables are not ours to
// touch. `store_name` is for the message.
Result<std::span<const Migration>> pending_migrations(std::span<const Migration> known,
                                                      const std::vector<AppliedMigration>& applied,
                                                      std::string_view store_name);

// Of the text before its placeholders are filled in, so it is the same on both databases.
std::string checksum_of(const Migration& migration);

std::string text_in(const Dialect& dialect, const Migration& migration);

}  // namespace shiplog
