// Log: what happened, as lines of JSON for an operator's tools. No text can begin a line of
// its own, and whatever looks like a token is not written.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

#include "base/clock.h"

namespace shiplog {

enum class LogLevel : std::uint8_t { Info, Warning, Error };

struct LogField {
  std::string_view name = {};
  std::variant<std::string_view, std::int64_t> value = {};
};

// Safe to use from any number of threads.
class Log {
 public:
  virtual ~Log() = default;
  // {"time":"…","level":"info","event":"request","status":200}
  virtual void write(LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) = 0;
};

// Nobody reads it: tests.
class NoLog final : public Log {
 public:
  void write(LogLevel /*level*/, std::string_view /*event*/,
             std::initializer_list<LogField> /*fields*/) override {}
};

// To a file descriptor, by a thread of its own: who logs never waits for who reads. Lines
// that pile up beyond a megabyte are dropped, and their number is told.
class DescriptorLog final : public Log {
 public:
  // Borrows both; the descriptor stays open.
  DescriptorLog(int descriptor, const Clock& clock);
  ~DescriptorLog() override;

  void write(LogLevel level, std::string_view event,
             std::initializer_list<LogField> fields) override;

 private:
  void write_out();

  const int descriptor_;
  const Clock& clock_;
  std::mutex mutex_ = {};
  std::condition_variable changed_ = {};
  std::string pending_ = {};
  std::size_t dropped_ = 0;
  bool is_ending_ = false;
  std::jthread writer_ = {};
};

// One line, with its end.
std::string log_line(Clock::Instant time, LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields);

}  // namespace shiplog
