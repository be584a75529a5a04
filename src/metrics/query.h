// Query: a question to the metrics, parsed and valid.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/working_calendar.h"

namespace shiplog {

enum class Granularity : std::uint8_t { Day, Week, Month, Quarter };

// Whether items whose author is a bot count. Default: as each metric defines.
enum class Bots : std::uint8_t { Default, Include, Exclude, Only };

// A group's key is a full name, a slug, a label, "XS" to "XL", a branch, an environment, the
// name of a service, or "human", "bot", "agent". There is none by person.
enum class GroupBy : std::uint8_t {
  None,
  Repository,
  Team,
  Label,
  Size,
  Base,
  Environment,
  Service,
  AuthorKind,
};

// Which moment of a change places it in the window. Default: as each metric defines.
enum class PlacedBy : std::uint8_t { Default, Merged, Deployed, Opened };

// Which quantile a median's value is instead.
enum class Percentile : std::uint8_t { P50, P75, P90 };

// Which deployments are production's, for every repository that has no rule of its own.
enum class RuleSource : std::uint8_t { Auto, Deployments, Releases, Merges };

struct ProductionRules {
  RuleSource standard = RuleSource::Auto;
  std::map<std::string, RuleSource, std::less<>> by_repository = {};  // By full name.
  // Environments matching it are production's. ECMAScript, ignoring case.
  std::string environment = "^(prod|production|live)([^a-z]|$)";
};

// Which paths make up a service, as the configuration says: "acme/shop/services/cart", or a
// whole repository ("acme/cart"), by the path; the value is the service's name. What lies on
// no such path is of the service that has the repository's name.
using ServicePaths = std::map<std::string, std::string, std::less<>>;

struct Query {
  Window window = {};
  std::optional<Window> compare_with = {};
  std::optional<Granularity> every = {};
  bool wants_grade = false;  // Then the scores are drawn anew many times, for grade.h.
  TimeZone zone = {};        // UTC.
  GroupBy group_by = GroupBy::None;

  Percentile percentile = Percentile::P50;
  PlacedBy by = PlacedBy::Default;
  // Durations are then what of them lies in working hours, in the zone above.
  std::optional<WorkingCalendar> working_hours = {};

  // The scope. Of each list: any of these; empty: all.
  std::vector<std::string> repositories = {};  // Ids.
  std::vector<std::string> teams = {};         // Ids.
  std::vector<std::string> labels = {};        // As they are written.
  std::vector<std::string> services = {};
  std::optional<std::string> base = {};
  // Production is then exactly this environment.
  std::optional<std::string> environment = {};
  Bots bots = Bots::Default;
  // The accounts of the one person who asks about himself; empty: nobody in particular. The
  // only way in which a question can be about a person.
  std::vector<std::string> me = {};

  ServicePaths service_paths = {};
  ProductionRules rules = {};
  Timestamp now = {};  // The clock. Never later facts: the snapshot's reading sees to that.
};

}  // namespace shiplog
