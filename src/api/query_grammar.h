// The query grammar: which numbers an address asks for. The page's (web/src/query) is the same,
// and tests/api/query_cases.json holds both to it, so that a link, a request and a command
// line name the same numbers.

#pragma once

#include <span>

#include "api/parameters.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "services/question/question.h"

namespace shiplog::api {

// In the order of an address: scope, range, tz, cmp, gran, p, bots, …
std::span<const ParameterRule* const> query_grammar();

// InvalidInput names the parameter and what it takes.
Result<Question> read_question(const Parameters& parameters, const Defaults& defaults,
                               Timestamp now);

}  // namespace shiplog::api
