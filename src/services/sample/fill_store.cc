#include "services/sample/fill_store.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/sample/sample.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

constexpr std::size_t kBatchSize = 4'000;
// The cursor under which a store remembers its sample.
constexpr const char* kSource = "sample";

std::string description_of(const SampleOptions& options) {
  const auto number = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string("-");
  };
  return "changes " + std::to_string(options.changes) + ", seed " + std::to_string(options.seed) +
         ", repositories " + number(options.repositories) + ", people " + number(options.people) +
         ", years " + std::to_string(options.years) + ", until " + format_time(options.until);
}

}  // namespace

Result<bool> holds_sample(FactStore& store, const SampleOptions& options) {
  return TRY(store.cursor(kSource)) == description_of(options);
}

Result<Unit> fill_with_sample(FactStore& store, const SampleOptions& options,
                              const std::stop_token& stop) {
  const std::unique_ptr<FactWriter> writer =
      TRY(store.open_writer({.description = "the sample organisation"}));
  Batch batch;
  const auto add = [&](const Fact& fact) -> Result<Unit> {
    batch.records.push_back(to_record(fact));
    if (batch.records.size() == kBatchSize) {
      if (stop.stop_requested()) {
        return Error{ErrorCode::Cancelled, "the sample was stopped before its end"};
      }
      TRY(writer->apply(std::exchange(batch, {})));
    }
    return Unit{};
  };
  TRY(generate_sample(options, add));
  batch.cursor = CursorMove{
      .source = kSource, .from = TRY(store.cursor(kSource)), .to = description_of(options)};
  TRY(writer->apply(std::move(batch)));
  return writer->commit();
}

}  // namespace shiplog
