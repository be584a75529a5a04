#include "api/documents.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/source_directory.h"

namespace shiplog::api {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_current(const std::string& place, const std::string& text) {
  const std::filesystem::path path = source_directory() / place;
  if (std::getenv("SHIPLOG_UPDATE_DOCS") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
  }
  EXPECT_EQ(contents(path), text) << place
                                  << " is not current: run this test with SHIPLOG_UPDATE_DOCS=1";
}

TEST(ApiDocuments, AreWhatTheEndpointsSay) {
  expect_current("docs/api.md", api_manual());
  expect_current("web/src/api/schema.ts", typescript_types());
}

// What an OpenAPI document refers to is in it.
void expect_references(const simdjson::dom::element& element, const simdjson::dom::element& root) {
  if (element.is_array()) {
    for (const simdjson::dom::element each : element.get_array()) {
      expect_references(each, root);
    }
  }
  if (!element.is_object()) {
    return;
  }
  for (const auto& [key, value] : element.get_object()) {
    if (key == "$ref") {
      const std::string pointer(value.get_string().value().substr(1));
      EXPECT_EQ(root.at_pointer(pointer).error(), simdjson::SUCCESS) << pointer;
    }
    expect_references(value, root);
  }
}

TEST(ApiDocuments, SayInOpenApiWhatTheyReferTo) {
  simdjson::dom::parser parser;
  const std::string text = openapi_json();
  const simdjson::dom::element root = parser.parse(text);
  EXPECT_EQ(std::string(root["openapi"].get_string().value()), "3.1.0");
  EXPECT_EQ(root.at_pointer("/paths/~1api~1v1~1metrics/get/operationId").error(),
            simdjson::SUCCESS);
  expect_references(root, root);
}

}  // namespace
}  // namespace shiplog::api
