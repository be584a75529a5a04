// What an import says of itself when it is done.

#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "services/import_git/import_git.h"
#include "services/ingest/ingest_report.h"

namespace shiplog {

// A line for each kind that was met: new, changed, unchanged, refused.
std::string import_table(const IngestReport& report, const Style& style);

// What was read of a clone, and what became of it in the store.
std::string git_summary(const GitImportSummary& summary, const Style& style);

// "facts.ndjson:12: a bad time …", the first of them, and how many more.
std::vector<std::string> refusal_lines(const IngestReport& report);

// What a newer producer wrote and this version does not know, each named once.
std::vector<std::string> unknown_name_lines(const IngestReport& report);

}  // namespace shiplog
