// The tables of a PostgreSQL store, brought up to date.

#pragma once

#include <span>

#include "base/result.h"
#include "store/postgres/connection.h"
#include "store/sql/migrations.h"

namespace shiplog {

// Runs what is missing of the migrations, one transaction each. Changes nothing, and needs
// no right to, when none is missing.
Result<Unit> migrate(PostgresConnection& connection, std::span<const Migration> migrations);

}  // namespace shiplog
