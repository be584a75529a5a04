// Question: the flags of SCOPE and WINDOW, understood.

#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/services.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "services/views/answer.h"

namespace shiplog {

struct Question {
  Asked asked = {};
  Reading reading = {};
};

// InvalidInput names the flag and what it takes.
Result<Question> read_question(const Arguments& arguments, const Defaults& defaults,
                               const Clock& clock);

// Finds the repositories that the question names, by full name or id. NotFound names the
// nearest.
Result<Unit> find_repositories(Question& question, const Snapshot& snapshot);

// A day, at whose start in the zone it is, or a time with a zone. `option` names it in the
// error.
Result<Timestamp> parse_date(std::string_view option, std::string_view text, const TimeZone& zone);

// The moment a period before another: "90d", "12w", "6m", "2y". Days and weeks are of 24 and
// 168 hours; months and years are the calendar's in the zone.
Result<Timestamp> before(Timestamp moment, std::string_view option, std::string_view period,
                         const TimeZone& zone);

}  // namespace shiplog
