#include "api/body.h"

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

Error refused(std::string message) { return Error{ErrorCode::InvalidInput, std::move(message)}; }

Result<JsonBody::Value> value_of(std::string_view name, const simdjson::dom::element& element) {
  JsonBody::Value value{.name = std::string(name)};
  std::string_view text;
  if (element.get(text) == simdjson::SUCCESS) {
    value.texts.emplace_back(text);
    return value;
  }
  simdjson::dom::array items;
  value.is_list = true;
  if (element.get(items) != simdjson::SUCCESS) {
    return refused("'" + value.name + "' is a text or a list of texts");
  }
  for (const simdjson::dom::element item : items) {
    if (item.get(text) != simdjson::SUCCESS) {
      return refused("'" + value.name + "' is a list of texts");
    }
    value.texts.emplace_back(text);
  }
  return value;
}

}  // namespace

Result<JsonBody> JsonBody::read(const std::string& json, std::vector<std::string_view> known) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(json).get(object) != simdjson::SUCCESS) {
    return refused("the body is a JSON object");
  }
  JsonBody body;
  for (const auto& [name, element] : object) {
    if (std::ranges::find(known, name) == known.end()) {
      return refused("there is no field '" + std::string(name) + "' here" +
                     did_you_mean(name, known));
    }
    if (!element.is_null()) {
      body.values_.push_back(TRY(value_of(name, element)));
    }
  }
  return body;
}

Result<std::string> JsonBody::text(std::string_view name, std::size_t bytes_max) const {
  const std::optional<std::string> text = optional_text(name);
  if (!text || text->empty() || text->size() > bytes_max) {
    return refused("'" + std::string(name) + "' is a text of 1 to " + std::to_string(bytes_max) +
                   " bytes");
  }
  return *text;
}

std::optional<std::string> JsonBody::optional_text(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &Value::name);
  return found == values_.end() || found->is_list ? std::nullopt
                                                  : std::optional(found->texts.front());
}

std::vector<std::string> JsonBody::list(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &Value::name);
  return found == values_.end() ? std::vector<std::string>() : found->texts;
}

}  // namespace shiplog::api
