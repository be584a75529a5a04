// IngestReport: what became of every line of an import.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/fact_reader.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

struct RefusedLine {
  std::string source = {};  // The file.
  std::int64_t line = 0;
  std::string reason = {};
};

// How often each name was met. Junk may hold any number of names, so only the first
// kNamesMax are told apart.
class NameCounts {
 public:
  static constexpr std::size_t kNamesMax = 100;

  void add(std::string_view name, std::int64_t count = 1);
  void add(const NameCounts& other);

  const std::map<std::string, std::int64_t, std::less<>>& counts() const { return counts_; }
  std::int64_t others() const { return others_; }
  bool is_empty() const { return counts_.empty() && others_ == 0; }

 private:
  std::map<std::string, std::int64_t, std::less<>> counts_;
  std::int64_t others_ = 0;
};

struct IngestReport {
  static constexpr std::size_t kRefusedLinesMax = 20;

  std::int64_t lines = 0;  // That were not blank. Each is counted once in what follows.

  // By kind, as in ChangeCounts: what became of the lines that were stored, and how many
  // were refused. Some refused lines do not get as far as saying their kind.
  ChangeCounts stored = {};
  std::array<std::int64_t, kFactKindCount> refused = {};
  std::int64_t refused_without_kind = 0;

  std::vector<RefusedLine> refused_lines = {};  // The first kRefusedLinesMax.
  NameCounts unknown_kinds = {};                // Lines that were passed over.
  NameCounts unknown_fields = {};               // "pull_request.colour", in lines that were not.

  std::int64_t refused_total() const;
  void refuse(std::string source, std::int64_t line, FactRefusal refusal);
  void add(const IngestReport& later);
};

}  // namespace shiplog
