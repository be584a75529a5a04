// Import notes: what an import from git could not know, told to the person who ran it.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sources/git/git_history.h"
#include "sources/git/git_repository.h"

namespace shiplog {

// One sentence for each oddity, with what it costs and how to mend it; empty for none.
std::vector<std::string> import_notes(const GitRepository& repository,
                                      const HistorySummary& history, std::int64_t skipped_tags);

}  // namespace shiplog
