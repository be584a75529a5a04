// Arguments: what was given to a command, checked against its definition.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/command.h"

namespace shiplog {

class Arguments {
 public:
  bool has(std::string_view option) const;
  std::size_t count(std::string_view option) const;
  std::optional<std::string> value(std::string_view option) const;
  std::vector<std::string> values(std::string_view option) const;
  const std::vector<std::string>& operands() const { return operands_; }

  void add_option(std::string_view name, std::string value) {
    options_.emplace_back(name, std::move(value));
  }
  void add_operand(std::string operand) { operands_.push_back(std::move(operand)); }

 private:
  // Names are those of the definitions, which live as long as the process.
  std::vector<std::pair<std::string_view, std::string>> options_ = {};
  std::vector<std::string> operands_ = {};
};

struct Invocation {
  const Command* command = nullptr;  // Null: only global options were given.
  bool wants_help = false;
  bool wants_version = false;
  Arguments arguments = {};
};

// Reads the words after the program's name. InvalidInput names what is not understood and
// the nearest that is.
Result<Invocation> parse(std::span<const std::string_view> words);

// A whole number from 1 up; `option` names it in the error.
Result<std::int64_t> parse_count(std::string_view option, std::string_view text);

}  // namespace shiplog
