// Puts the sample into a store, which then remembers of which options it is.

#pragma once

#include <stop_token>
#include <string>

#include "base/result.h"
#include "services/sample/sample.h"
#include "store/fact_store.h"

namespace shiplog {

// Whether the store was filled with exactly this sample, to its end.
Result<bool> holds_sample(FactStore& store, const SampleOptions& options);

// Cancelled after `stop`; the store then holds a part, and holds_sample() says no.
Result<Unit> fill_with_sample(FactStore& store, const SampleOptions& options,
                              const std::stop_token& stop);

}  // namespace shiplog
