// What every endpoint that asks the columns does first.

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "api/endpoint.h"
#include "api/parameters.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "services/question/question.h"

namespace shiplog::api {

// A question, and the columns that answer it.
struct Prepared {
  Question question = {};
  std::shared_ptr<const Snapshot> snapshot = {};
};

// From the parameters of the query grammar. NotFound names what is not there.
Result<Prepared> prepare(const Call& call);

// The query grammar, and then these.
std::vector<const ParameterRule*> grammar_and(std::vector<const ParameterRule*> others);

// A moment, or null when it did not happen.
void put_moment(JsonWriter& json, std::string_view key, Timestamp moment);
// A text, or null when it is empty.
void put_text(JsonWriter& json, std::string_view key, std::string_view text);

}  // namespace shiplog::api
