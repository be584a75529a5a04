// Where facts rest, as people name it: sqlite:PATH or postgresql://USER@HOST/DATABASE.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog {

enum class StoreKind : std::uint8_t { Sqlite, Postgres };

struct StoreUrl {
  StoreKind kind = StoreKind::Sqlite;
  std::string place = {};  // A path; for PostgreSQL the whole URL.
};

// InvalidInput says what a store's URL looks like, and never repeats a password.
Result<StoreUrl> parse_store_url(std::string_view text);

// The same URL with *** for a password, wherever in it one may stand.
std::string without_password(std::string_view url);

}  // namespace shiplog
