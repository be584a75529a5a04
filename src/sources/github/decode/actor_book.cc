#include "sources/github/decode/actor_book.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/json.h"
#include "sources/history/author.h"

namespace shiplog {
namespace {

// Apps and machine accounts, without "[bot]", which some of GitHub's interfaces leave out.
constexpr std::array<std::string_view, 24> kAgents = {"amazon-q-developer",
                                                      "chatgpt-codex-connector",
                                                      "claude",
                                                      "claude-code",
                                                      "codegen-sh",
                                                      "coderabbitai",
                                                      "copilot",
                                                      "copilot-pull-request-reviewer",
                                                      "copilot-swe-agent",
                                                      "cursor",
                                                      "cursoragent",
                                                      "devin-ai",
                                                      "devin-ai-integration",
                                                      "ellipsis-dev",
                                                      "factory-droid",
                                                      "gemini-code-assist",
                                                      "google-labs-jules",
                                                      "greptile-apps",
                                                      "kilo-code-bot",
                                                      "openai-codex",
                                                      "openhands-agent",
                                                      "qodo-merge-pro",
                                                      "sourcery-ai",
                                                      "sweep-ai"};

constexpr std::string_view kBotSuffix = "[bot]";

}  // namespace

bool is_agent_login(std::string_view login) {
  std::string name = lower_case(login);
  if (name.ends_with(kBotSuffix)) {
    name.resize(name.size() - kBotSuffix.size());
  }
  return std::binary_search(kAgents.begin(), kAgents.end(), name);
}

Text ActorBook::meet(Json actor) {
  const std::string_view id = actor["id"].id();
  if (id.empty()) {
    return std::nullopt;
  }
  if (is_new(id)) {
    Person person = {.id = std::string(id), .login = std::string(actor["login"].text())};
    person.name = actor["name"].optional_text();
    if (actor["__typename"].text() == "Bot" || person.login.ends_with(kBotSuffix)) {
      person.is_bot = true;
    }
    if (is_agent_login(person.login)) {
      person.actor_class = "agent";
    }
    FactRecord record = to_record(std::move(person));
    // So that a new login replaces the old one. Not in the line, as persons have no such field.
    record.updated_at = actor["updatedAt"].time();
    fresh_.push_back(std::move(record));
  }
  return std::string(id);
}

Text ActorBook::meet_author(Json author) {
  if (Text user = meet(author["user"])) {
    return user;
  }
  const std::string_view name = author["name"].text();
  const std::string_view email = author["email"].text();
  if (name.empty() && email.empty()) {
    return std::nullopt;
  }
  Person person = author_of(name, email);
  Text id = person.id;
  if (is_new(*id)) {
    fresh_.push_back(to_record(std::move(person)));
  }
  return id;
}

void ActorBook::tell(std::vector<FactRecord>& records) {
  std::move(fresh_.begin(), fresh_.end(), std::back_inserter(records));
  fresh_.clear();
}

bool ActorBook::is_new(std::string_view id) {
  if (met_.size() >= kKeptMax) {
    met_.clear();
  }
  return met_.emplace(id).second;
}

}  // namespace shiplog
