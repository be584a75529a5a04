#include "app/github_diagnosis.h"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/github_access.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "cli/services.h"
#include "domain/timestamp.h"
#include "sources/github/capabilities.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

constexpr std::chrono::seconds kPatience(10);
constexpr int kTriesMax = 2;
constexpr std::chrono::days kEndsSoon(7);

Finding finding_of(const Error& error) {
  const bool is_passing =
      error.code == ErrorCode::Unavailable || error.code == ErrorCode::RateLimited;
  return {.health = is_passing ? Health::Warning : Health::Failure,
          .what = "github",
          .found = error.message,
          .remedy = is_passing ? "Nothing is lost: 'shiplog sync' goes on where it stopped."
                               : "docs/github.md tells how to connect."};
}

// "2026-11-25 10:00:00 UTC", or "… +0200".
std::optional<Timestamp> end_of_token(const std::string& text) {
  constexpr std::size_t kDateTimeBytes = 19;
  if (text.size() < kDateTimeBytes + 2) {
    return std::nullopt;
  }
  std::string time = text.substr(0, kDateTimeBytes);
  time[10] = 'T';
  const std::string zone = text.substr(kDateTimeBytes + 1);
  const bool is_offset = zone.size() == 5 && (zone.front() == '+' || zone.front() == '-');
  time += is_offset ? zone.substr(0, 3) + ":" + zone.substr(3) : "Z";
  const Result<Instant> parsed = parse_time(time);
  return parsed ? std::optional<Timestamp>(*parsed) : std::nullopt;
}

Finding check_token(const GitHubCapabilities& all, const std::string& credential, Timestamp now) {
  Finding finding{.what = "token", .found = credential};
  if (all.scopes) {
    finding.found += ", scopes " + *all.scopes;
  }
  if (const std::optional<Timestamp> end = end_of_token(all.token_expires)) {
    finding.found += ", until " + format_time(*end);
    if (*end - now < kEndsSoon) {
      finding.health = Health::Warning;
      finding.remedy = "Make a new one before it ends.";
    }
  }
  return finding;
}

Finding check_limits(const GitHubCapabilities& all) {
  if (!all.points || !all.points_left) {
    return {.what = "limits", .found = "none, or not told"};
  }
  Finding finding{
      .what = "limits",
      .found = fmt::format("{} of {} points and {} of {} requests left this hour", *all.points_left,
                           *all.points, all.requests_left.value_or(0), all.requests.value_or(0))};
  if (*all.points_left * 10 <= *all.points) {
    finding.health = Health::Warning;
    finding.remedy = "A sync waits until they are renewed.";
  }
  return finding;
}

Finding finding_of(const CapabilityProbe& probe, bool is_first) {
  if (probe.state == Capability::Available) {
    return {.what = probe.name, .found = probe.found};
  }
  Finding finding{.health = is_first ? Health::Failure : Health::Warning,
                  .what = probe.name,
                  .found = probe.found};
  if (!probe.cost.empty()) {
    finding.remedy = "Without it: " + probe.cost + ". To have it, " + probe.remedy + ".";
  }
  return finding;
}

}  // namespace

std::vector<Finding> check_github(const GitHubCheck& check, const Clock& clock) {
  if (check.repository.empty() && !is_github_configured(check.settings, check.environment)) {
    return {};
  }
  const Result<std::unique_ptr<GitHubAccess>> access =
      GitHubAccess::open({.settings = check.settings,
                          .environment = check.environment,
                          .owner = check.repository.substr(0, check.repository.find('/')),
                          .limits = {.patience = kPatience},
                          .tries_max = kTriesMax},
                         clock, {});
  if (!access) {
    return {finding_of(access.error())};
  }
  std::vector<Finding> findings;
  const std::unique_ptr<GitHubClient> client = (*access)->client(check.repository);
  const Result<GitHubCapabilities> all = probe_capabilities(*client, check.repository, {});
  if (!all) {
    return {finding_of(all.error())};
  }
  const std::string as = all->login.empty() ? "" : ", as " + all->login;
  findings.push_back({.what = "github", .found = (*access)->host().name + as});
  findings.push_back(check_token(*all, (*access)->credential(), clock.now()));
  for (const std::string& warning : (*access)->warnings()) {
    findings.push_back({.health = Health::Warning, .what = "token", .found = warning});
  }
  findings.push_back(check_limits(*all));
  for (const CapabilityProbe& probe : all->probes) {
    findings.push_back(finding_of(probe, &probe == &all->probes.front()));
  }
  return findings;
}

}  // namespace shiplog
