#include "metrics/catalog.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"
#include "metrics/definitions/definitions.h"
#include "metrics/metric.h"

namespace shiplog {
namespace {

// Listed by hand. A static registrar would be dropped by the linker together with its
// unused object file, and a reader could not see the order.
constexpr std::array kCatalog = {
    &metrics::kLeadTime,          &metrics::kDeploymentFrequency,
    &metrics::kChangeFailRate,    &metrics::kRecoveryTime,
    &metrics::kReworkRate,        &metrics::kCycleTime,
    &metrics::kTimeToFirstReview, &metrics::kTimeToMerge,
    &metrics::kThroughput,        &metrics::kWorkInProgress,
    &metrics::kOpenAge,           &metrics::kFlowRatio,
    &metrics::kAbandonedRate,     &metrics::kDraftTime,
    &metrics::kPullRequestSize,   &metrics::kCommitSize,
    &metrics::kReviewCoverage,    &metrics::kApprovalRate,
    &metrics::kUnreviewedMerges,  &metrics::kDirectPushes,
    &metrics::kReviewDepth,       &metrics::kReviewRounds,
    &metrics::kReviewers,         &metrics::kReviewLoad,
    &metrics::kRevertRate,        &metrics::kFixShare,
    &metrics::kCiSuccessRate,     &metrics::kCiDuration,
    &metrics::kCiFlakiness,       &metrics::kActivity,
    &metrics::kBotShare,          &metrics::kKnowledgeSpread,
};

constexpr std::array kHeadline = {
    &metrics::kLeadTime,     &metrics::kDeploymentFrequency, &metrics::kChangeFailRate,
    &metrics::kRecoveryTime, &metrics::kReworkRate,          &metrics::kCycleTime,
    &metrics::kThroughput,   &metrics::kTimeToFirstReview,   &metrics::kReviewCoverage,
};

}  // namespace

std::span<const Metric* const> metric_catalog() { return kCatalog; }

std::span<const Metric* const> headline_metrics() { return kHeadline; }

Result<const Metric*> find_metric(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Metric* const metric : kCatalog) {
    if (metric->id == id) {
      return metric;
    }
    ids.push_back(metric->id);
  }
  return Error{ErrorCode::NotFound,
               "there is no metric '" + std::string(id) + "'" + did_you_mean(id, ids)};
}

Result<std::vector<const Metric*>> find_metrics(std::span<const std::string> ids) {
  if (ids.empty()) {
    const std::span<const Metric* const> headline = headline_metrics();
    return std::vector<const Metric*>(headline.begin(), headline.end());
  }
  std::vector<const Metric*> metrics;
  for (const std::string& id : ids) {
    metrics.push_back(TRY(find_metric(id)));
  }
  return metrics;
}

}  // namespace shiplog
