#include "services/sample/delivery.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "domain/facts.h"
#include "services/sample/agenda.h"
#include "services/sample/change_facts.h"
#include "services/sample/change_story.h"
#include "services/sample/dice.h"
#include "services/sample/organisation.h"
#include "services/sample/sample.h"

namespace shiplog::sample {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int kNarrow = 60;
constexpr int kWide = 130;

constexpr double kFailedAttempts = 0.04;
constexpr double kAbandonedAttempts = 0.005;
constexpr double kRedeployments = 0.01;
constexpr double kFixesSaidSo = 0.5;
constexpr double kLonelyIncidents = 0.004;

// The subject of a release that was planned; others are patches.
constexpr std::int64_t kPlanned = 1;

// What commits of the repository with the deployment's configuration are numbered as:
// those of a repository that is not part of the sample.
constexpr std::int64_t kConfigRepository = std::int64_t{1} << 22;

}  // namespace

Delivery::Delivery(const Organisation& organisation, const RepositoryPlan& repository, Dice& dice,
                   Agenda& agenda)
    : organisation_(organisation),
      repository_(repository),
      hours_(
          organisation.hours_of(organisation.teams()[static_cast<std::size_t>(repository.team)])),
      dice_(dice),
      agenda_(agenda),
      trouble_(organisation, repository, dice) {
  add_lines();
  if (repository.delivery == DeliveryStyle::Daily) {
    agenda_.add({hours_.next_at(repository.begin, hours{14}), TaskKind::DeployDaily});
  }
  if (repository.delivery == DeliveryStyle::Releases) {
    agenda_.add({hours_.next_at(repository.begin + days{4}, hours{11}), TaskKind::Prerelease});
  }
}

void Delivery::add_lines() {
  const bool has_staging = repository_.index % 3 != 1;
  switch (repository_.delivery) {
    case DeliveryStyle::Releases:
    case DeliveryStyle::MergesOnly:
      return;
    case DeliveryStyle::Services:
      for (const std::string& area : repository_.areas) {
        lines_.push_back({.environment = "production", .service = area.substr(area.find('/') + 1)});
      }
      break;
    case DeliveryStyle::Regions:
      lines_ = {{.environment = "prod-eu"}, {.environment = "prod-us"}};
      break;
    case DeliveryStyle::Daily:
      lines_ = {{.environment = "live"}};
      break;
    case DeliveryStyle::Continuous:
    case DeliveryStyle::BranchFirst:
    case DeliveryStyle::ConfigCommit:
      lines_ = {{.environment = "production"}};
      break;
  }
  if (has_staging) {
    staging_ = Line{.environment = "staging"};
  }
}

std::size_t Delivery::lines_of_target() const {
  return repository_.delivery == DeliveryStyle::Regions ? lines_.size() : 1;
}

void Delivery::request(std::size_t line, sys_seconds at) {
  if (lines_[line].is_due) {
    return;
  }
  lines_[line].is_due = true;
  agenda_.add({at, TaskKind::Deploy, static_cast<std::int64_t>(line)});
}

Result<Unit> Delivery::landed(const Change& change, const Landed& commits, FactSink sink) {
  culprit_ = commits.merge;
  culprit_area_ = change.area;
  const bool is_hotfix = change.purpose == Purpose::Hotfix;
  if (is_hotfix && to_fix_) {
    fix_has_landed_ = true;
  }
  if (change.purpose == Purpose::Revert || is_hotfix) {
    frozen_until_ = {};
  }

  const sys_seconds built = change.ended + dice_.log_normal(minutes{9}, kNarrow);
  switch (repository_.delivery) {
    case DeliveryStyle::MergesOnly:
      break;
    case DeliveryStyle::Releases:
      if (is_hotfix) {
        agenda_.add({built + minutes{20}, TaskKind::Release});
      }
      break;
    case DeliveryStyle::Services:
      request(change.area, built);
      break;
    case DeliveryStyle::Daily:
      if (is_hotfix) {
        request(0, built);
      }
      break;
    case DeliveryStyle::ConfigCommit:
      request(0, built + minutes{50});
      break;
    case DeliveryStyle::BranchFirst:
      if (!change.is_direct_push) {
        return deploy(0, commits.head, change.ended - minutes{25}, sink);
      }
      request(0, built);
      break;
    case DeliveryStyle::Regions:
    case DeliveryStyle::Continuous:
      request(0, built);
      break;
  }
  return Unit{};
}

Result<Unit> Delivery::perform(const Task& task, CommitNumber tip, FactSink sink) {
  const auto line = static_cast<std::size_t>(task.subject);
  switch (task.kind) {
    case TaskKind::Deploy:
      if (task.at < frozen_until_) {
        agenda_.add({frozen_until_, TaskKind::Deploy, task.subject});
        return Unit{};
      }
      lines_[line].is_due = false;
      return deploy(line, tip, task.at, sink);
    case TaskKind::DeployDaily:
      agenda_.add({hours_.next_at(task.at, hours{14}), TaskKind::DeployDaily});
      return deploy(line, tip, task.at, sink);
    case TaskKind::RollBack:
      return roll_back(line, task.at, sink);
    case TaskKind::Prerelease:
      return prerelease(task.at, tip, sink);
    case TaskKind::Release:
      return release(task.at, tip, task.subject == kPlanned, sink);
    default:
      return Unit{};
  }
}

// Staging first, then the target's lines one after the other.
Result<Unit> Delivery::deploy(std::size_t line, CommitNumber commit, sys_seconds at,
                              FactSink sink) {
  const bool is_news = lines_[line].live_commit != commit;
  if (!is_news && !dice_.chance(kRedeployments)) {
    return Unit{};
  }
  if (staging_ && is_news) {
    const auto staged = TRY(attempt(*staging_, commit, at, sink));
    if (staged) {
      at = staged->at + minutes{3};
    }
  }
  for (std::size_t target = line; target < line + lines_of_target(); ++target) {
    const auto success = TRY(attempt(lines_[target], commit, at, sink));
    if (!success) {
      return Unit{};
    }
    at = success->at + minutes{30};
    if (is_news) {
      TRY(may_go_wrong(target, *success, sink));
    }
  }
  return Unit{};
}

Result<Unit> Delivery::roll_back(std::size_t line, sys_seconds at, FactSink sink) {
  const CommitNumber older = lines_[line].previous_commit;
  if (older == 0) {
    return Unit{};
  }
  TRY(attempt(lines_[line], older, at, sink));
  frozen_until_ = at + hours{4};
  return Unit{};
}

Deployment Delivery::deployment_of(const Line& line, CommitNumber commit, sys_seconds at) {
  const bool is_config = repository_.delivery == DeliveryStyle::ConfigCommit;
  return {.id = numbered_id("D_", repository_.index, ++last_deployment_),
          .repository = repository_.id,
          .environment = line.environment,
          .sha = sha_to_deploy(commit),
          .created_at = at,
          .status = "queued",
          .ref = is_config ? "deploy-config" : "main",
          .service = line.service};
}

std::string Delivery::sha_to_deploy(CommitNumber commit) const {
  if (repository_.delivery != DeliveryStyle::ConfigCommit) {
    return sha_of(repository_.index, commit);
  }
  return sha_of(kConfigRepository + repository_.index, commit);
}

// Ignores what lies after the end of history.
void Delivery::add_status(Deployment& deployment, std::string_view state, sys_seconds at) const {
  if (at > organisation_.until()) {
    return;
  }
  deployment.status = std::string(state);
  if (state == "success" || state == "failure") {
    deployment.finished_at = at;
  }
  if (repository_.delivery == DeliveryStyle::Daily) {
    return;  // Known only by the final one.
  }
  deployment.statuses.push_back({.state = std::string(state), .at = at});
}

Result<Unit> Delivery::fail_attempt(const Line& line, CommitNumber commit, sys_seconds at,
                                    std::string_view status, FactSink sink) {
  if (at > organisation_.until()) {
    return Unit{};
  }
  Deployment deployment = deployment_of(line, commit, at);
  add_status(deployment, "queued", at);
  if (status == "failure") {
    add_status(deployment, "in_progress", at + seconds{20});
  }
  add_status(deployment, status, at + dice_.log_normal(minutes{6}, kWide));
  return sink(std::move(deployment));
}

// A success, after a failed attempt now and then; nothing when it never came to that.
Result<std::optional<Delivery::Success>> Delivery::attempt(Line& line, CommitNumber commit,
                                                           sys_seconds at, FactSink sink) {
  at = std::max(at, line.busy_until);
  if (dice_.chance(kAbandonedAttempts)) {
    TRY(fail_attempt(line, commit, at, "inactive", sink));
    return std::optional<Success>{};
  }
  while (dice_.chance(kFailedAttempts)) {
    TRY(fail_attempt(line, commit, at, "failure", sink));
    at += minutes{8} + dice_.log_normal(minutes{14}, kWide);
  }
  if (at > organisation_.until()) {
    return std::optional<Success>{};
  }
  const sys_seconds succeeded = at + seconds{40} + dice_.log_normal(minutes{4}, kNarrow);
  Deployment deployment = deployment_of(line, commit, at);
  add_status(deployment, "queued", at);
  add_status(deployment, "in_progress", at + seconds{25});
  add_status(deployment, "success", succeeded);
  if (fix_has_landed_ && line.environment != "staging") {
    if (dice_.chance(kFixesSaidSo)) {
      deployment.fixes = to_fix_;
    }
    to_fix_.reset();
    fix_has_landed_ = false;
  }
  line.busy_until = succeeded;
  TRY(supersede(line, succeeded, sink));
  Success success = {.deployment = deployment.id, .at = succeeded};
  line.live = std::move(deployment);
  if (line.live_commit != commit) {
    line.previous_commit = line.live_commit;
  }
  line.live_commit = commit;
  return std::optional<Success>{std::move(success)};
}

Result<Unit> Delivery::supersede(Line& line, sys_seconds at, FactSink sink) {
  if (!line.live) {
    return Unit{};
  }
  // GitHub marks the one before as inactive, unless it was told not to.
  if (repository_.index % 4 != 3) {
    add_status(*line.live, "inactive", at);
  }
  TRY(sink(*std::move(line.live)));
  line.live.reset();
  return Unit{};
}

// Production breaks, somebody notices, and one of four things is done about it.
Result<Unit> Delivery::may_go_wrong(std::size_t line, const Success& success, FactSink sink) {
  const double worse = organisation_.is_bad_month(success.at) ? 2.5 : 1.0;
  if (!dice_.chance(repository_.failure_rate * worse)) {
    return dice_.chance(kLonelyIncidents) ? trouble_.strike_alone(success.at + hours{30}, sink)
                                          : Result<Unit>{Unit{}};
  }
  const sys_seconds noticed = success.at + minutes{5} + dice_.log_normal(minutes{22}, kWide);
  const std::int64_t roll = dice_.below(100);
  if (roll < 35) {
    agenda_.add({noticed + dice_.log_normal(minutes{12}, kNarrow), TaskKind::RollBack,
                 static_cast<std::int64_t>(line)});
  } else if (roll < 62) {
    to_fix_ = success.deployment;
    agenda_.add({noticed, TaskKind::BeginHotfix});
  } else if (roll < 90) {
    agenda_.add({noticed, TaskKind::BeginRevert, culprit_});
  } else {
    add_status(*lines_[line].live, "failure", noticed);
    agenda_.add({noticed, TaskKind::BeginHotfix});
  }
  return trouble_.strike(success.at, success.deployment, culprit_area_, sink);
}

Result<Unit> Delivery::prerelease(sys_seconds at, CommitNumber tip, FactSink sink) {
  const sys_seconds final_at = hours_.next_at(at + days{2}, hours{11});
  agenda_.add({final_at, TaskKind::Release, kPlanned});
  agenda_.add({hours_.next_at(at + days{repository_.index % 2 == 0 ? 6 : 13}, hours{11}),
               TaskKind::Prerelease});
  if (tip == released_commit_) {
    return Unit{};
  }
  return sink(Release{.id = numbered_id("L_", repository_.index, ++last_release_),
                      .repository = repository_.id,
                      .tag = numbered_id("v1.", minor_version_ + 1) + ".0-rc.1",
                      .published_at = at,
                      .sha = sha_of(repository_.index, tip),
                      .is_prerelease = true,
                      .is_draft = false});
}

Result<Unit> Delivery::release(sys_seconds at, CommitNumber tip, bool is_planned, FactSink sink) {
  if (tip == released_commit_) {
    return Unit{};
  }
  released_commit_ = tip;
  minor_version_ += is_planned ? 1 : 0;
  patch_version_ = is_planned ? 0 : patch_version_ + 1;
  fix_has_landed_ = false;
  to_fix_.reset();
  const std::string id = numbered_id("L_", repository_.index, ++last_release_);
  const std::string version = numbered_id("1.", minor_version_) + numbered_id(".", patch_version_);
  TRY(sink(Release{.id = id,
                   .repository = repository_.id,
                   .tag = "v" + version,
                   .published_at = at,
                   .sha = sha_of(repository_.index, tip),
                   .name = "Release " + version,
                   .is_prerelease = false,
                   .is_draft = dice_.chance(0.01)}));
  if (!dice_.chance(repository_.failure_rate)) {
    return Unit{};
  }
  to_fix_ = id;
  agenda_.add({at + dice_.log_normal(hours{5}, kWide), TaskKind::BeginHotfix});
  return trouble_.strike(at, {}, culprit_area_, sink);
}

Result<Unit> Delivery::finish(FactSink sink) {
  for (Line& line : lines_) {
    if (line.live) {
      TRY(sink(*line.live));
    }
  }
  if (staging_ && staging_->live) {
    TRY(sink(*staging_->live));
  }
  return Unit{};
}

}  // namespace shiplog::sample
