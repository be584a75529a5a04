#include "sources/github/json.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "domain/fact_shape.h"
#include "domain/facts.h"

namespace shiplog {
namespace {

namespace dom = simdjson::dom;

// Deeper than any question of ours can be answered.
constexpr std::size_t kNestingMax = 64;
// A parser that one huge reply has swollen is not kept.
constexpr std::size_t kKeptCapacity = std::size_t{8} << 20;

using Handle = std::array<std::byte, 16>;
static_assert(sizeof(dom::element) == sizeof(Handle) && std::is_trivially_copyable_v<dom::element>);

dom::element element_of(const Handle& handle) { return std::bit_cast<dom::element>(handle); }

bool is_fit_for_id(std::string_view text) {
  const auto is_control = [](char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
  };
  return !text.empty() && text.size() <= kIdBytesMax &&
         std::none_of(text.begin(), text.end(), is_control);
}

}  // namespace

Json Json::operator[](std::string_view key) const {
  dom::element value;
  if (!is_present_ || element_of(handle_).at_key(key).get(value) != simdjson::SUCCESS ||
      value.is_null()) {
    return {};
  }
  return Json(std::bit_cast<Handle>(value));
}

std::vector<Json> Json::items() const {
  std::vector<Json> result;
  dom::array array;
  if (!is_present_ || element_of(handle_).get(array) != simdjson::SUCCESS) {
    return result;
  }
  for (const dom::element item : array) {
    result.push_back(item.is_null() ? Json() : Json(std::bit_cast<Handle>(item)));
  }
  return result;
}

std::string_view Json::text() const {
  std::string_view text;
  if (!is_present_ || element_of(handle_).get(text) != simdjson::SUCCESS) {
    return {};
  }
  return text;
}

Text Json::optional_text() const {
  std::string_view text;
  if (!is_present_ || element_of(handle_).get(text) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  return std::string(text);
}

std::string_view Json::id() const {
  const std::string_view value = text();
  return is_fit_for_id(value) ? value : std::string_view();
}

Text Json::optional_id() const {
  const std::string_view value = id();
  return value.empty() ? Text() : Text(value);
}

std::optional<std::int64_t> Json::integer() const {
  std::int64_t value = 0;
  if (!is_present_ || element_of(handle_).get(value) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  return value;
}

Number Json::count() const {
  const std::optional<std::int64_t> value = integer();
  return value && *value >= 0 ? value : std::nullopt;
}

std::optional<bool> Json::flag() const {
  bool value = false;
  if (!is_present_ || element_of(handle_).get(value) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  return value;
}

Moment Json::time() const {
  const std::string_view value = text();
  if (value.empty()) {
    return std::nullopt;
  }
  const auto parsed = parse_time(value);
  return parsed ? Moment(*parsed) : std::nullopt;
}

struct JsonDocument::Parser {
  dom::parser parser;
};

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() = default;

Result<Json> JsonDocument::parse(std::string_view text) {
  if (!parser_ || parser_->parser.capacity() > kKeptCapacity) {
    parser_ = std::make_unique<Parser>();
  }
  if (text.size() > parser_->parser.capacity() &&
      parser_->parser.allocate(text.size(), kNestingMax) != simdjson::SUCCESS) {
    return Error{ErrorCode::Unavailable,
                 "no memory for a reply of " + std::to_string(text.size()) + " bytes from GitHub"};
  }
  dom::element root;
  const auto problem = parser_->parser.parse(text).get(root);
  if (problem != simdjson::SUCCESS) {
    return Error{ErrorCode::Unavailable,
                 std::string("GitHub's reply is no JSON: ") + simdjson::error_message(problem)};
  }
  return Json(std::bit_cast<Handle>(root));
}

}  // namespace shiplog
