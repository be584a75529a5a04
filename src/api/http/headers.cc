#include "api/http/headers.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/check.h"

namespace shiplog::api {
namespace {

bool is_lower_token(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
           character == '-';
  });
}

}  // namespace

bool is_header_value(std::string_view text) {
  constexpr unsigned char kDelete = 0x7f;
  return std::ranges::all_of(text, [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte >= ' ' && byte != kDelete) || character == '\t';
  });
}

void Headers::set(std::string_view name, std::string_view value) {
  CHECK(is_lower_token(name));
  CHECK(is_header_value(value));
  for (Header& header : all_) {
    if (header.name == name) {
      header.value = value;
      return;
    }
  }
  all_.push_back({.name = std::string(name), .value = std::string(value)});
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Header& header : all_) {
    if (header.name == name) {
      return header.value;
    }
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(all_, [name](const Header& header) { return header.name == name; }));
}

}  // namespace shiplog::api
