// Dialect: where the two databases' SQL differs, said in one place.
//
// Everything else is one text for both: $1 names a parameter, ON CONFLICT and RETURNING
// mean the same. What only one of them can do at all (COPY, arrays) is in its own folder.

#pragma once

#include <string_view>

namespace shiplog {

struct Dialect {
  // For ${sequence_key}: a 64-bit primary key. SQLite keeps a table in the order of its
  // key only if the type is spelled INTEGER, which in PostgreSQL has 32 bits.
  std::string_view sequence_key = {};

  // For ${bytewise}: text that compares by its bytes, as SQLite's always does.
  std::string_view bytewise = {};

  // For ${random_id}: 32 random hexadecimal digits.
  std::string_view random_id = {};
};

inline constexpr Dialect kSqliteDialect = {.sequence_key = "INTEGER NOT NULL PRIMARY KEY",
                                           .bytewise = "",
                                           .random_id = "LOWER(HEX(RANDOMBLOB(16)))"};
inline constexpr Dialect kPostgresDialect = {
    .sequence_key = "BIGINT NOT NULL PRIMARY KEY",
    .bytewise = "COLLATE \"C\"",
    .random_id = "REPLACE(GEN_RANDOM_UUID()::TEXT, '-', '')"};

}  // namespace shiplog
