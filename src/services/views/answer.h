// Answer: what was asked of some metrics, and what they said; ready to be shown. The
// command line and the API write it in the same shapes (docs/json.md).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/query.h"

namespace shiplog {

// The question, in the words in which it was asked.
struct Asked {
  Query query = {};
  std::vector<std::string> repositories = {};  // Full names; empty: all of them.
  bool bot_reviews = false;
  Timestamp complete_until = {};  // The data's end; the least Timestamp: there are none.
};

struct Answer {
  Asked asked = {};
  std::vector<Evaluation> evaluations = {};
};

struct ExplainedAnswer {
  Asked asked = {};
  Explanation explanation = {};
};

std::string_view granularity_name(Granularity granularity);  // "week"
std::string_view bots_name(Bots bots);                       // "default"

}  // namespace shiplog
