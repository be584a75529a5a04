#include "api/schema.h"

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace shiplog::api {

std::span<const Field> Schema::fields() const {
  return members == nullptr ? std::span<const Field>() : *members;
}

Schema text() { return {.kind = Schema::Kind::Text}; }

Schema one_of(std::vector<std::string_view> choices) {
  return {.kind = Schema::Kind::Text, .choices = std::move(choices)};
}

Schema time() { return {.kind = Schema::Kind::Time}; }

Schema integer() { return {.kind = Schema::Kind::Integer}; }

Schema real() { return {.kind = Schema::Kind::Real}; }

Schema boolean() { return {.kind = Schema::Kind::Boolean}; }

Schema anything() { return {}; }

Schema list_of(Schema item) {
  return {.kind = Schema::Kind::List, .item = std::make_shared<const Schema>(std::move(item))};
}

Schema map_of(Schema value) {
  return {.kind = Schema::Kind::Map, .item = std::make_shared<const Schema>(std::move(value))};
}

Schema object(std::vector<Field> fields) { return object({}, std::move(fields)); }

Schema object(std::string_view name, std::vector<Field> fields) {
  return {.kind = Schema::Kind::Object,
          .name = name,
          .members = std::make_shared<const std::vector<Field>>(std::move(fields))};
}

Schema nullable(Schema schema) {
  schema.is_nullable = true;
  return schema;
}

Field optional_field(std::string_view name, Schema schema, std::string_view help) {
  return {.name = name, .schema = std::move(schema), .help = help, .is_required = false};
}

}  // namespace shiplog::api
