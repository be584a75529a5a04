// Query: a question to the metrics, parsed and valid.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {

enum class Granularity : std::uint8_t { Day, Week, Month, Quarter };

// Whether items whose author is a bot count. Default: as each metric defines.
enum class Bots : std::uint8_t { Default, Include, Exclude, Only };

enum class GroupBy : std::uint8_t { None, Repository };

// Which deployments are production's, for every repository that has no rule of its own.
enum class RuleSource : std::uint8_t { Auto, Deployments, Releases, Merges };

struct ProductionRules {
  RuleSource standard = RuleSource::Auto;
  std::map<std::string, RuleSource, std::less<>> by_repository = {};  // By full name.
  // Environments matching it are production's. ECMAScript, ignoring case.
  std::string environment = "^(prod|production|live)([^a-z]|$)";
};

struct Query {
  Window window = {};
  std::optional<Window> compare_with = {};
  std::optional<Granularity> every = {};
  bool wants_grade = false;  // Then the scores are drawn anew many times, for grade.h.
  TimeZone zone = {};        // UTC.
  GroupBy group_by = GroupBy::None;

  // Ids of repositories; empty: all of them.
  std::vector<std::string> repositories = {};
  std::optional<std::string> base = {};
  // Production is then exactly this environment.
  std::optional<std::string> environment = {};
  Bots bots = Bots::Default;

  ProductionRules rules = {};
  Timestamp now = {};  // The clock. Never later facts: the snapshot's reading sees to that.
};

}  // namespace shiplog
