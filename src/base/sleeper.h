// Sleeper: time that only goes forward, and can be slept through. Waits are measured by it,
// so that setting a machine's clock neither shortens nor prolongs them.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace shiplog {

class Sleeper {
 public:
  using Moment = std::chrono::steady_clock::time_point;
  virtual ~Sleeper() = default;

  virtual Moment now() const = 0;
  // Returns at that moment, or earlier, with false, when a stop is requested.
  virtual bool sleep_until(Moment moment, const std::stop_token& stop) = 0;
};

// Safe to use from many threads.
class SystemSleeper final : public Sleeper {
 public:
  Moment now() const override { return std::chrono::steady_clock::now(); }
  bool sleep_until(Moment moment, const std::stop_token& stop) override {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_until(lock, stop, moment, [] { return false; });
    return !stop.stop_requested();
  }
};

// Sleeps at once, by moving its time on: tests. Safe to use from many threads.
class FakeSleeper final : public Sleeper {
 public:
  Moment now() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  bool sleep_until(Moment moment, const std::stop_token& stop) override {
    const std::lock_guard lock(mutex_);
    now_ = moment > now_ ? moment : now_;
    return !stop.stop_requested();
  }
  void advance(std::chrono::nanoseconds by) {
    const std::lock_guard lock(mutex_);
    now_ += std::chrono::duration_cast<Moment::duration>(by);
  }

 private:
  mutable std::mutex mutex_;
  Moment now_ = Moment(std::chrono::hours(1));
};

}  // namespace shiplog
