// What an Organisation holds, for the parts of this room that lay shards out.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "columns/corrections.h"
#include "columns/fact_times.h"
#include "columns/pattern.h"
#include "columns/people.h"
#include "columns/reading.h"
#include "columns/shard_builder.h"
#include "columns/teams.h"
#include "columns/withdrawals.h"
#include "domain/timestamp.h"

namespace shiplog {

// An incident, or an issue that is one. Empty: not said.
struct KnownIncident {
  std::string id = {};
  std::string repository = {};
  std::string service = {};
  std::string deployment = {};
  Timestamp started_at = kNever;
  Timestamp resolved_at = kNever;
  const Correction* linked_by = nullptr;  // Who said which deployment, if a person did.
};

// Absent for one that is left out by hand.
std::optional<KnownIncident> known_incident(const Incident& incident,
                                            const Corrections& corrections, Timestamp now);
std::optional<KnownIncident> known_incident(const Issue& issue, const Corrections& corrections,
                                            Timestamp now);

struct Organisation::Contents {
  Reading reading;
  Pattern incident_label;
  Pattern hotfix;
  Pattern production;
  People people;
  FactTimes times;
  Corrections corrections;
  Withdrawals withdrawals = {};
  std::vector<Incident> unread_incidents = {};  // Until finish(), when withdrawals are known.
  std::vector<Person> unread_people = {};
  std::vector<Team> unread_teams = {};
  std::vector<KnownIncident> incidents = {};  // Sorted by id.
  // Of incidents that are corrected: the repository, and the fingerprint of the corrections.
  std::vector<std::pair<std::string, std::uint64_t>> corrected_incidents = {};
  std::vector<KnownTeam> teams = {};
};

}  // namespace shiplog
