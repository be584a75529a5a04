#include "app/config_loading.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "app/config.h"
#include "app/toml_file.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"
#include "cli/services.h"

namespace shiplog {
namespace {

using Environment = std::map<std::string, std::string>;

// A variable that is set to nothing is as good as not set, as XDG says of its own.
std::optional<std::string> variable(const Environment& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() || found->second.empty() ? std::nullopt
                                                             : std::optional(found->second);
}

Result<std::string> folder(const Environment& environment, const std::string& name,
                           const std::string& below_home) {
  // XDG says that a path which is not absolute is to be ignored.
  if (const auto base = variable(environment, name); base && base->starts_with('/')) {
    return *base + "/shiplog";
  }
  if (const auto home = variable(environment, "HOME")) {
    return *home + "/" + below_home + "/shiplog";
  }
  return Error{ErrorCode::InvalidInput,
               "neither " + name +
                   " nor HOME is set, so there is no place for your data; name "
                   "one with --store sqlite:PATH"};
}

Values split(std::string_view text) {
  Values values;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    values.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return values;
}

class Loading {
 public:
  explicit Loading(const ConfigSources& sources) : sources_(sources) {}

  LoadedConfig run() {
    read_file();
    read_environment();
    if (sources_.store_url) {
      set(*find_config_field("store.url"), {*sources_.store_url}, "--store");
    }
    return std::move(loaded_);
  }

 private:
  void mistake(std::string sentence) { loaded_.mistakes.push_back(std::move(sentence)); }

  void set(const ConfigField& field, const Values& values, const std::string& origin) {
    if (values.empty() && !field.is_list) {
      return;
    }
    if (const Result<Unit> done = field.set(loaded_.config, values); !done) {
      mistake(origin + ": " + done.error().message);
      return;
    }
    loaded_.origins[field.full_name()] = origin;
  }

  // A file that was named must be there; the one in the usual place need not.
  void read_file() {
    std::optional<std::string> path = sources_.file;
    if (!path) {
      path = variable(sources_.environment, "SHIPLOG_CONFIG");
    }
    const bool was_named = path.has_value();
    if (!path) {
      const auto usual = folder(sources_.environment, "XDG_CONFIG_HOME", ".config");
      std::error_code ignored;
      if (!usual || !std::filesystem::exists(*usual + "/shiplog.toml", ignored)) {
        return;
      }
      path = *usual + "/shiplog.toml";
    }
    const Result<std::vector<TomlSetting>> settings = read_toml(*path);
    if (!settings) {
      if (was_named || settings.error().code != ErrorCode::NotFound) {
        mistake(settings.error().message);
      }
      return;
    }
    for (const TomlSetting& setting : *settings) {
      set_from_file(setting, *path + ":" + std::to_string(setting.line));
    }
  }

  void set_from_file(const TomlSetting& setting, const std::string& origin) {
    const ConfigField* field = find_config_field(setting.name);
    if (field == nullptr) {
      std::vector<std::string> known;
      for (const ConfigField& candidate : config_fields()) {
        known.push_back(candidate.full_name());
      }
      mistake(origin + ": there is no setting '" + setting.name + "'" +
              did_you_mean(setting.name, known));
    } else if (setting.is_table != field->is_table || (setting.is_list && !field->is_list)) {
      mistake(origin + ": " + setting.name + " is written like this: " + std::string(field->name) +
              " = " + std::string(field->example));
    } else {
      set(*field, setting.values, origin);
    }
  }

  void read_environment() {
    std::vector<std::string> known;
    for (const ConfigField& field : config_fields()) {
      known.push_back(field.variable_name());
      if (const auto text = variable(sources_.environment, field.variable_name())) {
        set(field, field.is_list ? split(*text) : Values{*text}, field.variable_name());
      }
    }
    if (const auto url = variable(sources_.environment, "SHIPLOG_STORE")) {
      set(*find_config_field("store.url"), {*url}, "SHIPLOG_STORE");
    }
    // Variables of a section that has no such field are slips; others are somebody else's.
    for (const auto& [name, value] : sources_.environment) {
      for (const ConfigField& field : config_fields()) {
        const std::string prefix =
            field.variable_name().substr(0, field.variable_name().size() - field.name.size());
        if (name.starts_with(prefix) &&
            std::find(known.begin(), known.end(), name) == known.end()) {
          mistake(name + ": there is no such setting" + did_you_mean(name, known));
          break;
        }
      }
    }
  }

  const ConfigSources& sources_;
  LoadedConfig loaded_ = {};
};

}  // namespace

LoadedConfig load_config(const ConfigSources& sources) { return Loading(sources).run(); }

std::vector<Setting> settings_of(const LoadedConfig& loaded) {
  std::vector<Setting> settings;
  for (const ConfigField& field : config_fields()) {
    std::string value;
    for (const std::string& one : field.get(loaded.config)) {
      value += (value.empty() ? "" : ", ") + one;
    }
    const auto origin = loaded.origins.find(field.full_name());
    settings.push_back({.name = field.full_name(),
                        .value = value,
                        .origin = origin == loaded.origins.end() ? "built in" : origin->second});
  }
  return settings;
}

Result<std::string> data_folder(const Environment& environment) {
  return folder(environment, "XDG_DATA_HOME", ".local/share");
}

Result<std::string> cache_folder(const Environment& environment) {
  return folder(environment, "XDG_CACHE_HOME", ".cache");
}

Environment process_environment() {
  Environment variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const bool is_token = name == "GITHUB_TOKEN" || name == "GH_TOKEN" ||
                          name == "GITHUB_ENTERPRISE_TOKEN" || name == "GH_ENTERPRISE_TOKEN";
    const bool is_person = name == "HOME" || name == "LOGNAME" || name == "USER";
    const bool is_ours =
        name.starts_with("SHIPLOG_") || name.starts_with("XDG_") || is_person || is_token;
    if (is_ours && equals != std::string_view::npos) {
      variables.emplace(name, text.substr(equals + 1));
    }
  }
  return variables;
}

}  // namespace shiplog
