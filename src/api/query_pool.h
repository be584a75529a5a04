// QueryPool: the threads on which answers are made. Bounded: what does not fit is refused at
// once rather than made to wait for its turn.

#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"

namespace shiplog::api {

class QueryPool {
 public:
  using Job = std::function<void()>;

  // So many at once, and so many more that wait.
  QueryPool(std::size_t threads, std::size_t waiting_max);

  // False, and the job dropped, when too many wait already.
  bool try_submit(Job job) { return jobs_.try_push(std::move(job)); }

  // The jobs in hand end, those that wait are dropped.
  void request_stop();

  std::size_t waiting() const { return jobs_.size(); }

 private:
  void work(const std::stop_token& stop);

  BoundedQueue<Job> jobs_;
  // Stopped and joined first.
  std::vector<std::jthread> threads_ = {};
};

}  // namespace shiplog::api
