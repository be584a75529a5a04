// What SQLite's result codes mean to the person whose store it is.

#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

struct sqlite3;

namespace shiplog {

// The last error of the connection. `store_name` is for the message.
Error sqlite_error(sqlite3* database, std::string_view store_name);

// A lock that did not become free in time; the caller knows better whom to name.
bool is_busy(sqlite3* database);

// InvalidInput: the file is something else. `what` completes "… is not a Shiplog store: ".
Error not_a_store(std::string_view store_name, std::string_view what);

}  // namespace shiplog
