#include "app/open_store.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "app/config_loading.h"
#include "app/store_url.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/result.h"
#include "store/fact_store.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/sqlite_store.h"

namespace shiplog {

Result<StorePlace> place_of(const std::string& url,
                            const std::map<std::string, std::string>& environment) {
  StorePlace place;
  place.url = url.empty() ? StoreUrl{.kind = StoreKind::Sqlite,
                                     .place = TRY(data_folder(environment)) + "/shiplog.db"}
                          : TRY(parse_store_url(url));
  if (place.url.kind == StoreKind::Sqlite) {
    place.column_file = place.url.place + ".columns";
  } else {
    constexpr std::size_t kNameLength = 16;
    const std::string name = sha256_hex(without_password(place.url.place)).substr(0, kNameLength);
    place.column_file = TRY(cache_folder(environment)) + "/" + name + ".columns";
  }
  return place;
}

Result<std::unique_ptr<FactStore>> open_store(const StorePlace& place) {
  return place.url.kind == StoreKind::Sqlite ? SqliteStore::open(place.url.place)
                                             : PostgresStore::open(place.url.place);
}

Result<Unit> remove_sqlite_store(const StorePlace& place) {
  for (const std::string_view suffix : {"-wal", "-shm", ".columns", ""}) {
    std::error_code error;
    std::filesystem::remove(place.url.place + std::string(suffix), error);
    if (error) {
      return Error{ErrorCode::Forbidden, "'" + place.url.place + std::string(suffix) +
                                             "' cannot be removed: " + error.message()};
    }
  }
  return Unit{};
}

}  // namespace shiplog
