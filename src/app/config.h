// Config: what can be set, each field said once. The list of fields drives reading,
// checking, `shiplog config show` and docs/configuration.md.

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/server_settings.h"
#include "base/result.h"
#include "metrics/query.h"
#include "metrics/working_calendar.h"

namespace shiplog {

// How to reach GitHub and be let in. The first of these that is there counts: the App, the
// token's file, the variables GITHUB_TOKEN and GH_TOKEN (before these, for a GitHub Enterprise
// Server, GITHUB_ENTERPRISE_TOKEN and GH_ENTERPRISE_TOKEN), what `gh auth token` says.
struct GitHubSettings {
  std::string url = {};  // Empty: github.com.
  std::string ca_file = {};
  std::string token_file = {};
  std::string app_client_id = {};
  std::string app_key_file = {};
  std::string app_installation = {};  // A number; empty: found by the owner.
};

// The defaults run as they are.
struct Config {
  std::string store_url = {};  // Empty: the default store of this person.
  std::string time_zone = "UTC";
  WorkingCalendar working_hours = {};
  ServicePaths services = {};
  ProductionRules production = {};
  std::vector<std::string> incident_labels = {};  // Regular expressions, as the next two.
  std::vector<std::string> hotfixes = {};
  std::vector<std::string> bots = {};
  GitHubSettings github = {};
  ServerSettings server = {};
};

// What a setting is given as: one text, or several.
using Values = std::vector<std::string>;

struct ConfigField {
  std::string_view section = {};
  std::string_view name = {};
  std::string_view help = {};     // Sentences, for the manual.
  std::string_view example = {};  // As it stands in a file.
  bool is_list = false;
  bool is_table = false;  // Names with a value each, given as "name=value".
  // InvalidInput says what the value should be.
  Result<Unit> (*set)(Config& config, const Values& values) = nullptr;
  Values (*get)(const Config& config) = nullptr;

  std::string full_name() const;      // "calendar.time_zone"
  std::string variable_name() const;  // "SHIPLOG_CALENDAR_TIME_ZONE"
};

std::span<const ConfigField> config_fields();
const ConfigField* find_config_field(std::string_view full_name);

// docs/configuration.md. A test compares it with the file.
std::string configuration_markdown();

// One regular expression that finds what any of these finds.
std::string any_of(const std::vector<std::string>& patterns);

}  // namespace shiplog
