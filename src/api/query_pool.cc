#include "api/query_pool.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <thread>

namespace shiplog::api {

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
  while (const std::optional<Job> job = jobs_.pop(stop)) {
    (*job)();
  }
}

}  // namespace shiplog::api
