// What is said about the commands, made from their definitions: for --help, for `man`,
// and for docs/cli.md.

#pragma once

#include <string>

#include "cli/command.h"

namespace shiplog {

// "shiplog import [OPTION…] FILE…"
std::string usage_of(const Command& command);

// Of the whole program, and of one command; at most `width` columns wide.
std::string overview_text(std::size_t width);
std::string help_text(const Command& command, std::size_t width);

// The manual page, in roff.
std::string manual_page();

// docs/cli.md. A test compares it with the file.
std::string reference_markdown();

}  // namespace shiplog
