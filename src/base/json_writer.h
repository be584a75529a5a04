// JsonWriter: JSON, appended to a string as it is said. No tree, no allocation of its own.
//
//   JsonWriter json(out);
//   json.begin_object().key("id").text("PR_1").key("number").integer(7).end_object();

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog {

// Appends the text as a JSON string. Only what JSON demands is escaped; the text must be
// UTF-8.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  // The fewest digits that read back as the same double; null when not finite.
  JsonWriter& real(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

 private:
  void separate();

  std::string& out_;
  bool needs_comma_ = false;
};

}  // namespace shiplog
