// The program, from its words to its exit code.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/services.h"

namespace shiplog {

// Given with any command, and needed to make the services.
struct GlobalChoices {
  std::optional<std::string> store = {};
  std::optional<std::string> config = {};
};

using MakeServices = std::unique_ptr<Services> (*)(const GlobalChoices& choices);

// Runs one command; the words are those after the program's name. Returns the exit code.
int run_command_line(std::span<const std::string_view> words, MakeServices make_services);

}  // namespace shiplog
