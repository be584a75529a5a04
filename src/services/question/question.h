// Question: what is asked of the metrics, understood. Flags of the command line and addresses
// of the page are two spellings of the same words, which are read here.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/query.h"
#include "metrics/working_calendar.h"
#include "services/views/answer.h"

namespace shiplog {

// What the configuration says where a question does not.
struct Defaults {
  std::string time_zone = {};
  WorkingCalendar working_hours = {};
  ServicePaths service_paths = {};
  ProductionRules rules = {};
  Reading reading = {};
};

// A question as it was spelled; absent: not said. Whoever reads a spelling has seen to it that
// choices among a few words are one of those.
struct QuestionWords {
  using Word = std::optional<std::string>;

  std::vector<std::string> repositories = {};  // Full names or ids.
  std::vector<std::string> teams = {};         // Slugs or ids.
  std::vector<std::string> labels = {};
  std::vector<std::string> services = {};
  Word base = {};
  Word environment = {};
  Word bots = {};  // include, exclude or only.
  bool bot_reviews = false;
  Word last = {};  // A length of time: "90d". Not together with `from`.
  Word from = {};  // Days or times.
  Word until = {};
  Word every = {};
  Word time_zone = {};
  Word compare = {};       // previous, year or none.
  Word compare_from = {};  // Instead of `compare`: the first day, and the one after the last.
  Word compare_until = {};
  Word group_by = {};    // As group_by_name() has them.
  Word by = {};          // merged, deployed or opened.
  Word percentile = {};  // 50, 75 or 90.
  bool working_hours = false;
  Word me = {};  // The login of whoever asks, when it is about himself.
  Word now = {};
};

// What the spelling calls the words in which one can go wrong, for messages.
struct WordNames {
  std::string_view last = {};
  std::string_view from = {};
  std::string_view until = {};
  std::string_view compare = {};
  std::string_view now = {};
};

struct Question {
  Asked asked = {};
  Reading reading = {};
};

// InvalidInput names the word and what it takes.
Result<Question> read_question(const QuestionWords& words, const WordNames& names,
                               const Defaults& defaults, Timestamp now);

// Finds what the question names in the columns: repositories by full name or id, teams by slug
// or id, labels, services, and oneself by login. NotFound names the nearest. Needs the parts
// that parts_read_by() names.
Result<Unit> find_names(Question& question, const Snapshot& snapshot);

// What of the columns the question needs, whatever the metrics: see metrics/traits.h.
Parts parts_read_by(const Question& question);

}  // namespace shiplog
