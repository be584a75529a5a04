#include "api/parameters.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/request.h"
#include "base/check.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

using Rules = std::span<const ParameterRule* const>;
using Parameter = std::pair<std::string, std::string>;

Error refused(std::string message) { return Error{ErrorCode::InvalidInput, std::move(message)}; }

const ParameterRule* find_rule(Rules rules, std::string_view key) {
  const auto found = std::ranges::find(rules, key, &ParameterRule::key);
  return found == rules.end() ? nullptr : *found;
}

Result<Parameter> decoded(std::string_view part) {
  const std::size_t equals = std::min(part.find('='), part.size());
  std::optional<std::string> key = decode_query(part.substr(0, equals));
  std::optional<std::string> value = decode_query(part.substr(std::min(equals + 1, part.size())));
  if (!key || !value) {
    return refused("a percent sign in the query is followed by two hexadecimal digits");
  }
  return Parameter(*std::move(key), *std::move(value));
}

Error unknown_key(const std::string& key, Rules rules) {
  std::vector<std::string_view> known;
  for (const ParameterRule* rule : rules) {
    known.push_back(rule->key);
  }
  return refused("there is no parameter '" + key + "' here" + did_you_mean(key, known));
}

std::string in_words(std::span<const std::string_view> choices) {
  std::string out;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i != 0) {
      out += i + 1 == choices.size() ? " or " : ", ";
    }
    out += choices[i];
  }
  return out;
}

Result<Unit> check_value(const ParameterRule& rule, const std::string& value) {
  const bool is_choice =
      rule.choices.empty() || std::ranges::find(rule.choices, value) != rule.choices.end();
  const bool is_accepted = rule.accepts == nullptr ? !value.empty() : rule.accepts(value);
  if (is_choice && is_accepted) {
    return Unit{};
  }
  const std::string takes = rule.takes.empty() ? in_words(rule.choices) : std::string(rule.takes);
  return refused(std::string(rule.key) + " is " + takes + ", not '" + value + "'" +
                 did_you_mean(value, rule.choices));
}

bool is_plain(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '*' || character == '-' ||
         character == '.' || character == '_';
}

}  // namespace

Result<Parameters> Parameters::read(std::string_view query, Rules rules) {
  Parameters parameters;
  parameters.rules_ = rules;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view part = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (part.empty()) {
      continue;
    }
    Parameter parameter = TRY(decoded(part));
    const ParameterRule* rule = find_rule(rules, parameter.first);
    if (rule == nullptr) {
      return unknown_key(parameter.first, rules);
    }
    TRY(check_value(*rule, parameter.second));
    const std::vector<std::string> before = parameters.values(parameter.first);
    if (!before.empty() && !rule->is_repeatable) {
      return refused(parameter.first + " is given twice; give it once");
    }
    if (std::ranges::find(before, parameter.second) != before.end()) {
      return refused(parameter.first + " is given twice as '" + parameter.second + "'");
    }
    parameters.all_.push_back(std::move(parameter));
  }
  return parameters;
}

std::optional<std::string> Parameters::value(std::string_view key) const {
  const auto found = std::ranges::find(all_, key, &Parameter::first);
  return found == all_.end() ? std::nullopt : std::optional(found->second);
}

std::string Parameters::value_or_standard(std::string_view key) const {
  const ParameterRule* rule = find_rule(rules_, key);
  CHECK(rule != nullptr);
  return value(key).value_or(std::string(rule->standard));
}

std::vector<std::string> Parameters::values(std::string_view key) const {
  std::vector<std::string> found;
  for (const auto& [name, value] : all_) {
    if (name == key) {
      found.push_back(value);
    }
  }
  return found;
}

std::size_t Parameters::number(std::string_view key) const {
  const std::string text = value_or_standard(key);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  CHECK(error == std::errc() && end == text.data() + text.size());
  return number;
}

std::string Parameters::canonical() const {
  std::string out;
  for (const ParameterRule* rule : rules_) {
    for (const std::string& value : values(rule->key)) {
      if (value != rule->standard) {
        out += out.empty() ? "" : "&";
        out += std::string(rule->key) + "=" + encode_parameter(value);
      }
    }
  }
  return out;
}

std::string encode_parameter(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == ' ') {
      out += '+';
    } else if (is_plain(character)) {
      out += character;
    } else {
      out += {'%', kDigits[byte / kDigits.size()], kDigits[byte % kDigits.size()]};
    }
  }
  return out;
}

}  // namespace shiplog::api
