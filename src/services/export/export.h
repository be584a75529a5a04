// Export: facts out of a store as NDJSON, the work of `shiplog export`.

#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

struct ExportOptions {
  std::vector<FactKind> kinds = {};  // Empty: all.

  // Ids or full names, the latter in any case. Not empty: only what belongs to these
  // repositories, with the reviews and comments of their pull requests; so no people, teams
  // or withdrawals, which belong to none.
  std::vector<std::string> repositories = {};
};

// Takes the output a piece at a time; its error ends the export and is returned.
using ExportSink = FunctionRef<Result<Unit>(std::string_view piece)>;

// Writes a line per fact, by the names of kinds and then bytewise by key, and returns how
// many there were. Equal stores give equal bytes. Memory does not grow with the facts,
// except for the ids of the pull requests of chosen repositories. NotFound for a repository
// that the store does not know, Cancelled after `stop`.
Result<std::int64_t> export_facts(FactStore& store, const ExportOptions& options, ExportSink sink,
                                  const std::stop_token& stop);

}  // namespace shiplog
