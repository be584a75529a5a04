// One line per metric. Each is defined in the file of the same name.

#pragma once

#include "metrics/metric.h"

namespace shiplog::metrics {

extern const Metric kLeadTime;
extern const Metric kDeploymentFrequency;
extern const Metric kChangeFailRate;
extern const Metric kRecoveryTime;
extern const Metric kReworkRate;
extern const Metric kCycleTime;
extern const Metric kTimeToFirstReview;
extern const Metric kThroughput;
extern const Metric kPullRequestSize;
extern const Metric kReviewCoverage;
extern const Metric kWorkInProgress;
extern const Metric kOpenAge;

}  // namespace shiplog::metrics
