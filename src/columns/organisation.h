// What an Organisation holds, for the parts of this room that lay shards out.

#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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
};

KnownIncident known_incident(const Incident& incident, Timestamp now);

struct Organisation::Contents {
  Reading reading;
  Pattern incident_label;
  Pattern hotfix;
  Pattern production;
  People people;
  FactTimes times;
  Withdrawals withdrawals = {};
  std::vector<Incident> unread_incidents = {};  // Until finish(), when withdrawals are known.
  std::vector<Person> unread_people = {};
  std::vector<Team> unread_teams = {};
  std::vector<KnownIncident> incidents = {};  // Sorted by id.
  std::vector<KnownTeam> teams = {};
};

}  // namespace shiplog
