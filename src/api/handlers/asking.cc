#include "api/handlers/asking.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/parameters.h"
#include "api/query_grammar.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "services/query/live_snapshot.h"
#include "services/question/question.h"

namespace shiplog::api {

Result<Prepared> prepare(const Call& call) {
  LiveColumns live = TRY(call.services.live->current());
  Prepared prepared{.question =
                        TRY(read_question(call.parameters, call.services.defaults, live.as_of))};
  if (prepared.question.reading.bot_reviews) {
    live = TRY(call.services.live->with_bot_reviews());
  }
  prepared.snapshot = std::move(live.snapshot);
  TRY(find_names(prepared.question, *prepared.snapshot));
  return prepared;
}

std::vector<const ParameterRule*> grammar_and(std::vector<const ParameterRule*> others) {
  std::vector<const ParameterRule*> all(query_grammar().begin(), query_grammar().end());
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

void put_moment(JsonWriter& json, std::string_view key, Timestamp moment) {
  json.key(key);
  happened(moment) ? json.text(format_time(moment)) : json.null();
}

void put_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  text.empty() ? json.null() : json.text(text);
}

}  // namespace shiplog::api
