#include "sources/github/decode/deployments.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

struct StateName {
  std::string_view github = {};
  std::string_view fact = {};
  bool is_settled = false;
};
constexpr std::array<StateName, 11> kStates = {{
    {"ABANDONED", "queued", true},  // No status came for too long.
    {"ACTIVE", "success", false},
    {"DESTROYED", "inactive", true},
    {"ERROR", "error", true},
    {"FAILURE", "failure", true},
    {"INACTIVE", "inactive", true},
    {"IN_PROGRESS", "in_progress", false},
    {"PENDING", "queued", false},
    {"QUEUED", "queued", false},
    {"SUCCESS", "success", false},
    {"WAITING", "queued", false},
}};

const StateName* find_state(std::string_view word) {
  const auto* const found =
      std::find_if(kStates.begin(), kStates.end(),
                   [word](const StateName& each) { return each.github == word; });
  return found == kStates.end() ? nullptr : found;
}

std::string state_of(Json value, const Decoding& decoding) {
  const std::string_view word = value.text();
  if (const StateName* const known = find_state(word)) {
    return std::string(known->fact);
  }
  decoding.oddities.count("state of a deployment", word);
  return lower_case(word);
}

bool is_end(const std::string& state) {
  return state == "success" || state == "failure" || state == "error";
}

// GitHub lists the newest status first. Those of one second stay in the order they came.
void sort_by_time(List<DeploymentStatus>& statuses) {
  if (statuses.size() > 1 && statuses.front().at >= statuses.back().at) {
    std::reverse(statuses.begin(), statuses.end());
  }
  // By insertion, as they are nearly always in order by now.
  const auto is_earlier = [](const DeploymentStatus& left, const DeploymentStatus& right) {
    return left.at < right.at;
  };
  for (auto next = statuses.begin(); next != statuses.end(); ++next) {
    std::rotate(std::upper_bound(statuses.begin(), next, *next, is_earlier), next, next + 1);
  }
}

}  // namespace

std::optional<DeploymentParts> DeploymentParts::begin(Json node, const Decoding& decoding) {
  const std::string_view id = node["id"].id();
  const std::string_view sha = node["commitOid"].id();
  const Moment created_at = node["createdAt"].time();
  if (id.empty() || sha.empty() || !created_at) {
    return std::nullopt;
  }
  DeploymentParts parts;
  parts.deployment_ = {.id = std::string(id),
                       .repository = std::string(decoding.repository),
                       .environment = std::string(node["originalEnvironment"].text()),
                       .sha = std::string(sha),
                       .created_at = *created_at,
                       .ref = node["ref"]["name"].optional_text()};
  if (parts.deployment_.environment.empty()) {
    parts.deployment_.environment = std::string(node["environment"].text());
  }
  if (const Json state = node["state"]) {
    const StateName* const known = find_state(state.text());
    parts.is_settled_ = known != nullptr && known->is_settled;
    parts.deployment_.status = state_of(state, decoding);
  }
  parts.updated_at_ = node["updatedAt"].time();
  parts.deployment_.statuses.is_given = true;
  parts.add(node, decoding);
  return parts;
}

void DeploymentParts::add(Json node, const Decoding& decoding) {
  const Json statuses = node["statuses"];
  for (const Json status : statuses["nodes"].items()) {
    const Moment at = status["createdAt"].time();
    if (at) {
      deployment_.statuses.push_back({.state = state_of(status["state"], decoding), .at = *at});
    }
  }
  const Json page = statuses["pageInfo"];
  next_ = page["hasNextPage"].is_true() ? page["endCursor"].optional_text() : Text();
}

FactRecord DeploymentParts::tell() && {
  sort_by_time(deployment_.statuses);
  for (const DeploymentStatus& status : deployment_.statuses) {
    if (is_end(status.state) && !deployment_.finished_at) {
      deployment_.finished_at = status.at;
    }
    updated_at_ = std::max(updated_at_, Moment(status.at));
  }
  FactRecord record = to_record(std::move(deployment_));
  // A later status makes a newer version, though a deployment's line has no field for that.
  record.updated_at = updated_at_;
  return record;
}

}  // namespace shiplog
