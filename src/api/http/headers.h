// Headers: the fields of a request or an answer, in order, found by their lower-case name.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shiplog::api {

struct Header {
  std::string name = {};  // Lower case: "content-type".
  std::string value = {};
};

class Headers {
 public:
  Headers() = default;

  // For an answer. The name is a token in lower case; a CHECK holds both to that and to
  // having no CR, LF or NUL, since a value made of somebody's text must be cleaned before:
  // so no text can begin a header of its own. Replaces what was there.
  void set(std::string_view name, std::string_view value);

  // For a request, whose fields the parser and the framing check have already accepted.
  void add_received(std::string name, std::string value) {
    all_.push_back({.name = std::move(name), .value = std::move(value)});
  }

  // The first of that name (lower case), or nothing.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;

  const std::vector<Header>& all() const { return all_; }

 private:
  std::vector<Header> all_ = {};
};

// Whether it may stand in a header: no control characters but the tab.
bool is_header_value(std::string_view text);

}  // namespace shiplog::api
