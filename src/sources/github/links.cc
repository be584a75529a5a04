#include "sources/github/links.h"

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace shiplog {

std::string next_link(std::string_view link_header) {
  while (true) {
    const std::size_t open = link_header.find('<');
    const std::size_t close = link_header.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      return {};
    }
    const std::string_view target = link_header.substr(open + 1, close - open - 1);
    link_header.remove_prefix(close + 1);
    // A URL in brackets may hold commas; what follows it may not.
    const std::string_view parameters =
        link_header.substr(0, std::min(link_header.find('<'), link_header.size()));
    if (parameters.find("rel=\"next\"") != std::string_view::npos) {
      return std::string(target);
    }
  }
}

std::string moved_to(std::string_view location, std::string_view body) {
  if (!location.empty()) {
    return std::string(location);
  }
  simdjson::dom::parser parser;
  std::string_view url;
  const bool is_told = parser.parse(body.data(), body.size())["url"].get(url) == simdjson::SUCCESS;
  return is_told ? std::string(url) : std::string();
}

}  // namespace shiplog
