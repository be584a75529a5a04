// Opens the store that a URL names.

#pragma once

#include <map>
#include <memory>
#include <string>

#include "app/store_url.h"
#include "base/result.h"
#include "store/fact_store.h"

namespace shiplog {

// A store, and where its column file lies: beside a SQLite file, in the person's cache for
// a database elsewhere.
struct StorePlace {
  StoreUrl url = {};
  std::string column_file = {};
};

// An empty URL is the person's own store.
Result<StorePlace> place_of(const std::string& url,
                            const std::map<std::string, std::string>& environment);

Result<std::unique_ptr<FactStore>> open_store(const StorePlace& place);

// Removes a SQLite store with all that lies beside it, when it is there.
Result<Unit> remove_sqlite_store(const StorePlace& place);

}  // namespace shiplog
