// BatchDecoder: lines in, batches of records out, with what became of the other lines.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/error.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "services/ingest/ingest_report.h"
#include "sources/line_source.h"

namespace shiplog {

// A stretch of a source.
struct DecodedBatch {
  std::vector<FactRecord> records = {};
  IngestReport report = {};  // Of this stretch; `stored` is for the store to say.
  std::int64_t last_line = 0;
  std::int64_t position = 0;  // Of the source, after the stretch.

  // What ended the source after these records; nothing at its regular end.
  std::optional<Error> error = {};
  bool is_last = false;
};

struct BatchLimits {
  std::size_t lines = 4'000;
  // Ends a batch early, so that long lines do not add up.
  std::size_t bytes = std::size_t{4} << 20;
};

// Used by one thread. Borrows the source.
class BatchDecoder {
 public:
  BatchDecoder(LineSource& source, BatchLimits limits) : source_(source), limits_(limits) {}

  // After the last batch it must not be called again.
  DecodedBatch next(const std::stop_token& stop);

 private:
  void decode(const SourceLine& line, DecodedBatch& batch);

  LineSource& source_;
  BatchLimits limits_;
  FactReader reader_ = {};
};

}  // namespace shiplog
