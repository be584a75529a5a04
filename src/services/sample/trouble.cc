#include "services/sample/trouble.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "domain/facts.h"
#include "services/sample/dice.h"
#include "services/sample/organisation.h"
#include "services/sample/sample.h"
#include "services/sample/vocabulary.h"
#include "services/sample/working_time.h"

namespace shiplog::sample {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// Issues that the sample makes up for incidents are numbered from here, beyond any other.
constexpr std::int64_t kFirstIssueNumber = 900'000'000;

}  // namespace

Trouble::Trouble(const Organisation& organisation, const RepositoryPlan& repository, Dice& dice)
    : organisation_(organisation), repository_(repository), dice_(dice) {}

Incident Trouble::incident_at(sys_seconds started) {
  static constexpr std::array<std::string_view, 4> kSeverities = {"sev1", "sev2", "sev3", "sev3"};
  Incident incident = {.id = numbered_id("N_", repository_.index, ++last_incident_),
                       .started_at = started,
                       .title = incident_title(dice_.next()),
                       .severity = std::string(dice_.pick(kSeverities))};
  const sys_seconds resolved = started + dice_.log_normal(minutes{75}, 140);
  if (resolved <= organisation_.until()) {
    incident.resolved_at = resolved;
  }
  incident.url = "https://status.acme.example/incidents/" + incident.id;
  return incident;
}

Result<Unit> Trouble::strike(sys_seconds shipped, std::string_view deployment, std::size_t area,
                             FactSink sink) {
  const std::int64_t roll = dice_.below(100);
  if (roll >= 75) {
    return Unit{};
  }
  sys_seconds started = shipped + dice_.log_normal(minutes{12}, 120);
  if (roll >= 30 && roll < 50) {
    started += hours{dice_.below(20)};
  }
  if (started > organisation_.until()) {
    return Unit{};
  }
  if (roll >= 60) {
    return write_issue(started, sink);
  }

  Incident incident = incident_at(started);
  const std::string& folder = repository_.areas[area];
  if (roll < 30) {
    incident.repository = repository_.id;
    if (!deployment.empty()) {
      incident.deployment = std::string(deployment);
    }
  } else if (roll < 50) {
    incident.repository = repository_.id;
  } else {
    incident.service = folder.substr(folder.find('/') + 1);
  }
  return sink(std::move(incident));
}

Result<Unit> Trouble::strike_alone(sys_seconds at, FactSink sink) {
  if (at > organisation_.until()) {
    return Unit{};
  }
  Incident incident = incident_at(at);
  incident.repository = repository_.id;
  return sink(std::move(incident));
}

Result<Unit> Trouble::write_issue(sys_seconds started, FactSink sink) {
  static constexpr std::array<std::string_view, 3> kLabels = {"incident", "sev-2", "outage"};
  const std::int64_t number = kFirstIssueNumber + ++last_incident_;
  Issue issue = {.id = numbered_id("I_", repository_.index, number),
                 .repository = repository_.id,
                 .number = number,
                 .created_at = started,
                 .title = incident_title(dice_.next()),
                 .author = organisation_.people().front().id,
                 .updated_at = started,
                 .labels = {std::string(dice_.pick(kLabels)), "customers"}};
  const sys_seconds closed = started + dice_.log_normal(hours{3}, 140);
  if (closed <= organisation_.until()) {
    issue.closed_at = issue.updated_at = closed;
  }
  return sink(std::move(issue));
}

}  // namespace shiplog::sample
