// The file of an SQLite store: made on first use, recognised as ours, brought up to date.

#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "store/sql/migrations.h"
#include "store/sqlite/connection.h"

namespace shiplog {

// Makes the file and its folder, for nobody else to read, unless there is one already.
// InvalidInput when something is there that is not an SQLite database.
Result<Unit> ensure_store_file(const std::string& path, const std::string& store_name);

// A connection with the settings that a store's durability and speed rest on.
Result<std::unique_ptr<Connection>> connect(const std::string& path, const std::string& store_name);

// Runs what is missing of the migrations. InvalidInput when the database is another
// program's, or a newer Shiplog's.
Result<Unit> migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace shiplog
