#include <string>
#include <string_view>

#include "api/documents.h"
#include "api/named_shapes.h"
#include "api/schema.h"
#include "base/check.h"

namespace shiplog::api {
namespace {

std::string type_text(const Schema& schema, const std::string& indent);

std::string fields_text(const Schema& schema, const std::string& indent) {
  const std::string inner = indent + "  ";
  std::string out = "{\n";
  for (const Field& field : schema.fields()) {
    if (!field.help.empty()) {
      out += inner + "/** " + std::string(field.help) + " */\n";
    }
    out += inner + std::string(field.name) + (field.is_required ? ": " : "?: ") +
           type_text(field.schema, inner) + ";\n";
  }
  return out + indent + "}";
}

std::string choices_text(const Schema& schema) {
  std::string out;
  for (const std::string_view choice : schema.choices) {
    out += (out.empty() ? "\"" : " | \"") + std::string(choice) + "\"";
  }
  return out.empty() ? "string" : out;
}

// Of a list's item: what is told by several words stands in brackets.
std::string in_brackets(const std::string& type) {
  return type.find(" | ") == std::string::npos || type.starts_with('{') ? type : "(" + type + ")";
}

std::string bare_type(const Schema& schema, const std::string& indent) {
  switch (schema.kind) {
    case Schema::Kind::Text:
      return choices_text(schema);
    case Schema::Kind::Time:
      return "string";
    case Schema::Kind::Integer:
    case Schema::Kind::Real:
      return "number";
    case Schema::Kind::Boolean:
      return "boolean";
    case Schema::Kind::List:
      return in_brackets(type_text(*schema.item, indent)) + "[]";
    case Schema::Kind::Map:
      return "Record<string, " + type_text(*schema.item, indent) + ">";
    case Schema::Kind::Object:
      return schema.name.empty() ? fields_text(schema, indent) : std::string(schema.name);
    case Schema::Kind::Any:
      return "unknown";
  }
  CHECK(false);
}

std::string type_text(const Schema& schema, const std::string& indent) {
  return bare_type(schema, indent) + (schema.is_nullable ? " | null" : "");
}

}  // namespace

std::string typescript_types() {
  std::string out =
      "// The shapes of the API's answers. Made from src/api/endpoints.cc: run api_test with\n"
      "// SHIPLOG_UPDATE_DOCS=1 instead of editing this.\n";
  for (const auto& [name, schema] : named_shapes()) {
    out += "\nexport interface " + std::string(name) + " " + fields_text(schema, "") + "\n";
  }
  return out;
}

}  // namespace shiplog::api
