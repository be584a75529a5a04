// Fuzzes the way from bytes to lines: no input crashes it, packed or not, and how the bytes
// arrive changes nothing. The first byte of the input says how many arrive at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/result.h"
#include "sources/line_source.h"
#include "sources/ndjson/ndjson_file.h"
#include "sources/ndjson/text_stream.h"

namespace {

using namespace shiplog;

struct Contents {
  std::string lines = {};  // With their numbers.
  bool is_broken = false;
};

Contents read_all(std::string_view bytes, std::size_t bite) {
  const auto source = open_ndjson(std::make_unique<TextStream>(std::string(bytes), bite), "x", {});
  if (!source) {
    return {.is_broken = true};
  }
  Contents contents;
  std::int64_t last_number = 0;
  while (true) {
    const auto line = (*source)->next({});
    if (!line) {
      contents.is_broken = true;
      return contents;
    }
    if (!line.value()) {
      return contents;
    }
    CHECK(line.value()->number > last_number);
    CHECK(line.value()->text.find('\n') == std::string_view::npos);
    last_number = line.value()->number;
    contents.lines += std::to_string(last_number) + ":" + std::string(line.value()->text) + "\n";
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Contents slow = read_all(bytes, std::size_t{1} + data[0]);
  const Contents fast = read_all(bytes, SIZE_MAX);
  CHECK(slow.is_broken == fast.is_broken);
  // Before damage, more lines may come out when the bytes come in little by little.
  CHECK(slow.is_broken ? slow.lines.starts_with(fast.lines) || fast.lines.starts_with(slow.lines)
                       : slow.lines == fast.lines);
  return 0;
}
