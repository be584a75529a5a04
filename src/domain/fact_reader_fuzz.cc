// Fuzzes the line reader: no line crashes it, and what it accepts is written to a line that
// it accepts as the same fact.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shiplog;
  static FactReader reader;
  const FactReading reading = reader.read({reinterpret_cast<const char*>(data), size});
  if (const auto* refusal = std::get_if<FactRefusal>(&reading)) {
    CHECK(!refusal->reason.empty());
    return 0;
  }
  const auto* fact = std::get_if<Fact>(&reading);
  if (fact == nullptr) {
    return 0;
  }
  const FactRecord record = to_record(*fact);
  const std::string exported = export_line(record).value();
  for (const std::string_view line : {std::string_view(record.line), std::string_view(exported)}) {
    const FactRecord again = to_record(reader.read_stored(line).value());
    CHECK(reader.unknown_fields().empty());
    CHECK(again.line == record.line);
    CHECK(again.key == record.key);
    CHECK(again.key.size() <= kKeyBytesMax);
    CHECK(again.owner == record.owner);
    CHECK(again.updated_at == record.updated_at);
  }
  CHECK(to_record(reader.read_stored(exported).value()).earliest_commit_at ==
        record.earliest_commit_at);
  return 0;
}
