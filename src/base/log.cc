#include "base/log.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/clock.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/printable.h"
#include "base/secret.h"

namespace shiplog {
namespace {

constexpr std::size_t kPendingBytesMax = std::size_t{1} << 20U;
constexpr std::size_t kTextBytesMax = 500;

void write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      return;  // Nobody is left to tell.
    }
    text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string log_line(Clock::Instant time, LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) {
  static constexpr std::array<std::string_view, 3> kLevels = {"info", "warning", "error"};
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("time").text(format_time(time));
  json.key("level").text(kLevels.at(static_cast<std::size_t>(level))).key("event").text(event);
  for (const LogField& field : fields) {
    json.key(field.name);
    if (const std::int64_t* number = std::get_if<std::int64_t>(&field.value)) {
      json.integer(*number);
    } else {
      const std::string_view text = std::get<std::string_view>(field.value);
      json.text(printable(without_tokens(text), kTextBytesMax));
    }
  }
  json.end_object();
  return line + "\n";
}

DescriptorLog::DescriptorLog(int descriptor, const Clock& clock)
    : descriptor_(descriptor), clock_(clock), writer_([this] { write_out(); }) {}

DescriptorLog::~DescriptorLog() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_one();
  writer_.join();
}

void DescriptorLog::write(LogLevel level, std::string_view event,
                          std::initializer_list<LogField> fields) {
  const std::string line = log_line(clock_.now(), level, event, fields);
  {
    const std::lock_guard lock(mutex_);
    if (pending_.size() + line.size() > kPendingBytesMax) {
      ++dropped_;
      return;
    }
    pending_ += line;
  }
  changed_.notify_one();
}

void DescriptorLog::write_out() {
  std::unique_lock lock(mutex_);
  while (!is_ending_ || !pending_.empty()) {
    changed_.wait(lock, [this] { return is_ending_ || !pending_.empty(); });
    std::string lines = std::exchange(pending_, {});
    const std::size_t dropped = std::exchange(dropped_, 0);
    lock.unlock();
    if (dropped > 0) {
      lines += log_line(clock_.now(), LogLevel::Warning, "log lines dropped",
                        {{"count", static_cast<std::int64_t>(dropped)}});
    }
    write_whole(descriptor_, lines);
    lock.lock();
  }
}

}  // namespace shiplog
