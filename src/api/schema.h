// Schema: the shape of an answer or a body, said once. The OpenAPI document, the page's
// TypeScript types and the manual are made from it, and the tests hold the answers to it.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace shiplog::api {

struct Field;

struct Schema {
  enum class Kind : std::uint8_t { Text, Time, Integer, Real, Boolean, List, Object, Map, Any };

  Kind kind = Kind::Any;
  bool is_nullable = false;
  std::vector<std::string_view> choices = {};  // Of a text: one of these.
  std::string_view name = {};                  // Of an object that has one: "PullRequest".
  std::shared_ptr<const std::vector<Field>> members = {};  // Of an object, in their order.
  std::shared_ptr<const Schema> item = {};                 // Of a list, and of a map the values.
  bool is_open = false;  // An object may have fields that are not said.

  std::span<const Field> fields() const;
};

struct Field {
  std::string_view name = {};
  Schema schema = {};
  std::string_view help = {};  // A phrase; empty where the name says it all.
  bool is_required = true;     // Else it may be left out.
};

Schema text();
Schema one_of(std::vector<std::string_view> choices);
Schema time();  // RFC 3339, UTC.
Schema integer();
Schema real();
Schema boolean();
Schema anything();
Schema list_of(Schema item);
Schema map_of(Schema value);
Schema object(std::vector<Field> fields);
Schema object(std::string_view name, std::vector<Field> fields);
Schema nullable(Schema schema);
Field optional_field(std::string_view name, Schema schema, std::string_view help = {});

}  // namespace shiplog::api
