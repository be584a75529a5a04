// The sample: a made-up company's history as facts, as large as one likes.
//
// "Acme" has teams in several time zones, repositories of very unequal size, bots, AI
// agents, and most oddities that real histories have: squashes and rebases, force
// pushes, reopened and forgotten pull requests, failed, retried and rolled back
// deployments, incidents. One team gets better at reviewing, one is a bottleneck, and
// one month was bad. bench/README.md describes its shape in numbers.
//
// Equal options give equal facts, byte for byte, on any machine. Every time lies at or
// before `until`. Facts come repository by repository, in no other order, and memory
// does not grow with their number.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

struct SampleOptions {
  // Pull requests in whatever state, and direct pushes: exactly so many.
  std::int64_t changes = 2'400;
  std::uint64_t seed = 1;
  std::optional<std::int64_t> repositories = {};  // Absent: as the changes demand.
  std::optional<std::int64_t> people = {};        // Humans; absent: as the changes demand.
  std::int64_t years = 2;
  Timestamp until = {};  // The end of the history; fractions of a second are cut off.
};

using FactSink = FunctionRef<Result<Unit>(const Fact& fact)>;

// InvalidInput when an option is out of bounds: 1 to 100 million changes, 1 to 100,000
// repositories (and no more than changes), 1 to 1 million people, 1 to 20 years. An error
// of the sink ends the generation and is returned.
Result<Unit> generate_sample(const SampleOptions& options, FactSink sink);

// The same as lines of the interchange format. A piece is whole lines, each with its
// line break, about 64 KiB of them.
Result<Unit> write_sample(const SampleOptions& options,
                          FunctionRef<Result<Unit>(std::string_view lines)> sink);

}  // namespace shiplog
