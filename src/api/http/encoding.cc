#include "api/http/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog::api {
namespace {

// In thousandths, as the grammar has it: "q=0.5" is 500. Nothing said is 1.
constexpr int kFullWeight = 1000;

std::string_view trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t");
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

int weight_of(std::string_view parameters) {
  const std::string_view value = trim(parameters);
  if (!value.starts_with("q=") && !value.starts_with("Q=")) {
    return kFullWeight;
  }
  const std::string_view number = value.substr(2);
  if (number.starts_with('1')) {
    return kFullWeight;
  }
  int weight = 0;
  int unit = kFullWeight / 10;
  for (const char digit : number.substr(std::min<std::size_t>(2, number.size()))) {
    if (digit < '0' || digit > '9') {
      return 0;
    }
    weight += (digit - '0') * unit;
    unit /= 10;
  }
  return weight;
}

bool is_named(std::string_view coding, std::string_view name) {
  return std::ranges::equal(coding, name, [](char left, char right) {
    return (left >= 'A' && left <= 'Z' ? left - 'A' + 'a' : left) == right;
  });
}

struct Weights {
  std::array<std::optional<int>, kEncodings> of = {};
  std::optional<int> of_others = {};
};

void add_weight(Weights& weights, std::string_view item) {
  const std::size_t semicolon = std::min(item.find(';'), item.size());
  const std::string_view coding = trim(item.substr(0, semicolon));
  const int weight = weight_of(item.substr(std::min(semicolon + 1, item.size())));
  constexpr std::array<std::string_view, kEncodings> kNames = {"identity", "gzip", "br"};
  for (std::size_t at = 0; at < kEncodings; ++at) {
    if (is_named(coding, kNames.at(at))) {
      weights.of.at(at) = weight;
    }
  }
  if (coding == "*") {
    weights.of_others = weight;
  }
}

}  // namespace

std::string_view token_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::Identity:
      return {};
    case Encoding::Gzip:
      return "gzip";
    case Encoding::Brotli:
      return "br";
  }
  return {};
}

Encoding preferred_encoding(std::optional<std::string_view> accept_encoding) {
  Weights weights;
  std::string_view rest = accept_encoding.value_or("");
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    add_weight(weights, rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  Encoding best = Encoding::Identity;
  // What is not named is not wanted, but for plain bytes, which are never forbidden silently.
  int best_weight = weights.of.front().value_or(weights.of_others.value_or(1));
  for (const Encoding encoding : {Encoding::Gzip, Encoding::Brotli}) {
    const int weight =
        weights.of.at(static_cast<std::size_t>(encoding)).value_or(weights.of_others.value_or(0));
    if (weight > 0 && weight >= best_weight) {
      best = encoding;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace shiplog::api
