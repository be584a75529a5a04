// Fuzzes the reading of requests: no bytes crash it, what it accepts is framed as strictly as
// we promise, and it makes no difference in what pieces the bytes come.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/beast/request_reader.h"
#include "api/http/framing.h"
#include "api/http/request.h"
#include "base/check.h"

namespace shiplog::api {
namespace {

using Progress = RequestReader::Progress;

constexpr std::size_t kBodyBytesMax = 1000;

void check_head(RequestReader& reader) {
  const Request& request = reader.request();
  CHECK(request.headers.count("host") == 1);
  CHECK(request.headers.all().size() <= kFieldsMax);
  CHECK(request.path.starts_with('/') || request.path == "*");
  CHECK(request.headers.count("content-length") + request.headers.count("transfer-encoding") <= 1);
  CHECK(!is_safe(request.method) || !reader.has_body());
  for (const Header& header : request.headers.all()) {
    CHECK(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
}

// What was read of the bytes, each request a line, fed so many at a time.
std::string reading_of(std::string_view bytes, std::size_t piece) {
  RequestReader reader;
  std::string out;
  bool is_in_body = false;
  while (true) {
    const Progress progress = is_in_body ? reader.read_body(kBodyBytesMax) : reader.read_head();
    if (progress == Progress::Refused) {
      return out + "refused " + std::to_string(reader.refusal().status);
    }
    if (progress == Progress::Waiting) {
      const auto room = reader.room();
      const std::size_t size = std::min({piece, room.size(), bytes.size()});
      if (size == 0) {
        CHECK(!room.empty());
        return out + "waiting";
      }
      std::ranges::copy(bytes.substr(0, size), room.begin());
      reader.received(size);
      bytes.remove_prefix(size);
      continue;
    }
    if (!is_in_body) {
      check_head(reader);
      is_in_body = reader.has_body();
    } else {
      CHECK(reader.request().body.size() <= kBodyBytesMax);
      is_in_body = false;
    }
    if (!is_in_body) {
      out += reader.request().path + "?" + reader.request().query + " " + reader.request().body;
      out += "\n";
      reader.next();
    }
  }
}

}  // namespace
}  // namespace shiplog::api

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shiplog::api;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // The refusals may differ: of a long head that is wrong, which is seen first.
  const std::string whole = reading_of(bytes, bytes.size() + 1);
  const std::string pieces = reading_of(bytes, 7);
  const auto accepted = [](std::string_view text) { return text.substr(0, text.rfind('\n') + 1); };
  CHECK(accepted(whole) == accepted(pieces));
  return 0;
}
