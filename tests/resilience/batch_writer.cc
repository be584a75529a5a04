// batch_writer STORE LAST: writes the numbered batches up to LAST into a store, from where
// it finds it, and says each number on standard output once it is acknowledged.
//
// The resilience tests kill it, cut its power and fill its disk.

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "base/result.h"
#include "store/fact_store.h"
#include "tests/resilience/numbered_batches.h"

namespace shiplog {
namespace {

Result<Unit> write_batches(const std::string& place, std::int64_t last) {
  const std::unique_ptr<FactStore> store = TRY(open_store(place));
  const std::int64_t stored = TRY(batches_stored(*store));
  const std::unique_ptr<FactWriter> writer =
      TRY(store->open_writer({.description = "batch_writer"}));
  for (std::int64_t number = stored + 1; number <= last; ++number) {
    TRY(writer->apply(numbered_batch(number)));
    const std::string said = std::to_string(number) + "\n";
    if (write(STDOUT_FILENO, said.data(), said.size()) < 0) {
      return Error{ErrorCode::Cancelled, "nobody listens"};
    }
  }
  return Unit{};
}

}  // namespace
}  // namespace shiplog

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: batch_writer STORE LAST\n");
    return 2;
  }
  const auto done = shiplog::write_batches(words[1], std::atoll(words[2]));
  if (!done) {
    std::fprintf(stderr, "%s\n", done.error().message.c_str());
    return 1;
  }
  return 0;
}
