#include "cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"
#include "cli/command.h"

namespace shiplog {
namespace {

using Words = std::span<const std::string_view>;

Error wrong_usage(std::string message) {
  return Error{ErrorCode::InvalidInput, std::move(message)};
}

// "'x' …; did you mean 'y'?" is a sentence of its own, "…; it comes with" another.
Error not_known(std::string_view what, std::string_view name,
                std::span<const std::string_view> known, std::string_view see) {
  std::string message = "there is no " + std::string(what) + " '" + std::string(name) + "'";
  if (const Later* later = find_later(name); later != nullptr) {
    return wrong_usage(message + " yet: it comes with " + std::string(later->comes_with));
  }
  const std::string suggestion = did_you_mean(name, known);
  return wrong_usage(message +
                     (suggestion.empty() ? "; see '" + std::string(see) + "'" : suggestion));
}

std::string help_of(const Command* command) {
  return command == nullptr ? "shiplog --help"
                            : "shiplog " + std::string(command->name) + " --help";
}

class Parser {
 public:
  explicit Parser(Words words) : words_(words) {}

  Result<Invocation> run() {
    while (next_ < words_.size()) {
      TRY(read_word(words_[next_++]));
    }
    if (!invocation_.wants_help && !invocation_.wants_version) {
      TRY(check_operands());
    }
    return std::move(invocation_);
  }

 private:
  Result<Unit> read_word(std::string_view word) {
    if (!only_operands_ && word == "--") {
      only_operands_ = true;
      return Unit{};
    }
    // A lone "-" is standard input.
    const bool is_option = !only_operands_ && word.size() > 1 && word[0] == '-';
    if (is_option) {
      return word[1] == '-' ? read_long_option(word) : read_short_options(word);
    }
    if (invocation_.command == nullptr) {
      return read_command(word);
    }
    invocation_.arguments.add_operand(std::string(word));
    return Unit{};
  }

  Result<Unit> read_command(std::string_view word) {
    if (word == "help") {
      invocation_.wants_help = true;
      return Unit{};
    }
    if (next_ < words_.size()) {
      const std::string two = std::string(word) + " " + std::string(words_[next_]);
      if (invocation_.command = find_command(two); invocation_.command != nullptr) {
        ++next_;
        return Unit{};
      }
    }
    if (invocation_.command = find_command(word); invocation_.command != nullptr) {
      return Unit{};
    }
    return no_such_command(word);
  }

  // Of "config" alone, the commands that it begins are named.
  Error no_such_command(std::string_view word) const {
    std::vector<std::string_view> names;
    std::string continuations;
    for (const Command& command : command_list()) {
      names.push_back(command.name.substr(0, command.name.find(' ')));
      if (command.name.starts_with(std::string(word) + " ")) {
        continuations += (continuations.empty() ? "'" : " or '") + std::string(command.name) + "'";
      }
    }
    if (!continuations.empty()) {
      return wrong_usage("'" + std::string(word) + "' needs a second word: " + continuations);
    }
    return not_known("command", word, names, "shiplog --help");
  }

  std::vector<const Option*> known_options() const {
    if (invocation_.command != nullptr) {
      return options_of(*invocation_.command);
    }
    std::vector<const Option*> known;
    for (const Option& option : global_options().options) {
      known.push_back(&option);
    }
    return known;
  }

  const Option* find_option(std::string_view name) const {
    for (const Option* option : known_options()) {
      if (option->name == name || option->short_name == name) {
        return option;
      }
    }
    return nullptr;
  }

  Error no_such_option(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const Option* option : known_options()) {
      names.push_back(option->name);
    }
    return not_known("option", name, names, help_of(invocation_.command));
  }

  Result<Unit> read_long_option(std::string_view word) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const Option* option = find_option(name);
    if (option == nullptr) {
      return no_such_option(name);
    }
    if (equals != std::string_view::npos) {
      if (!option->takes_value()) {
        return wrong_usage(std::string(name) + " takes no value");
      }
      return add_option(*option, word.substr(equals + 1));
    }
    return read_option(*option);
  }

  // "-vv" is "-v -v".
  Result<Unit> read_short_options(std::string_view word) {
    for (const char letter : word.substr(1)) {
      const std::string name{'-', letter};
      const Option* option = find_option(name);
      if (option == nullptr) {
        return no_such_option(word);
      }
      TRY(read_option(*option));
    }
    return Unit{};
  }

  Result<Unit> read_option(const Option& option) {
    if (!option.takes_value()) {
      return add_option(option, {});
    }
    if (next_ == words_.size()) {
      return wrong_usage(std::string(option.name) + " needs a value: " +
                         std::string(option.choices.empty() ? option.value : option.choices));
    }
    return add_option(option, words_[next_++]);
  }

  Result<Unit> add_option(const Option& option, std::string_view value) {
    if (has_choice(option.refused, value)) {
      return wrong_usage(std::string(option.name) + " '" + std::string(value) +
                         "' is refused: " + std::string(option.why_refused));
    }
    if (!option.choices.empty()) {
      TRY(check_choice(option.name, value, option.choices));
    }
    if (option.takes_value() && value.empty()) {
      return wrong_usage(std::string(option.name) + " was given an empty value");
    }
    if (!option.is_repeatable && option.takes_value() && invocation_.arguments.has(option.name)) {
      return wrong_usage(std::string(option.name) + " was given twice");
    }
    invocation_.wants_help = invocation_.wants_help || option.name == "--help";
    invocation_.wants_version = invocation_.wants_version || option.name == "--version";
    invocation_.arguments.add_option(option.name, std::string(value));
    return Unit{};
  }

  static bool has_choice(std::string_view choices, std::string_view value) {
    const std::vector<std::string_view> known = split_choices(choices);
    return std::find(known.begin(), known.end(), value) != known.end();
  }

  static Result<Unit> check_choice(std::string_view of, std::string_view value,
                                   std::string_view choices) {
    if (has_choice(choices, value)) {
      return Unit{};
    }
    const std::vector<std::string_view> known = split_choices(choices);
    return wrong_usage(std::string(of) + " is " + std::string(choices) + ", not '" +
                       std::string(value) + "'" + did_you_mean(value, known));
  }

  Result<Unit> check_operands() const {
    const Command* command = invocation_.command;
    if (command == nullptr) {
      return wrong_usage("no command was given; see 'shiplog --help'");
    }
    const std::vector<std::string>& operands = invocation_.arguments.operands();
    const Operand& expected = command->operand;
    const std::string start = "'shiplog " + std::string(command->name) + "' ";
    if (operands.size() < expected.minimum) {
      return wrong_usage(start + "needs " + std::string(expected.name) + "; see '" +
                         help_of(command) + "'");
    }
    if (operands.size() > expected.maximum) {
      return unexpected_operand(start, operands[expected.maximum]);
    }
    for (const std::string& operand : operands) {
      if (!expected.choices.empty()) {
        TRY(check_choice(expected.name, operand, expected.choices));
      }
    }
    return Unit{};
  }

  Error unexpected_operand(const std::string& start, const std::string& operand) const {
    std::vector<std::string_view> continuations;
    const std::string prefix = std::string(invocation_.command->name) + " ";
    for (const Command& command : command_list()) {
      if (command.name.starts_with(prefix)) {
        continuations.push_back(command.name.substr(prefix.size()));
      }
    }
    return wrong_usage(start + "does not know what to do with '" + operand + "'" +
                       did_you_mean(operand, continuations));
  }

  Words words_;
  std::size_t next_ = 0;
  bool only_operands_ = false;
  Invocation invocation_ = {};
};

}  // namespace

bool Arguments::has(std::string_view option) const { return count(option) > 0; }

std::size_t Arguments::count(std::string_view option) const {
  return static_cast<std::size_t>(std::count_if(
      options_.begin(), options_.end(), [&](const auto& given) { return given.first == option; }));
}

std::optional<std::string> Arguments::value(std::string_view option) const {
  std::vector<std::string> all = values(option);
  return all.empty() ? std::nullopt : std::optional(std::move(all.back()));
}

std::vector<std::string> Arguments::values(std::string_view option) const {
  std::vector<std::string> found;
  for (const auto& [name, value] : options_) {
    if (name == option) {
      found.push_back(value);
    }
  }
  return found;
}

Result<Invocation> parse(Words words) { return Parser(words).run(); }

Result<std::int64_t> parse_count(std::string_view option, std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) {
    return wrong_usage(std::string(option) + " is a whole number from 1 to " +
                       std::to_string(std::numeric_limits<std::int64_t>::max()) + ", not '" +
                       std::string(text) + "'");
  }
  return number;
}

}  // namespace shiplog
