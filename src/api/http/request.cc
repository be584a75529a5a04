#include "api/http/request.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog::api {
namespace {

struct MethodName {
  Method method = Method::Get;
  std::string_view name = {};
};
constexpr std::array kMethods = {
    MethodName{Method::Get, "GET"},       MethodName{Method::Post, "POST"},
    MethodName{Method::Put, "PUT"},       MethodName{Method::Patch, "PATCH"},
    MethodName{Method::Delete, "DELETE"}, MethodName{Method::Options, "OPTIONS"}};

std::optional<char> byte_of(std::string_view digits) {
  constexpr int kHexadecimal = 16;
  unsigned int byte = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), byte, kHexadecimal);
  if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2 || byte == 0) {
    return std::nullopt;
  }
  return static_cast<char>(byte);
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  if (text.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      const std::optional<char> byte = byte_of(text.substr(at + 1, 2));
      if (!byte) {
        return std::nullopt;
      }
      out += *byte;
      at += 2;
    } else {
      out += plus_is_space && text[at] == '+' ? ' ' : text[at];
    }
  }
  return out;
}

}  // namespace

std::string_view name_of(Method method) {
  for (const MethodName& each : kMethods) {
    if (each.method == method) {
      return each.name;
    }
  }
  return "OTHER";
}

Method method_of(std::string_view name) {
  for (const MethodName& each : kMethods) {
    if (each.name == name) {
      return each.method;
    }
  }
  return Method::Other;
}

std::optional<std::string> decode_path(std::string_view text) { return decode(text, false); }

std::optional<std::string> decode_query(std::string_view text) { return decode(text, true); }

}  // namespace shiplog::api
