#include "metrics/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "base/function_ref.h"

namespace shiplog {

void for_each_index(std::size_t count, unsigned threads, FunctionRef<void(std::size_t)> work) {
  const std::size_t wanted = threads == 0 ? std::thread::hardware_concurrency() : threads;
  const std::size_t helpers = std::min(std::max<std::size_t>(wanted, 1), count);
  std::atomic<std::size_t> next = 0;
  const auto take_turns = [&] {
    for (std::size_t index = next.fetch_add(1); index < count; index = next.fetch_add(1)) {
      work(index);
    }
  };
  std::vector<std::jthread> crew;
  for (std::size_t i = 1; i < helpers; ++i) {
    crew.emplace_back(take_turns);
  }
  take_turns();
}

}  // namespace shiplog
