// What cursors are written with: a member of a JSON object, left out when it says nothing.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "domain/facts.h"
#include "sources/github/json.h"

namespace shiplog {

void say(JsonWriter& json, std::string_view key, const Text& value);  // Nor when it is empty.
void say(JsonWriter& json, std::string_view key, const Moment& value);
void say(JsonWriter& json, std::string_view key, bool value);
void say(JsonWriter& json, std::string_view key, std::int64_t value);
void say(JsonWriter& json, std::string_view key, const std::vector<std::string>& values);

std::vector<std::string> texts_of(Json list);

}  // namespace shiplog
