#include "api/query_pool.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <optional>
#include <stop_token>
#include <thread>

namespace shiplog::api {
namespace {

// What is ready is sent before more is made: where the cores do not suffice for both, the I/O
// thread goes first. Of Linux' threads each has a niceness of its own.
void lower_own_priority() {
  constexpr int kNicer = 5;
  static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNicer));
}

}  // namespace

QueryPool::QueryPool(std::size_t threads, std::size_t waiting_max) : jobs_(waiting_max) {
  threads_.reserve(threads);
  for (std::size_t thread = 0; thread < threads; ++thread) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

void QueryPool::request_stop() {
  for (std::jthread& thread : threads_) {
    thread.request_stop();
  }
}

void QueryPool::work(const std::stop_token& stop) {
  lower_own_priority();
  while (const std::optional<Job> job = jobs_.pop(stop)) {
    (*job)();
  }
}

}  // namespace shiplog::api
