#include <string>
#include <string_view>

#include "api/documents.h"
#include "api/endpoint.h"
#include "api/endpoints.h"
#include "api/http/request.h"
#include "api/named_shapes.h"
#include "api/parameters.h"
#include "api/principal.h"
#include "api/query_grammar.h"
#include "api/schema.h"
#include "base/check.h"

namespace shiplog::api {
namespace {

std::string type_words(const Schema& schema);

std::string choices_words(const Schema& schema) {
  std::string out;
  for (const std::string_view choice : schema.choices) {
    out += (out.empty() ? "`" : ", `") + std::string(choice) + "`";
  }
  return out.empty() ? "text" : out;
}

std::string fields_words(const Schema& schema) {
  std::string out;
  for (const Field& field : schema.fields()) {
    out += (out.empty() ? "" : ", ") + std::string(field.name);
  }
  return "{" + out + "}";
}

std::string bare_words(const Schema& schema) {
  switch (schema.kind) {
    case Schema::Kind::Text:
      return choices_words(schema);
    case Schema::Kind::Time:
      return "time";
    case Schema::Kind::Integer:
      return "whole number";
    case Schema::Kind::Real:
      return "real";
    case Schema::Kind::Boolean:
      return "true or false";
    case Schema::Kind::List:
      return "list of " + type_words(*schema.item);
    case Schema::Kind::Map:
      return "by name: " + type_words(*schema.item);
    case Schema::Kind::Object:
      return schema.name.empty()
                 ? fields_words(schema)
                 : "[" + std::string(schema.name) + "](#" + std::string(schema.name) + ")";
    case Schema::Kind::Any:
      return "anything";
  }
  CHECK(false);
}

std::string type_words(const Schema& schema) {
  return bare_words(schema) + (schema.is_nullable ? ", or null" : "");
}

std::string parameter_row(const ParameterRule& rule) {
  std::string takes(rule.takes);
  if (takes.empty()) {
    takes = choices_words({.kind = Schema::Kind::Text, .choices = rule.choices});
  }
  return "| `" + std::string(rule.key) + "` | " + std::string(rule.help) + " | " + takes + " | " +
         (rule.standard.empty() ? "" : "`" + std::string(rule.standard) + "`") + " |\n";
}

constexpr std::string_view kParameterHead =
    "\n| parameter | | takes | when not given |\n|---|---|---|---|\n";

bool is_of_grammar(const ParameterRule* rule) {
  return std::ranges::find(query_grammar(), rule) != query_grammar().end();
}

std::string endpoint_section(const Endpoint& endpoint) {
  std::string out = "\n### " + std::string(name_of(endpoint.method)) + " `" +
                    std::string(endpoint.path) + "`\n\n" + std::string(endpoint.summary) + ".";
  out += " Permission: " + std::string(permission_name(endpoint.permission)) + ".";
  if (endpoint.body) {
    out += " Body: " + type_words(*endpoint.body) + ".";
  }
  if (endpoint.content_type == "application/json") {
    out += " Answer: " + type_words(endpoint.response) + ".";
  } else if (!endpoint.content_type.empty()) {
    out += " Answer: `" + std::string(endpoint.content_type) + "`.";
  }
  std::string own;
  bool takes_questions = false;
  for (const ParameterRule* rule : endpoint.parameters) {
    takes_questions = takes_questions || is_of_grammar(rule);
    own += is_of_grammar(rule) ? "" : parameter_row(*rule);
  }
  out += takes_questions ? " Takes the parameters of a question.\n" : "\n";
  return out + (own.empty() ? "" : std::string(kParameterHead) + own);
}

std::string shape_section(std::string_view name, const Schema& schema) {
  std::string out = "\n### " + std::string(name) + "\n\n| field | is | |\n|---|---|---|\n";
  for (const Field& field : schema.fields()) {
    out += "| `" + std::string(field.name) + "`" + (field.is_required ? "" : " (optional)") +
           " | " + type_words(field.schema) + " | " + std::string(field.help) + " |\n";
  }
  return out;
}

constexpr std::string_view kIntroduction =
    "# The REST API\n\n"
    "`shiplog serve` answers these. The page asks nothing else, and a program that reads the JSON\n"
    "of the command line (docs/json.md) reads this. `GET /api/v1/openapi.json` says the same to\n"
    "programs (OpenAPI 3.1). Times are RFC 3339 in UTC. What goes wrong is told as\n"
    "`application/problem+json` (RFC 9457) with a sentence in `detail` and a `request_id` for the\n"
    "log; an unknown parameter or value is refused, and the nearest known one named. Lists come "
    "in\n"
    "pages: `next` is the `cursor` of the next. Requests that change something carry\n"
    "`Content-Type: application/json` and come from the page's own origin. No answer groups or\n"
    "sorts by person.\n\n"
    "## The parameters of a question\n";

}  // namespace

std::string api_manual() {
  std::string out(kIntroduction);
  out += kParameterHead;
  for (const ParameterRule* rule : query_grammar()) {
    out += parameter_row(*rule);
  }
  out += "\n## Endpoints\n";
  for (const Endpoint& endpoint : endpoints()) {
    out += endpoint_section(endpoint);
  }
  out += "\n## Shapes\n";
  for (const auto& [name, schema] : named_shapes()) {
    out += shape_section(name, schema);
  }
  return out;
}

}  // namespace shiplog::api
