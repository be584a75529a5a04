// Puts the configuration together: what is built in, the file, the environment, the flags.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/result.h"
#include "cli/services.h"

namespace shiplog {

struct ConfigSources {
  std::optional<std::string> file = {};       // --config
  std::optional<std::string> store_url = {};  // --store
  // Of the process; only SHIPLOG_…, XDG_…, HOME, LOGNAME, USER and those of GitHub's tokens are
  // looked at.
  std::map<std::string, std::string> environment = {};
};

struct LoadedConfig {
  Config config = {};
  std::map<std::string, std::string> origins = {};  // Full name → where the value comes from.
  // A sentence each, "FILE:LINE: …"; the fields they are about keep their defaults.
  std::vector<std::string> mistakes = {};
};

LoadedConfig load_config(const ConfigSources& sources);

// Every field, as `config show` lists it.
std::vector<Setting> settings_of(const LoadedConfig& loaded);

// The folders of the XDG specification: "$XDG_DATA_HOME/shiplog", "~/.local/share/shiplog".
// InvalidInput when neither the variable nor HOME is set.
Result<std::string> data_folder(const std::map<std::string, std::string>& environment);
Result<std::string> cache_folder(const std::map<std::string, std::string>& environment);

// What the process was given.
std::map<std::string, std::string> process_environment();

}  // namespace shiplog
