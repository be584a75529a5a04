#include "api/router.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/handler.h"
#include "api/http/request.h"

namespace shiplog::api {
namespace {

bool is_placeholder(std::string_view segment) { return segment.starts_with('{'); }

bool is_dots(std::string_view segment) { return segment == "." || segment == ".."; }

// The values of the placeholders, or nothing when the path is of another pattern.
std::optional<std::vector<std::string>> match(const std::vector<std::string_view>& pattern,
                                              const std::vector<std::string_view>& path) {
  if (pattern.size() != path.size()) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (!is_placeholder(pattern[at]) && pattern[at] != path[at]) {
      return std::nullopt;
    }
  }
  std::vector<std::string> values;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (is_placeholder(pattern[at])) {
      std::optional<std::string> value = decode_path(path[at]);
      if (!value || value->empty() || is_dots(*value)) {
        return std::nullopt;
      }
      values.push_back(std::move(*value));
    }
  }
  return values;
}

}  // namespace

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(std::min<std::size_t>(path.size(), 1));
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    segments.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  segments.push_back(path);
  return segments;
}

const Route* RouteMatch::of(Method method) const {
  const auto found = std::ranges::find(routes, method, &Route::method);
  return found == routes.end() ? nullptr : *found;
}

std::string RouteMatch::allowed() const {
  std::string names;
  for (const Route* route : routes) {
    names += std::string(name_of(route->method)) + ", ";
    names += route->method == Method::Get ? "HEAD, " : "";
  }
  return names + "OPTIONS";
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) {
    const std::vector<std::string_view> segments = segments_of(route.path);
    auto pattern = std::ranges::find(patterns_, segments, &Pattern::segments);
    if (pattern == patterns_.end()) {
      const auto literals =
          static_cast<std::size_t>(std::ranges::count_if(segments, std::not_fn(is_placeholder)));
      pattern = patterns_.insert(pattern, {.segments = segments, .literals = literals});
    }
    pattern->routes.push_back(&route);
  }
  std::ranges::stable_sort(patterns_, std::ranges::greater(), &Pattern::literals);
}

RouteMatch Router::find(std::string_view path) const {
  const std::vector<std::string_view> segments = segments_of(path);
  for (const Pattern& pattern : patterns_) {
    if (std::optional<std::vector<std::string>> values = match(pattern.segments, segments)) {
      return {.routes = pattern.routes, .parameters = std::move(*values)};
    }
  }
  return {};
}

}  // namespace shiplog::api
