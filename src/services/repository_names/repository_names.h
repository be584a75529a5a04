// Which repositories a store knows, and by what names people call them.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "store/fact_store.h"

namespace shiplog {

struct RepositoryName {
  std::string id = {};
  std::string full_name = {};  // The id again, of one known only by reference.

  // Whether the id is meant, or the full name, in any case.
  bool is_called(std::string_view wanted) const;
};

// Each by its id, and again by its full name where it has one.
Result<std::vector<RepositoryName>> repository_names(FactStore& store);

// NotFound, with the nearest of the names.
Error unknown_repository(const std::string& wanted, const std::vector<RepositoryName>& names,
                         const FactStore& store);

}  // namespace shiplog
