// Progress: how far a long work is. On a terminal one line that is drawn again and again,
// with a bar, the rate and the time that is left; elsewhere a plain line now and then.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal.h"

namespace shiplog {

struct Step {
  std::string_view doing = {};       // "facts.ndjson.gz", "redis/redis"
  std::int64_t done = 0;             // Of things.
  std::string_view things = {};      // "facts"
  std::optional<double> share = {};  // 0 to 1, where the whole is known.
};

class Progress {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  // Borrows the terminal.
  explicit Progress(Terminal& terminal) : terminal_(terminal) {}
  ~Progress() { terminal_.draw_progress({}); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // As often as one likes; cheap when it is too early to show anything.
  void show(const Step& step);

 private:
  Terminal& terminal_;
  Moment started_at_ = std::chrono::steady_clock::now();
  Moment shown_at_ = started_at_;
};

// "facts.ndjson.gz  [████████░░░░]  42 %  1,234,000 facts  118,000/s  12 s left"
std::string progress_line(const Step& step, std::chrono::duration<double> elapsed,
                          std::size_t width);

// "facts.ndjson.gz: 1,234,000 facts, 42 %, 118,000/s, 12 s left"
std::string progress_sentence(const Step& step, std::chrono::duration<double> elapsed);

}  // namespace shiplog
