#include "services/ingest/ingest.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "base/bounded_queue.h"
#include "base/error.h"
#include "base/result.h"
#include "services/ingest/batch_decoder.h"
#include "services/ingest/ingest_report.h"
#include "sources/line_source.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

// Enough that neither thread waits for the other's hiccups; each may hold BatchLimits::bytes.
constexpr std::size_t kQueuedBatches = 2;

constexpr std::size_t kRefusalsInError = 3;

DecodedBatch out_of_memory() {
  return {.error = Error{ErrorCode::Internal, "there is not enough memory to read on"},
          .is_last = true};
}

void decode_all(BatchDecoder& decoder, BoundedQueue<DecodedBatch>& queue,
                const std::stop_token& stop) {
  bool is_last = false;
  while (!is_last) {
    DecodedBatch batch;
    try {
      batch = decoder.next(stop);
    } catch (const std::bad_alloc&) {
      batch = out_of_memory();
    }
    is_last = batch.is_last;
    if (!queue.push(std::move(batch), stop)) {
      return;
    }
  }
}

// The calling thread's half: takes batches up, stores them and keeps the report.
class Ingestion {
 public:
  Ingestion(const LineSource& source, FactStore& store, const IngestOptions& options)
      : name_(source.name()), size_(source.size()), store_(store), options_(options) {}

  Result<Unit> open() {
    writer_ = TRY(
        store_.open_writer({.description = "import " + name_, .is_atomic = options_.is_strict}));
    return Unit{};
  }

  Result<Unit> take(DecodedBatch batch);
  Result<Unit> finish();

  Error stopped() const {
    return {ErrorCode::Cancelled, "importing " + name_ + " was stopped; " + what_is_stored() +
                                      ", and the same import again goes on from there"};
  }

  const IngestReport& report() const { return report_; }

 private:
  // "the first 4,000 lines of it are stored"
  std::string what_is_stored() const {
    if (options_.is_strict || stored_until_ == 0) {
      return "nothing of it is stored";
    }
    return "everything up to line " + std::to_string(stored_until_) + " is stored";
  }

  bool is_refused() const { return options_.is_strict && report_.refused_total() > 0; }
  Error refused() const;
  Result<Unit> store(DecodedBatch& batch);

  const std::string name_;
  const std::optional<std::int64_t> size_;
  FactStore& store_;
  const IngestOptions& options_;
  std::unique_ptr<FactWriter> writer_;
  IngestReport report_;
  std::int64_t stored_until_ = 0;  // A line number.
};

Result<Unit> Ingestion::store(DecodedBatch& batch) {
  auto applied = writer_->apply({.records = std::move(batch.records)});
  if (!applied) {
    return std::move(applied).error().while_doing("importing " + name_ + " (" + what_is_stored() +
                                                  ")");
  }
  batch.report.stored = applied->counts;
  stored_until_ = batch.last_line;
  return Unit{};
}

Result<Unit> Ingestion::take(DecodedBatch batch) {
  // Counted below, with what became of the records; a strict ingest stops storing here, and
  // reads on only to count.
  const bool is_refused_now =
      is_refused() || (options_.is_strict && batch.report.refused_total() > 0);
  if (is_refused_now) {
    writer_.reset();
  } else if (!batch.records.empty()) {
    TRY(store(batch));
  }
  report_.add(batch.report);
  if (options_.on_progress) {
    options_.on_progress(
        {.source = name_, .bytes = batch.position, .bytes_total = size_, .lines = report_.lines});
  }
  if (batch.error) {
    if (batch.error->code == ErrorCode::Cancelled) {
      return stopped();
    }
    batch.error->message += "; " + what_is_stored();
    return std::move(*batch.error);
  }
  return Unit{};
}

Error Ingestion::refused() const {
  const std::int64_t count = report_.refused_total();
  std::string message = name_ + ": " + std::to_string(count) +
                        (count == 1 ? " line was" : " lines were") +
                        " refused, so nothing of it is stored";
  std::string_view separator = ": ";
  for (std::size_t i = 0; i < std::min(kRefusalsInError, report_.refused_lines.size()); ++i) {
    const RefusedLine& line = report_.refused_lines[i];
    message += std::string(separator) + "line " + std::to_string(line.line) + ": " + line.reason;
    separator = "; ";
  }
  return {ErrorCode::InvalidInput, message};
}

Result<Unit> Ingestion::finish() {
  if (is_refused()) {
    return refused();
  }
  auto committed = writer_->commit();
  if (!committed) {
    return std::move(committed).error().while_doing("importing " + name_ + " (" + what_is_stored() +
                                                    ")");
  }
  return Unit{};
}

Result<Unit> run(LineSource& source, const IngestOptions& options, const std::stop_token& stop,
                 Ingestion& ingestion) {
  TRY(ingestion.open());
  BatchDecoder decoder(source, options.limits);
  BoundedQueue<DecodedBatch> queue(kQueuedBatches);
  // Stopped and joined when this function returns, before what it uses is gone.
  std::jthread decoding([&decoder, &queue](const std::stop_token& own_stop) {
    decode_all(decoder, queue, own_stop);
  });
  while (true) {
    auto batch = queue.pop(stop);
    if (!batch || stop.stop_requested()) {
      return ingestion.stopped();
    }
    const bool is_last = batch->is_last;
    TRY(ingestion.take(std::move(*batch)));
    if (is_last) {
      return ingestion.finish();
    }
  }
}

}  // namespace

Result<Unit> ingest(LineSource& source, FactStore& store, const IngestOptions& options,
                    const std::stop_token& stop, IngestReport& report) {
  Ingestion ingestion(source, store, options);
  auto outcome = run(source, options, stop, ingestion);
  IngestReport own = ingestion.report();
  if (options.is_strict && !outcome) {
    own.stored = {};
  }
  report.add(own);
  return outcome;
}

}  // namespace shiplog
