#include "net/http.h"

#include <algorithm>
#include <cctype>
#include <ranges>
#include <string_view>

namespace shiplog {
namespace {

bool is_same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

}  // namespace

std::string_view HttpReply::header(std::string_view name) const {
  for (const HttpHeader& header : std::views::reverse(headers)) {
    if (is_same_name(header.name, name)) {
      return header.value;
    }
  }
  return {};
}

}  // namespace shiplog
