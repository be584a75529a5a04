// Ingest: facts from lines into a store, the work of `shiplog import FILE`.
//
// One thread reads and decodes while the calling one stores, batch by batch and in the
// order of the lines. Each batch is durable before the next is taken up, so whatever ends
// an import leaves a consistent store, and the same import again goes on: lines that are
// stored already change nothing.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "services/ingest/batch_decoder.h"
#include "services/ingest/ingest_report.h"
#include "sources/line_source.h"
#include "store/fact_store.h"

namespace shiplog {

struct IngestProgress {
  const std::string& source;
  std::int64_t bytes = 0;                        // Of the input as it lies there.
  std::optional<std::int64_t> bytes_total = {};  // Unknown for a pipe.
  std::int64_t lines = 0;
};

struct IngestOptions {
  // Any refused line refuses its whole source: nothing of it is stored.
  bool is_strict = false;

  // Called after each batch by the thread that called ingest().
  std::function<void(const IngestProgress&)> on_progress = {};

  BatchLimits limits = {};
};

// Adds to the report what became of the lines, also when it fails. Refused lines are no
// failure, except that a strict ingest returns InvalidInput with the first of them.
// Cancelled after `stop`, once the batch in hand is stored. Errors name the source, and say
// what of it is stored.
Result<Unit> ingest(LineSource& source, FactStore& store, const IngestOptions& options,
                    const std::stop_token& stop, IngestReport& report);

}  // namespace shiplog
