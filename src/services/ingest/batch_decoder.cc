#include "services/ingest/batch_decoder.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>

#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/ingest/ingest_report.h"
#include "sources/line_source.h"

namespace shiplog {

void BatchDecoder::decode(const SourceLine& line, DecodedBatch& batch) {
  IngestReport& report = batch.report;
  ++report.lines;
  batch.last_line = line.number;
  if (line.is_too_long) {
    report.refuse(source_.name(), line.number,
                  {.reason = "is longer than " + std::to_string(kLineBytesMax >> 20) + " MiB"});
    return;
  }
  FactReading reading = reader_.read(line.text);
  if (auto* refusal = std::get_if<FactRefusal>(&reading)) {
    report.refuse(source_.name(), line.number, std::move(*refusal));
    return;
  }
  if (const auto* unknown = std::get_if<UnknownKind>(&reading)) {
    report.unknown_kinds.add(unknown->name);
    return;
  }
  batch.records.push_back(to_record(*std::get_if<Fact>(&reading)));
  for (const std::string& field : reader_.unknown_fields()) {
    report.unknown_fields.add(field);
  }
}

DecodedBatch BatchDecoder::next(const std::stop_token& stop) {
  DecodedBatch batch;
  batch.records.reserve(limits_.lines);
  std::size_t bytes = 0;
  while (batch.report.lines < static_cast<std::int64_t>(limits_.lines) && bytes < limits_.bytes) {
    auto line = source_.next(stop);
    if (!line) {
      batch.error = std::move(line).error();
      batch.is_last = true;
      break;
    }
    if (!line.value()) {
      batch.is_last = true;
      break;
    }
    bytes += line.value()->text.size();
    decode(*line.value(), batch);
  }
  batch.position = source_.position();
  return batch;
}

}  // namespace shiplog
