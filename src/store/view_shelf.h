// ViewShelf: questions that people saved under a name, to ask them again.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"

namespace shiplog {

struct SavedView {
  std::string name = {};
  std::string query = {};  // An address of the page, without its host: "/dora?range=28d".
  std::string by = {};
  Timestamp at = {};  // When it was saved last.
};

// Safe to use from many threads and processes.
class ViewShelf {
 public:
  virtual ~ViewShelf() = default;

  // In the bytewise order of their names.
  virtual Result<std::vector<SavedView>> all() = 0;

  // In the place of one of the same name.
  virtual Result<Unit> put(const SavedView& view) = 0;

  // NotFound when there is none of that name.
  virtual Result<Unit> remove(std::string_view name) = 0;
};

// NotFound, naming it.
Error no_such_view(std::string_view name);

}  // namespace shiplog
