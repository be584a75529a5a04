#include "api/named_shapes.h"

#include <map>
#include <string_view>

#include "api/endpoint.h"
#include "api/endpoints.h"
#include "api/schema.h"
#include "base/check.h"

namespace shiplog::api {
namespace {

using Shapes = std::map<std::string_view, Schema>;

void collect(const Schema& schema, Shapes& shapes) {
  if (!schema.name.empty()) {
    const auto [found, is_new] = shapes.emplace(schema.name, schema);
    CHECK(found->second.fields().size() == schema.fields().size());
    if (!is_new) {
      return;
    }
    found->second.is_nullable = false;
  }
  for (const Field& field : schema.fields()) {
    collect(field.schema, shapes);
  }
  if (schema.item != nullptr) {
    collect(*schema.item, shapes);
  }
}

}  // namespace

const std::map<std::string_view, Schema>& named_shapes() {
  static const Shapes all = [] {
    Shapes shapes;
    for (const Endpoint& endpoint : endpoints()) {
      collect(endpoint.response, shapes);
      if (endpoint.body) {
        collect(*endpoint.body, shapes);
      }
    }
    return shapes;
  }();
  return all;
}

}  // namespace shiplog::api
