// Readiness: whether to send this server more requests. It is ready from the moment it
// listens until it is asked to stop; from then on it still answers what it is asked.

#pragma once

#include <atomic>

namespace shiplog::api {

// Safe to use from any number of threads.
class Readiness {
 public:
  bool is_ready() const { return is_ready_; }
  void set_ready(bool is_ready) { is_ready_ = is_ready; }

 private:
  std::atomic<bool> is_ready_ = false;
};

}  // namespace shiplog::api
