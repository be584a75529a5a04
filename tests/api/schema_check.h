// Whether an answer has the shape that its endpoint says: everything that must be there, and
// nothing that is not said.

#pragma once

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "api/schema.h"
#include "base/iso_time.h"

namespace shiplog::api {

class SchemaCheck {
 public:
  // A sentence for each difference.
  std::vector<std::string> complaints = {};

  void check(const simdjson::dom::element& value, const Schema& schema, const std::string& place) {
    if (value.is_null()) {
      expect(schema.is_nullable || schema.kind == Schema::Kind::Any, place, "null");
      return;
    }
    switch (schema.kind) {
      case Schema::Kind::Any:
        return;
      case Schema::Kind::Text:
        return check_text(value, schema, place);
      case Schema::Kind::Time:
        return expect(value.is_string() && parse_time(value.get_string().value()).has_value(),
                      place, "no time");
      case Schema::Kind::Integer:
        return expect(value.is_int64(), place, "no whole number");
      case Schema::Kind::Real:
        return expect(value.is_double(), place, "no real");
      case Schema::Kind::Boolean:
        return expect(value.is_bool(), place, "no boolean");
      case Schema::Kind::List:
        return check_list(value, schema, place);
      case Schema::Kind::Object:
      case Schema::Kind::Map:
        return check_object(value, schema, place);
    }
  }

 private:
  void expect(bool holds, const std::string& place, std::string_view what) {
    if (!holds) {
      complaints.push_back(place + ": " + std::string(what));
    }
  }

  void check_text(const simdjson::dom::element& value, const Schema& schema,
                  const std::string& place) {
    if (!value.is_string()) {
      return expect(false, place, "no text");
    }
    const std::string_view text = value.get_string().value();
    expect(
        schema.choices.empty() || std::ranges::find(schema.choices, text) != schema.choices.end(),
        place, "not one of the choices: " + std::string(text));
  }

  void check_list(const simdjson::dom::element& value, const Schema& schema,
                  const std::string& place) {
    if (!value.is_array()) {
      return expect(false, place, "no list");
    }
    for (const simdjson::dom::element item : value.get_array()) {
      check(item, *schema.item, place + "[]");
    }
  }

  void check_object(const simdjson::dom::element& value, const Schema& schema,
                    const std::string& place) {
    if (!value.is_object()) {
      return expect(false, place, "no object");
    }
    const simdjson::dom::object object = value.get_object();
    for (const Field& field : schema.fields()) {
      expect(!field.is_required || object[field.name].error() == simdjson::SUCCESS, place,
             "lacks " + std::string(field.name));
    }
    for (const auto& [key, member] : object) {
      const auto found = std::ranges::find(schema.fields(), key, &Field::name);
      const std::string inner = place + "." + std::string(key);
      if (schema.kind == Schema::Kind::Map) {
        check(member, *schema.item, inner);
      } else if (found == schema.fields().end()) {
        expect(schema.is_open, inner, "is not said");
      } else {
        check(member, found->schema, inner);
      }
    }
  }
};

}  // namespace shiplog::api
