// SqlSession: the few statements that are not worth saying twice, once for each database.
//
// For small tables that are asked now and then: every value comes back as text, NULL as an
// empty one. What has to be fast speaks to its database directly.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"

namespace shiplog {

using SqlValue = std::variant<std::int64_t, std::string>;

struct SqlAnswer {
  std::vector<std::vector<std::string>> rows = {};
  std::int64_t touched = 0;  // By an INSERT, UPDATE or DELETE.
};

class SqlSession {
 public:
  virtual ~SqlSession() = default;
  // The columns of a SELECT must be of type TEXT.
  virtual Result<SqlAnswer> run(std::string_view sql, const std::vector<SqlValue>& parameters) = 0;
};

class SqlTransactions {
 public:
  using Work = FunctionRef<Result<Unit>(SqlSession& session)>;
  virtual ~SqlTransactions() = default;
  // Commits when the work gives no error. A transaction whose connection is lost may be run
  // again, so the work must bear that.
  virtual Result<Unit> transact(Work work) = 0;
};

}  // namespace shiplog
