#include "store/sql/sql_view_shelf.h"

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "store/sql/sql_session.h"
#include "store/view_shelf.h"

namespace shiplog {
namespace {

constexpr std::string_view kSelectViews =
    "SELECT name, query, saved_by, CAST(saved_at AS TEXT) FROM saved_view ORDER BY name";
constexpr std::string_view kUpsertView =
    "INSERT INTO saved_view (name, query, saved_by, saved_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (name) DO UPDATE SET query = excluded.query, saved_by = excluded.saved_by, "
    "saved_at = excluded.saved_at";
constexpr std::string_view kDeleteView = "DELETE FROM saved_view WHERE name = $1";

SavedView view_in(const std::vector<std::string>& row) {
  std::int64_t microseconds = 0;
  std::from_chars(row[3].data(), row[3].data() + row[3].size(), microseconds);
  return {.name = row[0], .query = row[1], .by = row[2], .at = Timestamp(Duration(microseconds))};
}

}  // namespace

Result<std::vector<SavedView>> SqlViewShelf::all() {
  std::vector<SavedView> views;
  const auto work = [&views](SqlSession& session) -> Result<Unit> {
    views.clear();
    for (const std::vector<std::string>& row : TRY(session.run(kSelectViews, {})).rows) {
      views.push_back(view_in(row));
    }
    return Unit{};
  };
  TRY(database_.transact(work));
  return views;
}

Result<Unit> SqlViewShelf::put(const SavedView& view) {
  const std::int64_t at = view.at.time_since_epoch().count();
  const auto work = [&](SqlSession& session) -> Result<Unit> {
    TRY(session.run(kUpsertView, {view.name, view.query, view.by, at}));
    return Unit{};
  };
  return database_.transact(work);
}

Result<Unit> SqlViewShelf::remove(std::string_view name) {
  const auto work = [&](SqlSession& session) -> Result<Unit> {
    const SqlAnswer answer = TRY(session.run(kDeleteView, {std::string(name)}));
    return answer.touched == 0 ? Result<Unit>(no_such_view(name)) : Result<Unit>(Unit{});
  };
  return database_.transact(work);
}

}  // namespace shiplog
