#include "cli/question.h"

#include "base/clock.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "services/question/question.h"

namespace shiplog {
namespace {

constexpr WordNames kFlags = {
    .last = "--last", .from = "--from", .until = "--until", .compare = "--compare", .now = "--now"};

}  // namespace

Result<Question> read_question(const Arguments& arguments, const Defaults& defaults,
                               const Clock& clock) {
  const QuestionWords words{.repositories = arguments.values("--repository"),
                            .teams = arguments.values("--team"),
                            .labels = arguments.values("--label"),
                            .services = arguments.values("--service"),
                            .base = arguments.value("--base"),
                            .environment = arguments.value("--environment"),
                            .bots = arguments.value("--bots"),
                            .bot_reviews = arguments.has("--bot-reviews"),
                            .last = arguments.value("--last"),
                            .from = arguments.value("--from"),
                            .until = arguments.value("--until"),
                            .every = arguments.value("--every"),
                            .time_zone = arguments.value("--time-zone"),
                            .compare = arguments.value("--compare"),
                            .group_by = arguments.value("--group-by"),
                            .by = arguments.value("--by"),
                            .percentile = arguments.value("--percentile"),
                            .working_hours = arguments.has("--working-hours"),
                            .me = arguments.value("--me"),
                            .now = arguments.value("--now")};
  return read_question(words, kFlags, defaults, clock.now());
}

}  // namespace shiplog
