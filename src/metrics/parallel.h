// Work dealt out to threads, without a say in its result.

#pragma once

#include <cstddef>

#include "base/function_ref.h"

namespace shiplog {

// Calls work(0) … work(count − 1), each once, on up to `threads` threads (0: as many as the
// machine has cores), and returns when all are done. Each call must write only what is its
// own, so that the order in which they run does not matter.
void for_each_index(std::size_t count, unsigned threads, FunctionRef<void(std::size_t)> work);

}  // namespace shiplog
