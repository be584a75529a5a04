// Parameters: what an address says behind the question mark, checked against what a route
// takes. What is not taken is refused and never guessed at; the nearest that is taken is named.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace shiplog::api {

// One parameter that routes take. Its rules are data, from which the manual and the OpenAPI
// document are made as well.
struct ParameterRule {
  std::string_view key = {};       // "range"
  std::string_view help = {};      // A sentence without a full stop.
  std::string_view takes = {};     // Completes "range is …": "a length of time such as 90d".
  std::string_view standard = {};  // What holds when it is not given; empty: nothing does.
  std::vector<std::string_view> choices = {};  // The value is one of these, unless empty.
  bool is_repeatable = false;
  bool is_number = false;
  // Further than the choices; null: any text but the empty one.
  bool (*accepts)(std::string_view value) = nullptr;
};

class Parameters {
 public:
  // InvalidInput names what is not understood. The rules must outlive the parameters.
  static Result<Parameters> read(std::string_view query,
                                 std::span<const ParameterRule* const> rules);

  std::optional<std::string> value(std::string_view key) const;
  // Or what holds when it is not given.
  std::string value_or_standard(std::string_view key) const;
  std::vector<std::string> values(std::string_view key) const;
  // Of a number that the rule has accepted.
  std::size_t number(std::string_view key) const;

  // In the order of the rules and without what is so by default, as an address holds it: equal
  // questions have equal texts.
  std::string canonical() const;

 private:
  std::span<const ParameterRule* const> rules_ = {};
  std::vector<std::pair<std::string, std::string>> all_ = {};
};

// As a form encodes it, and so as URLSearchParams does.
std::string encode_parameter(std::string_view text);

}  // namespace shiplog::api
