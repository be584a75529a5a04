#include "columns/fact_times.h"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <variant>

#include "domain/fact_shape.h"
#include "domain/facts.h"
#include "domain/list.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// Said by an author's clock, or possibly so: they say nothing of when data end.
constexpr bool is_claim(std::string_view field) {
  return field == "authored_at" || field == "earliest_commit_at";
}

template <typename T, typename Visit>
void for_each_time(const T& owner, Visit visit) {
  for_each_field<T>([&](const auto& field) {
    const auto& value = owner.*field.member;
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, Timestamp>) {
      visit(value, is_claim(field.name));
    } else if constexpr (std::is_same_v<Value, Moment>) {
      if (value.has_value()) {
        visit(*value, is_claim(field.name));
      }
    } else if constexpr (std::is_same_v<Value, List<PullRequestCommit>> ||
                         std::is_same_v<Value, List<PullRequestEvent>> ||
                         std::is_same_v<Value, List<DeploymentStatus>>) {
      for (const auto& item : value) {
        for_each_time(item, visit);
      }
    }
  });
}

struct Beginning {
  Moment operator()(const Commit& commit) const { return commit.committed_at; }
  Moment operator()(const PullRequest& pull_request) const { return pull_request.created_at; }
  Moment operator()(const Review& review) const { return review.submitted_at; }
  Moment operator()(const Comment& comment) const { return comment.created_at; }
  Moment operator()(const Deployment& deployment) const { return deployment.created_at; }
  Moment operator()(const Release& release) const { return release.published_at; }
  Moment operator()(const Issue& issue) const { return issue.created_at; }
  Moment operator()(const Incident& incident) const { return incident.started_at; }
  Moment operator()(const WorkflowRun& run) const { return run.created_at; }
  template <typename T>
  Moment operator()(const T& /*other*/) const {
    return {};
  }
};

constexpr bool begins_data(FactKind kind) {
  return kind != FactKind::Review && kind != FactKind::Comment;
}

}  // namespace

Moment beginning_of(const Fact& fact) { return std::visit(Beginning{}, fact); }

bool FactTimes::see(const Fact& fact) {
  const Moment beginning = beginning_of(fact);
  const bool has_happened = !beginning.has_value() || *beginning <= now_;
  if (has_happened && beginning.has_value() && begins_data(kind_of(fact))) {
    begins_at_ = std::min(begins_at_, *beginning);
  }
  const auto widen = [&](Timestamp time, bool is_authors_claim) {
    clocks_.see(time, now_);
    if (has_happened && !is_authors_claim && time <= now_) {
      latest_at_ = std::max(latest_at_, time);
    }
  };
  std::visit([&](const auto& value) { for_each_time(value, widen); }, fact);
  return has_happened;
}

}  // namespace shiplog
