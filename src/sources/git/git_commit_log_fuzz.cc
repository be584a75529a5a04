// Fuzzes the log of commits and what is made of each: no bytes crash it, and how they arrive
// changes nothing. The first byte of the input says how many arrive at a time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "sources/git/commit_log.h"
#include "sources/history/author.h"
#include "sources/history/commit_message.h"

namespace {

using namespace shiplog;

std::string describe(const CommitText& text) {
  const std::string headline = headline_of(text.message);
  CHECK(headline.size() <= kHeadlineBytesMax);
  std::string description = std::string(text.sha) + " " + std::string(text.parents) + " " +
                            author_of(text.author_name, text.author_email).id + " " + headline;
  for (const auto& mention : {merged_pull_request(text.message), squashed_pull_request(headline)}) {
    if (mention) {
      CHECK(mention->number > 0);
      description += " #" + std::to_string(mention->number);
    }
  }
  return description + " " + reverted_sha(text.message).value_or("") + "\n";
}

std::string read_all(std::string_view bytes, std::size_t bite) {
  CommitLogParser parser;
  std::string all;
  while (!bytes.empty()) {
    parser.buffer() += bytes.substr(0, bite);
    bytes.remove_prefix(std::min(bite, bytes.size()));
    for (;;) {
      const auto text = parser.next();
      if (!text) {
        return all + "broken";
      }
      if (!*text) {
        break;
      }
      all += describe(**text);
    }
  }
  return all;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) {
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    CHECK(read_all(bytes, std::size_t{1} + data[0]) == read_all(bytes, SIZE_MAX));
  }
  return 0;
}
