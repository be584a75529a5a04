// The flags of SCOPE and WINDOW, as the words of a question.

#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "services/question/question.h"

namespace shiplog {

// InvalidInput names the flag and what it takes.
Result<Question> read_question(const Arguments& arguments, const Defaults& defaults,
                               const Clock& clock);

}  // namespace shiplog
