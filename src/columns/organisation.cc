#include "columns/organisation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/string_table.h"
#include "columns/clock_span.h"
#include "columns/column.h"
#include "columns/corrections.h"
#include "columns/fact_times.h"
#include "columns/pattern.h"
#include "columns/people.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_builder.h"
#include "columns/teams.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

std::uint64_t number_of(Timestamp time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

// Sums of hashes, since a sum is the same in any order.
std::uint64_t people_fingerprint(const People& people, const Shard& shard) {
  std::uint64_t sum = 0;
  for (const TextRef ref : shard.people().id) {
    const std::string_view id = shard.text(ref);
    const Account account = people.find(id);
    std::uint64_t hash = hash_bytes(id);
    hash = hash_mix(hash, hash_bytes(account.human));
    hash = hash_mix(hash, hash_bytes(account.login));
    sum += hash_mix(hash, (account.is_bot ? 1U : 0U) + (account.is_agent ? 2U : 0U));
  }
  return sum;
}

std::uint64_t incidents_fingerprint(const std::vector<KnownIncident>& incidents,
                                    const Shard& shard) {
  StringTable services;
  for (const TextRef ref : shard.lines().service) {
    services.intern(shard.text(ref));
  }
  StringTable named;
  std::vector<std::uint64_t> hashes;  // By the number in `named`.
  std::uint64_t sum = 0;
  for (const KnownIncident& incident : incidents) {
    if (incident.repository == shard.repository_id) {
      continue;  // One of the repository's own facts.
    }
    std::uint64_t hash = hash_mix(hash_bytes(incident.id), number_of(incident.started_at));
    hash = hash_mix(hash, number_of(incident.resolved_at));
    if (incident.linked_by != nullptr) {
      hash = hash_mix(hash, hash_bytes(incident.linked_by->id));
    }
    if (!incident.deployment.empty()) {
      const std::uint32_t number = named.intern(incident.deployment);
      hashes.resize(named.size());
      hashes[number] += hash_mix(hash, hash_bytes(incident.deployment));
    } else if (!incident.service.empty() && services.find(incident.service) != StringTable::kNone) {
      sum += hash_mix(hash, hash_bytes(incident.service));
    }
  }
  for (std::size_t row = 0; row < shard.deployment_count() && named.size() > 0; ++row) {
    const std::uint32_t number = named.find(shard.text(shard.deployments().id[row]));
    sum += number == StringTable::kNone ? 0 : hashes[number];
  }
  return sum;
}

// Of those corrections that touch the shard, by all the ids it has.
std::uint64_t corrections_fingerprint(const Organisation::Contents& contents, const Shard& shard) {
  const Corrections& corrections = contents.corrections;
  std::uint64_t sum = 0;
  if (corrections.empty()) {
    return sum;
  }
  const auto add_all = [&](const Fixed<TextRef>& ids) {
    for (const TextRef id : ids) {
      sum += corrections.fingerprint_for(shard.text(id));
    }
  };
  add_all(shard.changes().id);
  add_all(shard.deployments().id);
  add_all(shard.work().runs.id);
  for (const std::uint64_t issue : shard.tables.corrections.issues) {
    sum += corrections.fingerprint_for_hash(issue);
  }
  for (const auto& [repository, fingerprint] : contents.corrected_incidents) {
    sum += repository == shard.repository_id ? fingerprint : 0;
  }
  return sum;
}

std::optional<KnownIncident> corrected(KnownIncident incident, FactKind kind,
                                       const Corrections& corrections) {
  if (corrections.excluding(kind, incident.id) != nullptr) {
    return std::nullopt;
  }
  incident.linked_by = corrections.find(kind, incident.id, kDeploymentField);
  if (incident.linked_by != nullptr) {
    incident.deployment = incident.linked_by->value;
  }
  return incident;
}

}  // namespace

std::optional<KnownIncident> known_incident(const Incident& incident,
                                            const Corrections& corrections, Timestamp now) {
  return corrected({.id = incident.id,
                    .repository = incident.repository.value_or(""),
                    .service = incident.service.value_or(""),
                    .deployment = incident.deployment.value_or(""),
                    .started_at = incident.started_at,
                    .resolved_at = known_by(now, incident.resolved_at)},
                   FactKind::Incident, corrections);
}

std::optional<KnownIncident> known_incident(const Issue& issue, const Corrections& corrections,
                                            Timestamp now) {
  return corrected({.id = issue.id,
                    .repository = issue.repository,
                    .started_at = issue.created_at,
                    .resolved_at = known_by(now, issue.closed_at)},
                   FactKind::Issue, corrections);
}

Organisation::Organisation(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {}
Organisation::Organisation(Organisation&&) noexcept = default;
Organisation& Organisation::operator=(Organisation&&) noexcept = default;
Organisation::~Organisation() = default;

Result<Organisation> Organisation::create(const Reading& reading) {
  std::vector<Pattern> bot_logins;
  for (const std::string& expression : reading.bot_logins) {
    bot_logins.push_back(TRY(Pattern::compile(expression)));
  }
  Pattern incident_label = TRY(Pattern::compile(reading.incident_label));
  Pattern hotfix = TRY(Pattern::compile(reading.hotfix));
  Pattern production = TRY(Pattern::compile(reading.production));
  return Organisation(
      std::make_unique<Contents>(Contents{.reading = reading,
                                          .incident_label = std::move(incident_label),
                                          .hotfix = std::move(hotfix),
                                          .production = std::move(production),
                                          .people = People(std::move(bot_logins)),
                                          .times = FactTimes(reading.now),
                                          .corrections = Corrections(reading.now)}));
}

void Organisation::add(Fact fact) {
  if (auto* person = std::get_if<Person>(&fact)) {
    contents_->unread_people.push_back(std::move(*person));
  } else if (auto* incident = std::get_if<Incident>(&fact)) {
    contents_->unread_incidents.push_back(std::move(*incident));
  } else if (auto* team = std::get_if<Team>(&fact)) {
    contents_->unread_teams.push_back(std::move(*team));
  } else {
    contents_->times.see(fact);
    if (const auto* withdrawn = std::get_if<Withdrawn>(&fact)) {
      contents_->withdrawals.add(*withdrawn);
    } else if (auto* correction = std::get_if<Correction>(&fact)) {
      contents_->corrections.add(std::move(*correction));
    }
  }
}

void Organisation::finish() {
  for (Person& person : std::exchange(contents_->unread_people, {})) {
    const Fact fact = std::move(person);
    if (!contents_->withdrawals.covers(fact)) {
      contents_->people.add(std::get<Person>(fact));
    }
  }
  contents_->people.finish();
  std::vector<Team> teams;
  for (Team& team : std::exchange(contents_->unread_teams, {})) {
    const Fact fact = std::move(team);
    if (!contents_->withdrawals.covers(fact)) {
      teams.push_back(std::get<Team>(fact));
    }
  }
  contents_->teams = known_teams(teams, contents_->people);
  for (Incident& incident : std::exchange(contents_->unread_incidents, {})) {
    const Fact fact = std::move(incident);
    if (!contents_->withdrawals.covers(fact) && contents_->times.see(fact)) {
      keep(std::get<Incident>(fact));
    }
  }
  std::ranges::sort(contents_->incidents, {}, &KnownIncident::id);
}

void Organisation::keep(const Incident& incident) {
  const Corrections& corrections = contents_->corrections;
  if (const std::uint64_t fingerprint = corrections.fingerprint_for(incident.id);
      fingerprint != 0) {
    contents_->corrected_incidents.emplace_back(incident.repository.value_or(""), fingerprint);
  }
  if (auto known = known_incident(incident, corrections, contents_->reading.now)) {
    contents_->incidents.push_back(*std::move(known));
  }
}

const Reading& Organisation::reading() const { return contents_->reading; }
const std::vector<KnownTeam>& Organisation::teams() const { return contents_->teams; }
Timestamp Organisation::latest_at() const { return contents_->times.latest_at(); }
ClockSpan Organisation::clocks() const { return contents_->times.clocks(); }

std::uint64_t Organisation::fingerprint_for(const Shard& shard) const {
  return people_fingerprint(contents_->people, shard) +
         incidents_fingerprint(contents_->incidents, shard) +
         corrections_fingerprint(*contents_, shard) +
         contents_->withdrawals.fingerprint_for(shard.repository_id);
}

}  // namespace shiplog
