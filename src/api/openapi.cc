#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "api/documents.h"
#include "api/endpoint.h"
#include "api/endpoints.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/named_shapes.h"
#include "api/parameters.h"
#include "api/principal.h"
#include "api/schema.h"
#include "base/ascii.h"
#include "base/check.h"
#include "base/json_writer.h"

namespace shiplog::api {
namespace {

void put_schema(JsonWriter& json, const Schema& schema);

std::string_view type_of(const Schema& schema) {
  switch (schema.kind) {
    case Schema::Kind::Text:
    case Schema::Kind::Time:
      return "string";
    case Schema::Kind::Integer:
      return "integer";
    case Schema::Kind::Real:
      return "number";
    case Schema::Kind::Boolean:
      return "boolean";
    case Schema::Kind::List:
      return "array";
    case Schema::Kind::Object:
    case Schema::Kind::Map:
      return "object";
    case Schema::Kind::Any:
      return "";
  }
  CHECK(false);
}

void put_type(JsonWriter& json, const Schema& schema) {
  const std::string_view type = type_of(schema);
  if (type.empty()) {
    return;
  }
  json.key("type");
  if (schema.is_nullable) {
    json.begin_array().text(type).text("null").end_array();
  } else {
    json.text(type);
  }
}

void put_fields(JsonWriter& json, const Schema& schema) {
  json.key("properties").begin_object();
  for (const Field& field : schema.fields()) {
    json.key(field.name).begin_object();
    if (!field.help.empty()) {
      json.key("description").text(field.help);
    }
    put_schema(json, field.schema);
    json.end_object();
  }
  json.end_object().key("required").begin_array();
  for (const Field& field : schema.fields()) {
    if (field.is_required) {
      json.text(field.name);
    }
  }
  json.end_array();
}

// Inside an object that is open.
void put_shape(JsonWriter& json, const Schema& schema) {
  put_type(json, schema);
  if (schema.kind == Schema::Kind::Time) {
    json.key("format").text("date-time");
  }
  if (!schema.choices.empty()) {
    json.key("enum").begin_array();
    for (const std::string_view choice : schema.choices) {
      json.text(choice);
    }
    if (schema.is_nullable) {
      json.null();
    }
    json.end_array();
  }
  if (schema.kind == Schema::Kind::Object) {
    put_fields(json, schema);
  }
  if (schema.item != nullptr) {
    json.key(schema.kind == Schema::Kind::List ? "items" : "additionalProperties").begin_object();
    put_schema(json, *schema.item);
    json.end_object();
  }
}

void put_reference(JsonWriter& json, std::string_view name) {
  json.key("$ref").text("#/components/schemas/" + std::string(name));
}

void put_schema(JsonWriter& json, const Schema& schema) {
  if (schema.name.empty()) {
    put_shape(json, schema);
  } else if (schema.is_nullable) {
    json.key("oneOf").begin_array().begin_object();
    put_reference(json, schema.name);
    json.end_object().begin_object().key("type").text("null").end_object().end_array();
  } else {
    put_reference(json, schema.name);
  }
}

void put_parameter(JsonWriter& json, const ParameterRule& rule) {
  json.begin_object().key("name").text(rule.key).key("in").text("query");
  std::string help(rule.help);
  help += rule.takes.empty() ? "" : ": " + std::string(rule.takes);
  json.key("description").text(help).key("required").boolean(false);
  json.key("schema").begin_object();
  if (rule.is_repeatable) {
    json.key("type").text("array").key("items").begin_object();
  }
  json.key("type").text("string");
  if (!rule.choices.empty()) {
    json.key("enum").begin_array();
    for (const std::string_view choice : rule.choices) {
      json.text(choice);
    }
    json.end_array();
  }
  if (!rule.standard.empty()) {
    json.key("default").text(rule.standard);
  }
  json.end_object();
  if (rule.is_repeatable) {
    json.end_object();
  }
  json.end_object();
}

void put_parameters(JsonWriter& json, const Endpoint& endpoint) {
  json.key("parameters").begin_array();
  for (const PathPart& part : endpoint.path_parts) {
    json.begin_object().key("name").text(part.name).key("in").text("path");
    json.key("description").text(part.help).key("required").boolean(true);
    json.key("schema").begin_object().key("type").text("string").end_object().end_object();
  }
  for (const ParameterRule* rule : endpoint.parameters) {
    put_parameter(json, *rule);
  }
  json.end_array();
}

void put_content(JsonWriter& json, std::string_view type, const Schema& schema) {
  json.key("content").begin_object().key(type).begin_object().key("schema").begin_object();
  put_schema(json, schema);
  json.end_object().end_object().end_object();
}

void put_responses(JsonWriter& json, const Endpoint& endpoint) {
  json.key("responses").begin_object().key(std::to_string(endpoint.status)).begin_object();
  json.key("description").text(reason_of(endpoint.status));
  if (!endpoint.content_type.empty()) {
    const bool is_json = endpoint.content_type == "application/json";
    put_content(json, endpoint.content_type, is_json ? endpoint.response : text());
  }
  json.end_object().key("default").begin_object().key("description");
  json.text("What went wrong").key("content").begin_object().key("application/problem+json");
  json.begin_object().key("schema").begin_object();
  put_reference(json, "Problem");
  json.end_object().end_object().end_object().end_object().end_object();
}

void put_operation(JsonWriter& json, const Endpoint& endpoint) {
  json.key(lower_case(name_of(endpoint.method))).begin_object();
  json.key("operationId").text(endpoint.name).key("summary").text(endpoint.summary);
  json.key("x-permission").text(permission_name(endpoint.permission));
  put_parameters(json, endpoint);
  if (endpoint.body) {
    json.key("requestBody").begin_object().key("required").boolean(true);
    put_content(json, "application/json", *endpoint.body);
    json.end_object();
  }
  put_responses(json, endpoint);
  json.end_object();
}

void put_paths(JsonWriter& json) {
  json.key("paths").begin_object();
  std::set<std::string_view> written;
  for (const Endpoint& endpoint : endpoints()) {
    if (!written.insert(endpoint.path).second) {
      continue;
    }
    json.key(endpoint.path).begin_object();
    for (const Endpoint& each : endpoints()) {
      if (each.path == endpoint.path) {
        put_operation(json, each);
      }
    }
    json.end_object();
  }
  json.end_object();
}

Schema problem_schema() {
  return object({{.name = "type", .schema = text()},
                 {.name = "title", .schema = text()},
                 {.name = "status", .schema = integer()},
                 {.name = "detail", .schema = text(), .help = "what to do about it"},
                 {.name = "instance", .schema = text()},
                 {.name = "request_id", .schema = text(), .help = "for the log"}});
}

}  // namespace

std::string openapi_json() {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("openapi").text("3.1.0").key("info").begin_object();
  json.key("title").text("Shiplog").key("version").text("1").end_object();
  put_paths(json);
  json.key("components").begin_object().key("schemas").begin_object();
  json.key("Problem").begin_object();
  put_shape(json, problem_schema());
  json.end_object();
  for (const auto& [name, schema] : named_shapes()) {
    json.key(name).begin_object();
    put_shape(json, schema);
    json.end_object();
  }
  json.end_object().end_object().end_object();
  return out + "\n";
}

}  // namespace shiplog::api
