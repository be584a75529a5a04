#include "services/ingest/ingest_report.h"

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "domain/fact_reader.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

void NameCounts::add(std::string_view name, std::int64_t count) {
  const auto found = counts_.find(name);
  if (found != counts_.end()) {
    found->second += count;
  } else if (counts_.size() < kNamesMax) {
    counts_.emplace(name, count);
  } else {
    others_ += count;
  }
}

void NameCounts::add(const NameCounts& other) {
  for (const auto& [name, count] : other.counts_) {
    add(name, count);
  }
  others_ += other.others_;
}

std::int64_t IngestReport::refused_total() const {
  return std::accumulate(refused.begin(), refused.end(), refused_without_kind);
}

void IngestReport::refuse(std::string source, std::int64_t line, FactRefusal refusal) {
  if (refusal.kind) {
    ++refused.at(static_cast<std::size_t>(*refusal.kind) - 1);
  } else {
    ++refused_without_kind;
  }
  if (refused_lines.size() < kRefusedLinesMax) {
    refused_lines.push_back(
        {.source = std::move(source), .line = line, .reason = std::move(refusal.reason)});
  }
}

void IngestReport::add(const IngestReport& later) {
  lines += later.lines;
  for (std::size_t i = 0; i < kFactKindCount; ++i) {
    stored.at(i).added += later.stored.at(i).added;
    stored.at(i).changed += later.stored.at(i).changed;
    stored.at(i).unchanged += later.stored.at(i).unchanged;
    refused.at(i) += later.refused.at(i);
  }
  refused_without_kind += later.refused_without_kind;
  for (const RefusedLine& line : later.refused_lines) {
    if (refused_lines.size() < kRefusedLinesMax) {
      refused_lines.push_back(line);
    }
  }
  unknown_kinds.add(later.unknown_kinds);
  unknown_fields.add(later.unknown_fields);
}

}  // namespace shiplog
