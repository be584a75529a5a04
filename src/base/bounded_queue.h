// BoundedQueue: hands things from one thread to another, and lets neither run far ahead.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace shiplog {

// Safe to use from any number of threads. What is still inside when it is destroyed is
// dropped.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  // Waits while the queue is full. False, with the item dropped, after a stop or a close.
  bool push(T item, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const bool is_free =
        changed_.wait(lock, stop, [this] { return items_.size() < capacity_ || is_closed_; });
    if (!is_free || is_closed_) {
      return false;
    }
    items_.push_back(std::move(item));
    changed_.notify_all();
    return true;
  }

  // Does not wait: false, with the item dropped, when the queue is full or closed.
  bool try_push(T item) {
    const std::lock_guard lock(mutex_);
    if (items_.size() >= capacity_ || is_closed_) {
      return false;
    }
    items_.push_back(std::move(item));
    changed_.notify_all();
    return true;
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

  // Waits while the queue is empty. Nothing once it is closed and empty, or after a stop.
  std::optional<T> pop(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !items_.empty() || is_closed_; });
    if (items_.empty() || stop.stop_requested()) {
      return std::nullopt;
    }
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    changed_.notify_all();
    return item;
  }

  // Nothing more will be pushed; what is inside may still be popped.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<T> items_;
  bool is_closed_ = false;
};

}  // namespace shiplog
