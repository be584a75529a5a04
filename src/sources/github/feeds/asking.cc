#include "sources/github/feeds/asking.h"

#include <algorithm>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/function_ref.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

bool is_refusal(const GitHubProblem& problem) {
  return problem.type == "FORBIDDEN" || problem.type == "INSUFFICIENT_SCOPES";
}

bool is_at_or_above(std::string_view problem, std::string_view path) {
  return path.starts_with(problem) &&
         (path.size() == problem.size() || problem.empty() || path[problem.size()] == '.');
}

}  // namespace

std::string_view GitHubReply::problem() const {
  return answer.problems.empty() ? std::string_view() : answer.problems.front().message;
}

bool GitHubReply::is_refused() const {
  return answer.state == AnswerState::Refused ||
         std::any_of(answer.problems.begin(), answer.problems.end(), is_refusal);
}

bool GitHubReply::explains(std::string_view path) const {
  return std::any_of(answer.problems.begin(), answer.problems.end(),
                     [path](const GitHubProblem& problem) {
                       return (is_refusal(problem) || problem.type == "NOT_FOUND") &&
                              !problem.path.empty() && is_at_or_above(problem.path, path);
                     });
}

bool GitHubReply::ran_out_of_resources() const {
  return std::any_of(
      answer.problems.begin(), answer.problems.end(),
      [](const GitHubProblem& problem) { return problem.type == "RESOURCE_LIMITS_EXCEEDED"; });
}

Result<GitHubReply> Asker::query(const GitHubQuery& query, const std::string& variables,
                                 const std::stop_token& stop) {
  return read(TRY(client_.query(query.operation, query.document, variables, stop)), "data");
}

Result<GitHubReply> Asker::query_many(const GitHubQuery& query, std::size_t count,
                                      const std::string& variables, const std::stop_token& stop) {
  const std::string document = repeated(query.document, count);
  return read(TRY(client_.query(query.operation, document, variables, stop)), "data");
}

Result<GitHubReply> Asker::query_small(const GitHubQuery& query, const std::string& variables,
                                       const std::stop_token& stop) {
  constexpr int kTriesMax = 4;
  for (int tries = 1;; ++tries) {
    GitHubReply reply = TRY(query_many(query, 1, variables, stop));
    const bool is_heavy =
        reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources();
    if (!is_heavy || tries == kTriesMax) {
      return reply;
    }
  }
}

Result<GitHubReply> Asker::get(std::string_view path, const std::stop_token& stop) {
  return read(TRY(client_.get(path, stop)), {});
}

Result<GitHubReply> Asker::read(GitHubAnswer answer, std::string_view member) {
  GitHubReply reply = {.answer = std::move(answer)};
  // Of several things that were asked for, one may be lost and the others there.
  const bool is_partly_lost = reply.answer.state == AnswerState::Lost && !reply.answer.body.empty();
  if (reply.is_usable() || is_partly_lost) {
    const Json root = TRY(document_.parse(reply.answer.body));
    reply.data = member.empty() ? root : root[member];
  }
  reply.answer.body = {};
  return reply;
}

std::string variables_of(FunctionRef<void(JsonWriter&)> write) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write(json);
  json.end_object();
  return text;
}

void write_text(JsonWriter& json, std::string_view key, const Text& value) {
  json.key(key);
  if (value) {
    json.text(*value);
  } else {
    json.null();
  }
}

std::string numbered(std::string_view name, std::size_t index) {
  return std::string(name) + "_" + std::to_string(index);
}

}  // namespace shiplog
