// What to look at: a few sentences that the numbers of a report bear out, the most useful
// first. No guesses: each rule states its evidence, and is silent without it.

#pragma once

#include <string>
#include <vector>

#include "services/views/answer.h"

namespace shiplog {

std::vector<std::string> things_to_look_at(const Answer& answer);

}  // namespace shiplog
