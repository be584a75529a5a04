// Asking: a query put to GitHub, and its answer as JSON.

#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "base/function_ref.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {

struct GitHubReply {
  GitHubAnswer answer = {};  // Without its body.
  // Of a GraphQL reply; of REST the whole body. Absent unless usable or partly lost.
  Json data = {};

  bool is_usable() const {
    return answer.state == AnswerState::Ok || answer.state == AnswerState::Partial;
  }
  // GitHub's first problem in its own words; empty without one.
  std::string_view problem() const;
  // Whether something is missing because this token may not read it.
  bool is_refused() const;
  // Whether a problem with this path, or above it, says why a value is null: it is forbidden,
  // or gone.
  bool explains(std::string_view path) const;
  bool ran_out_of_resources() const;
};

// Replies borrow from the asker until its next question.
class Asker {
 public:
  explicit Asker(GitHubClient& client) : client_(client) {}

  Result<GitHubReply> query(const GitHubQuery& query, const std::string& variables,
                            const std::stop_token& stop);
  // With the marked lines of the query said `count` times.
  Result<GitHubReply> query_many(const GitHubQuery& query, std::size_t count,
                                 const std::string& variables, const std::stop_token& stop);
  // A question that cannot be made smaller: too heavy, it is asked some times more.
  Result<GitHubReply> query_small(const GitHubQuery& query, const std::string& variables,
                                  const std::stop_token& stop);
  Result<GitHubReply> get(std::string_view path, const std::stop_token& stop);

 private:
  Result<GitHubReply> read(GitHubAnswer answer, std::string_view member);

  GitHubClient& client_;
  JsonDocument document_;
};

// A JSON object whose members `write` says: the variables of a query.
std::string variables_of(FunctionRef<void(JsonWriter&)> write);

void write_text(JsonWriter& json, std::string_view key, const Text& value);

// "item_3", "owner_3"
std::string numbered(std::string_view name, std::size_t index);

}  // namespace shiplog
