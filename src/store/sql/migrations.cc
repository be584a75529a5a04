#include "store/sql/migrations.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/result.h"
#include "store/sql/dialect.h"

namespace shiplog {
namespace {

void replace_all(std::string& text, std::string_view placeholder, std::string_view by) {
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + by.size())) {
    text.replace(at, placeholder.size(), by);
  }
}

Error made_by_newer(std::string_view store_name, const AppliedMigration& newest,
                    std::size_t known_count) {
  return {ErrorCode::InvalidInput, "the store " + std::string(store_name) +
                                       " was made by a newer Shiplog (its tables are of version " +
                                       std::to_string(newest.version) + ", this Shiplog knows " +
                                       std::to_string(known_count) +
                                       "); upgrade Shiplog, or choose another store with --store"};
}

Error made_by_other(std::string_view store_name, const AppliedMigration& applied) {
  return {ErrorCode::InvalidInput,
          "the tables of the store " + std::string(store_name) +
              " were made by another Shiplog than this one (migration " +
              std::to_string(applied.version) + ", '" + applied.name +
              "', has another checksum); export with the Shiplog that made it, and import into "
              "a new store"};
}

}  // namespace

Result<std::span<const Migration>> pending_migrations(std::span<const Migration> known,
                                                      const std::vector<AppliedMigration>& applied,
                                                      std::string_view store_name) {
  if (applied.size() > known.size()) {
    return made_by_newer(store_name, applied.back(), known.size());
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    CHECK(known[i].version == static_cast<std::int64_t>(i) + 1);
    if (applied[i].version != known[i].version || applied[i].checksum != checksum_of(known[i])) {
      return made_by_other(store_name, applied[i]);
    }
  }
  return known.subspan(applied.size());
}

std::string checksum_of(const Migration& migration) { return sha256_hex(migration.text); }

std::string text_in(const Dialect& dialect, const Migration& migration) {
  std::string text(migration.text);
  replace_all(text, "${sequence_key}", dialect.sequence_key);
  replace_all(text, "${bytewise}", dialect.bytewise);
  replace_all(text, "${random_id}", dialect.random_id);
  return text;
}

}  // namespace shiplog
