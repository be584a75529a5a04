// Fuzzes the reading of query strings: none crashes it, and what is accepted means the same
// when it is written as the page would write it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/parameters.h"
#include "api/query_grammar.h"
#include "base/check.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "services/question/question.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shiplog;
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const Result<api::Parameters> parameters = api::Parameters::read(query, api::query_grammar());
  if (!parameters) {
    CHECK(!parameters.error().message.empty());
    return 0;
  }
  const std::string canonical = parameters->canonical();
  const Result<api::Parameters> again = api::Parameters::read(canonical, api::query_grammar());
  CHECK(again.has_value());
  CHECK(again->canonical() == canonical);
  const auto now = parse_time("2026-04-06T12:00:00Z").value();
  const Defaults defaults{.time_zone = "UTC"};
  CHECK(api::read_question(*parameters, defaults, now).has_value() ==
        api::read_question(*again, defaults, now).has_value());
  return 0;
}
