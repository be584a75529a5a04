// Kaplan–Meier: quantiles of durations of which some have not ended.
//
// To leave out what has not ended would make every wait look shorter than it is, and the
// more so the newer the data. Instead each unfinished duration counts as "at least this
// long".

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stats/interval.h"
#include "stats/quantile.h"

namespace shiplog {

// The survival curve: the share that lasts longer than t, at each t at which some end. At
// one time endings come before censorings.
class SurvivalCurve {
 public:
  // How long those lasted that have ended, and how long the others have so far (censored).
  SurvivalCurve(const SortedSample& ended, const SortedSample& censored);

  // The first time at which the share falls to 1 − p. Where it equals it and falls further
  // later, the mean of that time and the next at which it falls (R's survfit), so that
  // without censoring the median is the usual one. Absent when it never falls so far.
  std::optional<double> quantile(double p) const;

  // By inverting Greenwood's pointwise bands on the log-log scale; absent when neither end
  // is reached.
  std::optional<Interval> quantile_interval(double p) const;

  // The share that lasts longer than a time, and its band. There is none before the first
  // ending, and none where nobody is left.
  double share_beyond(double time) const;
  std::optional<Interval> band_at(double time) const;

  // The mean of durations cut at `limit`: the area under the curve up to there. Where no
  // median is reached it still says how long things last; its deviation is Greenwood's.
  struct RestrictedMean {
    double value = 0;
    double deviation = 0;
  };
  RestrictedMean restricted_mean(double limit) const;

 private:
  struct Step {
    double time = 0;
    double survival = 1;
    double greenwood = 0;  // Σ d / (n (n − d)).
  };
  static double band_edge(const Step& step, double z);
  const Step* last_step_until(double time) const;
  template <typename ShareAt>
  static std::optional<double> first_crossing(std::span<const Step> steps, double share,
                                              ShareAt share_at);

  std::vector<Step> steps_;
};

}  // namespace shiplog
