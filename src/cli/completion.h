// Completion scripts for shells, made from the commands' definitions.

#pragma once

#include <span>
#include <string>
#include <string_view>

namespace shiplog {

// `metrics` are the ids to offer where a command takes one.
std::string bash_completion(std::span<const std::string_view> metrics);
std::string zsh_completion(std::span<const std::string_view> metrics);
std::string fish_completion(std::span<const std::string_view> metrics);

}  // namespace shiplog
