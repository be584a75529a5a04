#include "stats/log_rank.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "stats/distributions.h"
#include "stats/quantile.h"

namespace shiplog {
namespace {

// One group, walked along time.
class Walk {
 public:
  explicit Walk(const Durations& durations)
      : ended_(durations.ended.values()), censored_(durations.censored.values()) {}

  double next_ending() const {
    return next_ended_ < ended_.size() ? ended_[next_ended_]
                                       : std::numeric_limits<double>::infinity();
  }

  // How many last at least until `time`; times only grow.
  double at_risk(double time) {
    while (next_censored_ < censored_.size() && censored_[next_censored_] < time) {
      ++next_censored_;
    }
    return static_cast<double>(ended_.size() - next_ended_ + censored_.size() - next_censored_);
  }

  // How many end at `time`, which are then behind.
  double take_endings(double time) {
    const std::size_t before = next_ended_;
    while (next_ended_ < ended_.size() && ended_[next_ended_] == time) {
      ++next_ended_;
    }
    return static_cast<double>(next_ended_ - before);
  }

 private:
  const std::vector<double>& ended_;
  const std::vector<double>& censored_;
  std::size_t next_ended_ = 0;
  std::size_t next_censored_ = 0;
};

bool is_empty(const Durations& durations) {
  return durations.ended.size() + durations.censored.size() == 0;
}

}  // namespace

std::optional<LogRank> log_rank(const Durations& first, const Durations& second) {
  if (is_empty(first) || is_empty(second) || first.ended.size() + second.ended.size() == 0) {
    return std::nullopt;
  }
  Walk one(first);
  Walk other(second);
  LogRank result = {.observed = static_cast<double>(first.ended.size())};
  double variance = 0;
  constexpr double kNever = std::numeric_limits<double>::infinity();
  for (double time = 0; (time = std::min(one.next_ending(), other.next_ending())) != kNever;) {
    const double in_first = one.at_risk(time);
    const double all = in_first + other.at_risk(time);
    const double endings = one.take_endings(time) + other.take_endings(time);
    const double share = in_first / all;
    result.expected += endings * share;
    if (all > 1) {
      variance += endings * share * (1 - share) * (all - endings) / (all - 1);
    }
  }
  if (variance > 0) {
    const double distance = result.observed - result.expected;
    result.chi_squared = distance * distance / variance;
    result.p_value = chi_squared_p(result.chi_squared, 1);
  }
  return result;
}

}  // namespace shiplog
