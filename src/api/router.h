// Router: which route a path is of.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/handler.h"
#include "api/http/request.h"

namespace shiplog::api {

// A path, and the routes by its methods.
struct RouteMatch {
  std::vector<const Route*> routes = {};  // Empty: there is nothing of that path.
  std::vector<std::string> parameters = {};

  const Route* of(Method method) const;  // Null: the path is there, not so the method.
  std::string allowed() const;           // "GET, HEAD, OPTIONS", for Allow.
};

class Router {
 public:
  // A literal segment goes before a placeholder, whatever their order.
  explicit Router(std::vector<Route> routes);
  Router(const Router&) = delete;  // Matches point into it.
  Router& operator=(const Router&) = delete;

  // The path as it was sent. A dot segment, or a segment that decodes to no text, is of no
  // route.
  RouteMatch find(std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Pattern {
    std::vector<std::string_view> segments = {};
    std::vector<const Route*> routes = {};
    std::size_t literals = 0;
  };

  std::vector<Route> routes_;
  std::vector<Pattern> patterns_ = {};  // The most literal ones first.
};

// The parts between the slashes: "/a/b" has "a" and "b", "/" has one that is empty.
std::vector<std::string_view> segments_of(std::string_view path);

}  // namespace shiplog::api
