#include "sources/github/feeds/cursor_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_time.h"
#include "base/json_writer.h"
#include "domain/facts.h"
#include "sources/github/json.h"

namespace shiplog {

void say(JsonWriter& json, std::string_view key, const Text& value) {
  if (value && !value->empty()) {
    json.key(key).text(*value);
  }
}

void say(JsonWriter& json, std::string_view key, const Moment& value) {
  if (value) {
    json.key(key).text(format_time(*value));
  }
}

void say(JsonWriter& json, std::string_view key, bool value) {
  if (value) {
    json.key(key).boolean(true);
  }
}

void say(JsonWriter& json, std::string_view key, std::int64_t value) {
  if (value != 0) {
    json.key(key).integer(value);
  }
}

void say(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) {
    return;
  }
  json.key(key).begin_array();
  for (const std::string& value : values) {
    json.text(value);
  }
  json.end_array();
}

std::vector<std::string> texts_of(Json list) {
  std::vector<std::string> texts;
  for (const Json item : list.items()) {
    texts.emplace_back(item.text());
  }
  return texts;
}

}  // namespace shiplog
