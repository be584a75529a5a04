#include "app/store_url.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool is_postgres(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

// "user:secret@" in what follows "//".
void hide_in_authority(std::string& url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string::npos) {
    return;
  }
  const std::size_t begin = slashes + 2;
  // A password may hold a slash that nobody encoded: the last @ before the query ends it.
  const std::size_t at = url.substr(0, url.find('?')).rfind('@');
  const std::size_t colon = url.find(':', begin);
  if (at != std::string::npos && at > begin && colon < at) {
    url.replace(colon + 1, at - colon - 1, "***");
  }
}

// "?password=secret&…" and "password=secret …".
void hide_in_parameters(std::string& url) {
  for (const std::string_view key : {"password=", "sslpassword=", "passwd="}) {
    std::size_t found = url.find(key);
    while (found != std::string::npos) {
      const std::size_t value = found + key.size();
      const std::size_t end = std::min(url.find_first_of("& ", value), url.size());
      url.replace(value, end - value, "***");
      found = url.find(key, value);
    }
  }
}

}  // namespace

Result<StoreUrl> parse_store_url(std::string_view text) {
  if (is_postgres(text)) {
    return StoreUrl{.kind = StoreKind::Postgres, .place = std::string(text)};
  }
  if (text.starts_with(kSqlite) && text.size() > kSqlite.size()) {
    return StoreUrl{.kind = StoreKind::Sqlite, .place = std::string(text.substr(kSqlite.size()))};
  }
  const bool is_path = text.find(':') == std::string_view::npos && !text.empty();
  return Error{ErrorCode::InvalidInput,
               "a store is sqlite:PATH or postgresql://USER@HOST/DATABASE, not '" +
                   without_password(text) + "'" +
                   (is_path ? "; did you mean 'sqlite:" + std::string(text) + "'?" : "")};
}

std::string without_password(std::string_view url) {
  std::string safe(url);
  hide_in_authority(safe);
  hide_in_parameters(safe);
  return safe;
}

}  // namespace shiplog
