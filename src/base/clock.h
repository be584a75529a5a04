// Clock: where the time comes from. Passed in, never asked of the system in a formula.

#pragma once

#include <chrono>

namespace shiplog {

class Clock {
 public:
  using Instant = std::chrono::sys_time<std::chrono::microseconds>;
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  }
};

// Stands still: --now, and tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant instant) : instant_(instant) {}
  Instant now() const override { return instant_; }
  void advance(std::chrono::microseconds by) { instant_ += by; }

 private:
  Instant instant_;
};

}  // namespace shiplog
