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
                            .now = arguments.value("--now")};
  return read_question(words, kFlags, defaults, clock.now());
}

}  // namespace shiplog
