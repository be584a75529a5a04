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
extern const Metric kTimeToMerge;
extern const Metric kFlowRatio;
extern const Metric kAbandonedRate;
extern const Metric kDraftTime;
extern const Metric kCommitSize;
extern const Metric kApprovalRate;
extern const Metric kUnreviewedMerges;
extern const Metric kDirectPushes;
extern const Metric kReviewDepth;
extern const Metric kReviewRounds;
extern const Metric kReviewers;
extern const Metric kReviewLoad;
extern const Metric kRevertRate;
extern const Metric kFixShare;
extern const Metric kCiSuccessRate;
extern const Metric kCiDuration;
extern const Metric kCiFlakiness;
extern const Metric kActivity;
extern const Metric kBotShare;
extern const Metric kKnowledgeSpread;

}  // namespace shiplog::metrics
