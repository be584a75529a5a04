// SqlViewShelf: saved views in a database's table.

#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sql/sql_session.h"
#include "store/view_shelf.h"

namespace shiplog {

class SqlViewShelf final : public ViewShelf {
 public:
  // Borrows the database.
  explicit SqlViewShelf(SqlTransactions& database) : database_(database) {}

  Result<std::vector<SavedView>> all() override;
  Result<Unit> put(const SavedView& view) override;
  Result<Unit> remove(std::string_view name) override;

 private:
  SqlTransactions& database_;
};

}  // namespace shiplog
