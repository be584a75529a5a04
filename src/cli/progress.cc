#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>

#include "cli/terminal.h"
#include "cli/text_width.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

using Seconds = std::chrono::duration<double>;
constexpr auto kBetweenDrawings = std::chrono::milliseconds(100);
constexpr auto kBetweenSentences = std::chrono::seconds(10);
constexpr std::size_t kBarWidth = 20;
// What is left is not known from a moment's beginning.
constexpr double kShareToForecast = 0.01;

std::string rate(const Step& step, Seconds elapsed) {
  const double per_second = static_cast<double>(step.done) / std::max(elapsed.count(), 0.001);
  return human_count(static_cast<std::size_t>(std::llround(per_second))) + "/s";
}

std::string time_left(const Step& step, Seconds elapsed) {
  if (!step.share || *step.share < kShareToForecast) {
    return {};
  }
  return human_duration(std::ceil(elapsed.count() / *step.share * (1 - *step.share))) + " left";
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", std::floor(100 * std::clamp(share, 0.0, 1.0)));
}

std::string bar(double share) {
  const auto full = static_cast<std::size_t>(
      std::floor(std::clamp(share, 0.0, 1.0) * static_cast<double>(kBarWidth)));
  std::string out = "[";
  for (std::size_t i = 0; i < kBarWidth; ++i) {
    out += i < full ? "█" : "░";
  }
  return out + "]";
}

std::string things_done(const Step& step) {
  return human_count(static_cast<std::size_t>(step.done)) + " " + std::string(step.things);
}

}  // namespace

std::string progress_line(const Step& step, Seconds elapsed, std::size_t width) {
  std::string rest;
  if (step.share) {
    rest += "  " + bar(*step.share) + " " + pad_left(percent(*step.share), 5);
  }
  rest += "  " + things_done(step) + "  " + rate(step, elapsed);
  if (const std::string left = time_left(step, elapsed); !left.empty()) {
    rest += "  " + left;
  }
  // The name gives way to the numbers; the last column stays free, so that nothing wraps.
  const std::size_t used = width_of(rest) + 1;
  const std::size_t room = std::max<std::size_t>(width > used ? width - used : 0, 8);
  return truncate(truncate(without_controls(step.doing), room) + rest, width - 1);
}

std::string progress_sentence(const Step& step, Seconds elapsed) {
  std::string out = without_controls(step.doing) + ": " + things_done(step);
  if (step.share) {
    out += ", " + percent(*step.share);
  }
  out += ", " + rate(step, elapsed);
  const std::string left = time_left(step, elapsed);
  return left.empty() ? out : out + ", " + left;
}

void Progress::show(const Step& step) {
  const Moment now = std::chrono::steady_clock::now();
  const Seconds elapsed = now - started_at_;
  if (terminal_.shows_progress()) {
    if (now - shown_at_ >= kBetweenDrawings) {
      shown_at_ = now;
      terminal_.draw_progress(progress_line(step, elapsed, terminal_.style().width));
    }
  } else if (now - shown_at_ >= kBetweenSentences) {
    shown_at_ = now;
    terminal_.say(progress_sentence(step, elapsed));
  }
}

}  // namespace shiplog
