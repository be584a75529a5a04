#include "app/config.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/calendar_settings.h"
#include "app/server_fields.h"
#include "app/store_url.h"
#include "base/check.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "columns/reading.h"
#include "metrics/query.h"
#include "sources/github/github_host.h"

namespace shiplog {
namespace {

Error not_valid(std::string message) { return Error{ErrorCode::InvalidInput, std::move(message)}; }

Result<Unit> check_pattern(const std::string& pattern) {
  try {
    static_cast<void>(std::regex(pattern, std::regex::ECMAScript | std::regex::icase));
    return Unit{};
  } catch (const std::regex_error&) {
    return not_valid("'" + pattern + "' is no regular expression");
  }
}

Result<Unit> set_patterns(std::vector<std::string>& patterns, const Values& values) {
  for (const std::string& value : values) {
    TRY(check_pattern(value));
  }
  patterns = values;
  return Unit{};
}

Result<Unit> set_github_url(Config& config, const Values& values) {
  TRY(parse_github_url(values.front()));
  config.github.url = values.front();
  return Unit{};
}

Result<Unit> set_app_installation(Config& config, const Values& values) {
  const std::string& number = values.front();
  constexpr std::size_t kDigitsMax = 18;
  if (number.empty() || number.size() > kDigitsMax ||
      number.find_first_not_of("0123456789") != std::string::npos) {
    return not_valid("an installation is a number, as in the address of its settings, not '" +
                     number + "'");
  }
  config.github.app_installation = number;
  return Unit{};
}

template <std::string GitHubSettings::* field>
Result<Unit> set_github(Config& config, const Values& values) {
  config.github.*field = values.front();
  return Unit{};
}

template <std::string GitHubSettings::* field>
Values github_of(const Config& config) {
  return {config.github.*field};
}

struct RuleName {
  std::string_view name = {};
  RuleSource source = RuleSource::Auto;
};
constexpr std::array kRules = {
    RuleName{"auto", RuleSource::Auto}, RuleName{"deployments", RuleSource::Deployments},
    RuleName{"releases", RuleSource::Releases}, RuleName{"merges", RuleSource::Merges}};

Result<RuleSource> rule_of(std::string_view name) {
  std::vector<std::string_view> known;
  for (const RuleName& rule : kRules) {
    if (rule.name == name) {
      return rule.source;
    }
    known.push_back(rule.name);
  }
  return not_valid("a rule is auto, deployments, releases or merges, not '" + std::string(name) +
                   "'" + did_you_mean(name, known));
}

std::string name_of(RuleSource source) {
  for (const RuleName& rule : kRules) {
    if (rule.source == source) {
      return std::string(rule.name);
    }
  }
  CHECK(false);
}

Result<Unit> set_store_url(Config& config, const Values& values) {
  TRY(parse_store_url(values.front()));
  config.store_url = values.front();
  return Unit{};
}

Result<Unit> set_time_zone(Config& config, const Values& values) {
  TRY(TimeZone::find(values.front()));
  config.time_zone = values.front();
  return Unit{};
}

Result<Unit> set_rule(Config& config, const Values& values) {
  config.production.standard = TRY(rule_of(values.front()));
  return Unit{};
}

Result<Unit> set_environment(Config& config, const Values& values) {
  TRY(check_pattern(values.front()));
  config.production.environment = values.front();
  return Unit{};
}

Result<Unit> set_repositories(Config& config, const Values& values) {
  for (const std::string& value : values) {
    const std::size_t equals = value.rfind('=');
    if (equals == std::string::npos) {
      return not_valid("'" + value + "' is no OWNER/NAME=RULE");
    }
    const RuleSource rule = TRY(rule_of(std::string_view(value).substr(equals + 1)));
    config.production.by_repository[value.substr(0, equals)] = rule;
  }
  return Unit{};
}

Values repositories_of(const Config& config) {
  Values values;
  for (const auto& [name, rule] : config.production.by_repository) {
    values.push_back(name + "=" + name_of(rule));
  }
  return values;
}

Values patterns_or(const std::vector<std::string>& patterns, const std::string& standard) {
  return patterns.empty() ? Values{standard} : patterns;
}

std::vector<ConfigField> github_fields() {
  return {
      {.section = "github",
       .name = "url",
       .help = "Which GitHub: the address of a GitHub Enterprise Server or of your GHE.com. "
               "github.com when not given. Also `--github-url`.",
       .example = R"("https://git.acme.com")",
       .set = set_github_url,
       .get = github_of<&GitHubSettings::url>},
      {.section = "github",
       .name = "token_file",
       .help = "A file whose first line is a token. Without it and without an App, the token is "
               "that of the variable `GITHUB_TOKEN` or `GH_TOKEN`, else what `gh auth token` says. "
               "For a "
               "GitHub Enterprise Server, `GITHUB_ENTERPRISE_TOKEN` and `GH_ENTERPRISE_TOKEN` go "
               "before these. "
               "A token itself is never a setting.",
       .example = R"("/etc/shiplog/token")",
       .set = set_github<&GitHubSettings::token_file>,
       .get = github_of<&GitHubSettings::token_file>},
      {.section = "github",
       .name = "app_client_id",
       .help = "The client id of a GitHub App, as its settings show it. It goes before any token.",
       .example = R"("Iv23liAbCdEfGhIjKlMn")",
       .set = set_github<&GitHubSettings::app_client_id>,
       .get = github_of<&GitHubSettings::app_client_id>},
      {.section = "github",
       .name = "app_key_file",
       .help = "The private key of the App: the `.pem` file that GitHub gives.",
       .example = R"("/etc/shiplog/app.pem")",
       .set = set_github<&GitHubSettings::app_key_file>,
       .get = github_of<&GitHubSettings::app_key_file>},
      {.section = "github",
       .name = "app_installation",
       .help = "The number of the App's installation. When not given, it is found by the owner of "
               "the repositories.",
       .example = R"("12345678")",
       .set = set_app_installation,
       .get = github_of<&GitHubSettings::app_installation>},
      {.section = "github",
       .name = "ca_file",
       .help = "Certificates (PEM) to trust instead of the system's, for a GitHub Enterprise "
               "Server with an authority of its own.",
       .example = R"("/etc/ssl/acme.pem")",
       .set = set_github<&GitHubSettings::ca_file>,
       .get = github_of<&GitHubSettings::ca_file>},
  };
}

std::vector<ConfigField> fields_of_numbers() {
  return {
      {.section = "store",
       .name = "url",
       .help = "Where facts rest: `sqlite:PATH` or `postgresql://USER@HOST/DATABASE`. A file of "
               "your own, made on first use, when not given. Also `--store` and `SHIPLOG_STORE`.",
       .example = R"("postgresql:///shiplog")",
       .set = set_store_url,
       .get = [](const Config& config) { return Values{without_password(config.store_url)}; }},
      {.section = "calendar",
       .name = "time_zone",
       .help = "Where days, weeks and months begin, by IANA name. Also `--time-zone`.",
       .example = R"("Europe/Berlin")",
       .set = set_time_zone,
       .get = [](const Config& config) { return Values{config.time_zone}; }},
      {.section = "production",
       .name = "rule",
       .help = "What counts as a deployment to production: `deployments`, `releases` or `merges`. "
               "`auto` takes, for each repository, the first of them that is in use.",
       .example = R"("releases")",
       .set = set_rule,
       .get = [](const Config& config) { return Values{name_of(config.production.standard)}; }},
      {.section = "production",
       .name = "environment",
       .help = "Environments with such a name are production: a regular expression (ECMAScript), "
               "ignoring case.",
       .example = R"re("^(prod|live)")re",
       .set = set_environment,
       .get = [](const Config& config) { return Values{config.production.environment}; }},
      {.section = "production",
       .name = "repositories",
       .help = "Repositories that have a rule of their own, by full name.",
       .example = R"({ "acme/api" = "deployments", "acme/docs" = "merges" })",
       .is_list = true,
       .is_table = true,
       .set = set_repositories,
       .get = repositories_of},
      {.section = "incidents",
       .name = "labels",
       .help = "An issue with such a label is an incident: regular expressions, ignoring case.",
       .example = R"(["^incident", "^sev[0-9]"])",
       .is_list = true,
       .set = [](Config& config,
                 const Values& values) { return set_patterns(config.incident_labels, values); },
       .get =
           [](const Config& config) {
             return patterns_or(config.incident_labels, Reading{}.incident_label);
           }},
      {.section = "changes",
       .name = "hotfix",
       .help = "A change with such a label or branch is a hotfix: regular expressions, ignoring "
               "case.",
       .example = R"(["^hot-?fix", "^urgent"])",
       .is_list = true,
       .set = [](Config& config,
                 const Values& values) { return set_patterns(config.hotfixes, values); },
       .get = [](const Config& config) { return patterns_or(config.hotfixes, Reading{}.hotfix); }},
      {.section = "people",
       .name = "bots",
       .help = "Whoever has such a login is a bot, besides those whose login ends in `[bot]` and "
               "those that the source says are: regular expressions, ignoring case.",
       .example = R"(["^ci-", "-automation$"])",
       .is_list = true,
       .set = [](Config& config,
                 const Values& values) { return set_patterns(config.bots, values); },
       .get = [](const Config& config) { return config.bots; }},
  };
}

const std::vector<ConfigField>& all_fields() {
  static const std::vector<ConfigField> fields = [] {
    std::vector<ConfigField> all = fields_of_numbers();
    const auto zone = std::ranges::find(all, "time_zone", &ConfigField::name);
    std::vector<ConfigField> calendar = calendar_fields();
    all.insert(zone + 1, calendar.begin(), calendar.end());
    std::ranges::move(service_fields(), std::back_inserter(all));
    std::ranges::move(github_fields(), std::back_inserter(all));
    std::ranges::move(server_fields(), std::back_inserter(all));
    return all;
  }();
  return fields;
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char character) {
    return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A')
                                                : character;
  });
  return out;
}

}  // namespace

std::string ConfigField::full_name() const {
  return std::string(section) + "." + std::string(name);
}

std::string ConfigField::variable_name() const {
  return "SHIPLOG_" + upper(section) + "_" + upper(name);
}

std::span<const ConfigField> config_fields() { return all_fields(); }

const ConfigField* find_config_field(std::string_view full_name) {
  for (const ConfigField& field : all_fields()) {
    if (field.full_name() == full_name) {
      return &field;
    }
  }
  return nullptr;
}

std::string any_of(const std::vector<std::string>& patterns) {
  std::string all;
  for (const std::string& pattern : patterns) {
    all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
  }
  return all;
}

std::string configuration_markdown() {
  std::string out =
      "# Configuration\n\nMade from the list of settings by `SHIPLOG_UPDATE_DOCS=1 "
      "build/debug/app_test`; not edited by hand.\n\nShiplog needs none. Settings are read from "
      "`--config FILE` (TOML), else the file that `SHIPLOG_CONFIG` names, else "
      "`$XDG_CONFIG_HOME/shiplog/shiplog.toml` if there is one. An environment variable wins over "
      "the file, a flag over both. In a variable, the several values of a list are separated by "
      "commas. `shiplog config show` says what is in effect and where it comes from, `shiplog "
      "config check` finds mistakes.\n";
  const Config standard;
  std::string_view section;
  for (const ConfigField& field : all_fields()) {
    if (field.section != section) {
      section = field.section;
      out += "\n## [" + std::string(section) + "]\n";
    }
    std::string values;
    for (const std::string& value : field.get(standard)) {
      values += value.empty() ? "" : (values.empty() ? "`" : ", `") + value + "`";
    }
    out += "\n### " + std::string(field.name) + "\n\n" + std::string(field.help) +
           "\n\n```toml\n[" + std::string(field.section) + "]\n" + std::string(field.name) + " = " +
           std::string(field.example) + "\n```\n\nVariable: `" + field.variable_name() +
           "`. When not given: " + (values.empty() ? "none" : values) + ".\n";
  }
  return out;
}

}  // namespace shiplog
