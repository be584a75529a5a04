// The statements that both databases understand, once for both.
//
// SQL stores and fetches; it never computes a metric. Parameters appear in the order of
// their numbers, since SQLite numbers them by appearance.

#pragma once

#include <string_view>

namespace shiplog::sql {

// The kinds that belong to a pull request are 6 (review) and 7 (comment), that of the
// pull request itself is 5; the numbers are FactKind's, which never change.

inline constexpr std::string_view kSelectIdentity = "SELECT identity FROM meta";
inline constexpr std::string_view kSelectGeneration = "SELECT generation FROM meta";
inline constexpr std::string_view kUpdateGeneration = "UPDATE meta SET generation = $1";

inline constexpr std::string_view kSelectCursor = "SELECT value FROM cursor WHERE source = $1";
// Neither changes a row when the cursor is not where the batch says it was.
inline constexpr std::string_view kInsertCursor =
    "INSERT INTO cursor (source, value) VALUES ($1, $2) ON CONFLICT (source) DO NOTHING";
inline constexpr std::string_view kUpdateCursor =
    "UPDATE cursor SET value = $1 WHERE source = $2 AND value = $3";

inline constexpr std::string_view kInsertWriter =
    "INSERT INTO writer (id, description, process, host, started_at, batch) "
    "VALUES ($1, $2, $3, $4, $5, 0)";
inline constexpr std::string_view kDeleteWriter = "DELETE FROM writer WHERE id = $1";
inline constexpr std::string_view kSelectWriters =
    "SELECT id, description, process, host, started_at FROM writer ORDER BY started_at, id";

// What makes a record, in the order in which a scan reads the columns.
inline constexpr std::string_view kSelectKind =
    "SELECT kind, key, owner, updated_at, earliest_commit_at, line FROM fact "
    "WHERE kind = $1 ORDER BY key";
inline constexpr std::string_view kSelectOwnedOfKind =
    "SELECT kind, key, owner, updated_at, earliest_commit_at, line FROM fact "
    "WHERE kind = $1 AND owner = $2 ORDER BY key";
inline constexpr std::string_view kSelectFact =
    "SELECT kind, key, owner, updated_at, earliest_commit_at, line FROM fact "
    "WHERE kind = $1 AND key = $2";
// The kinds are listed so that the index by kind and owner serves.
inline constexpr std::string_view kSelectOwned =
    "SELECT kind, key, owner, updated_at, earliest_commit_at, line FROM fact "
    "WHERE kind IN (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15) AND owner = $1";
// CROSS JOIN keeps SQLite from beginning with all responses there are: it has no statistics
// that would tell it that one repository's pull requests are few.
inline constexpr std::string_view kSelectResponses =
    "SELECT response.kind, response.key, response.owner, response.updated_at, "
    "response.earliest_commit_at, response.line FROM fact AS pull CROSS JOIN fact AS response "
    "WHERE pull.kind = 5 AND pull.owner = $1 "
    "AND response.kind IN (6, 7) AND response.owner = pull.key";

// Leaps from owner to owner in the index, kind by kind, instead of reading every row.
inline constexpr std::string_view kSelectRepositories =
    "WITH RECURSIVE step (kind, owner) AS ("
    "SELECT k.kind, (SELECT MIN(f.owner) FROM fact AS f WHERE f.kind = k.kind AND f.owner > '') "
    "FROM (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 "
    "UNION ALL SELECT 5 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 "
    "UNION ALL SELECT 11 UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14 "
    "UNION ALL SELECT 15) AS k "
    "UNION ALL "
    "SELECT step.kind, (SELECT MIN(f.owner) FROM fact AS f "
    "WHERE f.kind = step.kind AND f.owner > step.owner) FROM step WHERE step.owner IS NOT NULL) "
    "SELECT DISTINCT owner FROM step WHERE owner IS NOT NULL ORDER BY owner";

inline constexpr std::string_view kOrganisationHasFacts =
    "SELECT EXISTS (SELECT 1 FROM fact "
    "WHERE kind IN (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15) AND owner = '')";

// The owners of what changed or moved away after a generation, reviews and comments
// through their pull requests; '' stands for the organisation.
inline constexpr std::string_view kSelectChanged =
    "WITH touched (kind, owner) AS ("
    "SELECT kind, owner FROM fact WHERE seq > $1 "
    "UNION SELECT kind, owner FROM departure WHERE seq > $1) "
    "SELECT owner FROM touched WHERE kind NOT IN (6, 7) "
    "UNION SELECT pull.owner FROM touched CROSS JOIN fact AS pull "
    "WHERE touched.kind IN (6, 7) AND pull.kind = 5 AND pull.key = touched.owner ORDER BY owner";

// Damage that no database notices by itself: a change that "since" would not find.
inline constexpr std::string_view kCountMisnumbered =
    "SELECT COUNT(*) FROM fact "
    "WHERE seq > (SELECT generation FROM meta)";

}  // namespace shiplog::sql
