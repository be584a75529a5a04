// Authors: the people of a repository's history, without their addresses.
//
// An e-mail address is personal, so only a hash of it goes into a fact: the same address
// gives the same person, and nobody reads an address out of a store or an export.

#pragma once

#include <string>
#include <string_view>

#include "domain/facts.h"

namespace shiplog {

// The person behind a name and an address, as mailmap corrected them. The id is "git:" and
// the first 32 digits of the SHA-256 of the address in lower case (of the name, where there
// is no address); these digits are the person's alias. The login is that of a GitHub noreply
// address (7+ada@users.noreply.github.com), otherwise the name (unless that is an address),
// otherwise the id. A bot is who is called …[bot] or writes from the address of a known one; of all
// others git cannot tell.
Person author_of(std::string_view name, std::string_view email);

}  // namespace shiplog
