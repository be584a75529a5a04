// FactReader: one line of NDJSON in, one fact out, or the reason why not.
//
//   FactReader reader;
//   FactReading reading = reader.read(line);
//   if (const auto* refusal = std::get_if<FactRefusal>(&reading)) { … }
//
// A line is refused, never repaired, when it is no JSON object, has no known shape for
// what it says, or says what cannot be: a bad time, a negative size, a number beyond 64
// bits. Unknown kinds and fields are no refusals: newer producers must not break older
// readers. `null` is the same as absent; of a field given twice the last counts.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

struct UnknownKind {
  std::string name = {};
};

struct FactRefusal {
  std::optional<FactKind> kind = {};  // Where the line got as far as saying it.
  std::string reason = {};            // "additions is -4, which is negative"
};

using FactReading = std::variant<Fact, UnknownKind, FactRefusal>;

// Keeps its buffers from line to line, so it is made once per thread and used by that
// thread alone. Reads several hundred megabytes a second.
class FactReader {
 public:
  FactReader();
  ~FactReader();
  FactReader(const FactReader&) = delete;
  FactReader& operator=(const FactReader&) = delete;

  // Without the line break. Costs memory of about 20 times the line while it runs, in the
  // worst case.
  FactReading read(std::string_view line);

  // Fields of the last line that its shape does not have, as "pull_request.colour" and
  // "pull_request.commits.colour"; at most the first kUnknownFieldsMax.
  const std::vector<std::string>& unknown_fields() const { return unknown_fields_; }
  static constexpr std::size_t kUnknownFieldsMax = 64;

  // For a line that this program wrote itself: anything but a fact is Internal, since then
  // the store is damaged.
  Result<Fact> read_stored(std::string_view line);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::vector<std::string> unknown_fields_;
};

}  // namespace shiplog
