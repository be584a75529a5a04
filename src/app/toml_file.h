// A TOML file as a list of settings. The one place that knows the library.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace shiplog {

struct TomlSetting {
  std::string name = {};  // "production.rule"
  std::vector<std::string> values = {};
  bool is_list = false;
  bool is_table = false;  // Then values are "name=value".
  int line = 0;
};

// InvalidInput is "FILE:LINE: what is wrong"; NotFound when there is no such file.
Result<std::vector<TomlSetting>> read_toml(const std::string& path);

}  // namespace shiplog
