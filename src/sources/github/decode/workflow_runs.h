// Workflow runs: GitHub's REST JSON → facts.

#pragma once

#include <optional>

#include "domain/fact_record.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

// Of the last attempt. Absent for what lacks an id or a time.
std::optional<FactRecord> decode_workflow_run(Json run, const Decoding& decoding);

}  // namespace shiplog
