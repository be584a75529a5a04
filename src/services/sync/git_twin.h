// What a store knows of a repository from a local clone, once its source tells all of it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"

namespace shiplog {

// A repository that was imported from a clone has another id than the source gives it, so
// each of its pull requests would count twice. Withdraws what is known from the clone of the
// same name; gives a note when there was anything.
Result<std::vector<std::string>> withdraw_git_twin(FactStore& store, FactWriter& writer,
                                                   std::string_view id, std::string_view full_name,
                                                   Timestamp now);

}  // namespace shiplog
