#include "app/toml_file.h"

#include <toml++/toml.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <ios>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

// A setting is a text or a list of texts; nothing else is taken for one.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return text->get();
  }
  return std::nullopt;
}

Error wrong_type(const std::string& name, const std::string& path, int line) {
  return Error{ErrorCode::InvalidInput, path + ":" + std::to_string(line) + ": " + name +
                                            " is a text in quotes, or a list of them"};
}

Result<TomlSetting> read_setting(const std::string& name, const toml::node& node,
                                 const std::string& path) {
  TomlSetting setting{.name = name, .line = static_cast<int>(node.source().begin.line)};
  if (const auto text = text_of(node)) {
    setting.values.push_back(*text);
    return setting;
  }
  if (const toml::array* list = node.as_array()) {
    setting.is_list = true;
    for (const toml::node& element : *list) {
      const auto text = text_of(element);
      if (!text) {
        return wrong_type(name, path, setting.line);
      }
      setting.values.push_back(*text);
    }
    return setting;
  }
  if (const toml::table* table = node.as_table()) {
    setting.is_table = true;
    for (const auto& [key, element] : *table) {
      const auto text = text_of(element);
      if (!text) {
        return wrong_type(name, path, setting.line);
      }
      setting.values.push_back(std::string(key.str()) + "=" + *text);
    }
    return setting;
  }
  return wrong_type(name, path, setting.line);
}

Result<std::vector<TomlSetting>> read_sections(const toml::table& root, const std::string& path) {
  std::vector<TomlSetting> settings;
  for (const auto& [section, node] : root) {
    const toml::table* fields = node.as_table();
    const std::string section_name(section.str());
    if (fields == nullptr) {
      settings.push_back(
          {.name = section_name, .line = static_cast<int>(node.source().begin.line)});
      continue;
    }
    for (const auto& [field, value] : *fields) {
      const std::string name = section_name + "." + std::string(field.str());
      settings.push_back(TRY(read_setting(name, value, path)));
    }
  }
  return settings;
}

}  // namespace

Result<std::vector<TomlSetting>> read_toml(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    const int reason = errno;
    // An empty file sets the stream's failure too, and is a configuration without settings.
    if (file && file.peek() == std::ifstream::traits_type::eof() && reason == 0) {
      return std::vector<TomlSetting>{};
    }
    return Error{reason == ENOENT ? ErrorCode::NotFound : ErrorCode::InvalidInput,
                 "the configuration '" + path + "' cannot be read: " + std::strerror(reason)};
  }
  try {
    return read_sections(toml::parse(text.str()), path);
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::InvalidInput, path + ":" + std::to_string(error.source().begin.line) +
                                              ": " + std::string(error.description())};
  }
}

}  // namespace shiplog
