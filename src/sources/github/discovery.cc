#include "sources/github/discovery.h"

#include <fnmatch.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed_source.h"
#include "sources/github/decode/repositories.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/page_size.h"
#include "sources/github/probe_parts.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// With four connections in each, 33 repositories are 133 fetches: one point.
constexpr std::int64_t kPageMax = 33;

bool matches(const std::string& pattern, const std::string& full_name, const std::string& name) {
  const std::string lower = lower_case(pattern);
  return fnmatch(lower.c_str(), lower_case(full_name).c_str(), 0) == 0 ||
         fnmatch(lower.c_str(), lower_case(name).c_str(), 0) == 0;
}

bool matches_any(const std::vector<std::string>& patterns, const DiscoveredRepository& found) {
  const std::string full_name = found.owner + "/" + found.name;
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches(pattern, full_name, found.name);
  });
}

bool is_wanted(const DiscoveredRepository& found, const DiscoveryRequest& request) {
  return (request.with_archived || !found.is_archived) && (request.with_forks || !found.is_fork) &&
         (request.with_private || !found.is_private) &&
         (request.include.empty() || matches_any(request.include, found)) &&
         !matches_any(request.exclude, found);
}

// "@20612"
std::string day_of(Timestamp time) {
  return "@" +
         std::to_string(std::chrono::floor<std::chrono::days>(time).time_since_epoch().count());
}

std::string in_words(const GitHubProblem& problem) {
  return printable(problem.message) + (problem.remedy.empty() ? "" : "; " + problem.remedy);
}

class Discoverer {
 public:
  Discoverer(GitHubClient& client, const DiscoveryRequest& request, const std::stop_token& stop)
      : asker_(client), request_(request), stop_(stop) {}

  Result<Unit> find_owner(const std::string& login);
  Result<Unit> find_named(const std::vector<std::string>& names);

  Discovery found() && { return std::move(found_); }

 private:
  Result<GitHubReply> ask_for_owner(const std::string& login, const Text& after);
  Result<Unit> find_batch(const std::vector<std::string>& names);
  void take(DiscoveredRepository repository, Timestamp server_time);
  void note(const GitHubReply& reply);
  void miss(const std::string& target, const GitHubReply& reply, std::string_view path);

  Asker asker_;
  const DiscoveryRequest& request_;
  const std::stop_token& stop_;
  PageSize page_size_{kPageMax, kPageMax};
  ProbeParts parts_ = {};
  Discovery found_ = {};
  std::set<std::string> ids_;
};

void Discoverer::note(const GitHubReply& reply) {
  if (found_.server_time == Timestamp{}) {
    found_.server_time = reply.answer.server_time;
  }
  for (const GitHubProblem& problem : reply.answer.problems) {
    if (problem.type == "SSO_PARTIAL_RESULTS") {
      found_.notes.push_back(in_words(problem));
    }
  }
}

void Discoverer::take(DiscoveredRepository repository, Timestamp server_time) {
  const std::string full_name = repository.owner + "/" + repository.name;
  if (repository.is_disabled) {
    found_.notes.push_back(full_name + " is disabled by GitHub and cannot be read");
    return;
  }
  if (ids_.insert(repository.id).second) {
    found_.repositories.push_back({.id = std::move(repository.id),
                                   .full_name = full_name,
                                   .fingerprint = repository.fingerprint + day_of(server_time)});
  }
}

// Says of a target that came to nothing why, as far as GitHub tells.
void Discoverer::miss(const std::string& target, const GitHubReply& reply, std::string_view path) {
  for (const GitHubProblem& problem : reply.answer.problems) {
    const bool is_about_it = problem.path.starts_with(path) || path.starts_with(problem.path);
    if (is_about_it && problem.type != "NOT_FOUND") {
      found_.missed.push_back({target, {ErrorCode::Forbidden, target + ": " + in_words(problem)}});
      return;
    }
  }
  found_.missed.push_back(
      {target,
       {ErrorCode::NotFound, in_quotes(target) + " is not on GitHub, or hidden from this token"}});
}

Result<GitHubReply> Discoverer::ask_for_owner(const std::string& login, const Text& after) {
  for (;;) {
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("login").text(login);
      json.key("first").integer(page_size_.rows());
      write_text(json, "after", after);
      parts_.write(json);
    });
    GitHubReply reply = TRY(asker_.query(github_query("repositories_of_owner"), variables, stop_));
    const bool is_heavy =
        reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources();
    const bool asks_for_less = is_heavy ? page_size_.shrink() : parts_.leave_out_refused(reply);
    if (!asks_for_less) {
      return reply;
    }
  }
}

Result<Unit> Discoverer::find_owner(const std::string& login) {
  Text after;
  std::int64_t hidden = 0;
  for (bool has_more = true; has_more;) {
    const GitHubReply reply = TRY(ask_for_owner(login, after));
    note(reply);
    const Json connection = reply.data["repositoryOwner"]["repositories"];
    if (!connection) {
      miss(login, reply, "repositoryOwner");
      return Unit{};
    }
    for (const Json row : connection["nodes"].items()) {
      std::optional<DiscoveredRepository> repository = decode_repository(row);
      if (!repository) {
        ++hidden;
      } else if (is_wanted(*repository, request_)) {
        take(std::move(*repository), reply.answer.server_time);
      }
    }
    const Json info = connection["pageInfo"];
    const Text end = info["endCursor"].optional_text();
    has_more = info["hasNextPage"].is_true();
    if (has_more && (!end || end == after)) {
      return Error{ErrorCode::Unavailable, "GitHub gives the same repositories of " + login +
                                               " over and over; try again later"};
    }
    after = end;
  }
  if (hidden > 0) {
    found_.notes.push_back(std::to_string(hidden) + " repositories of " + login +
                           " are hidden from this token");
  }
  return Unit{};
}

Result<Unit> Discoverer::find_named(const std::vector<std::string>& names) {
  for (std::size_t begin = 0; begin < names.size();) {
    const std::size_t count =
        std::min(names.size() - begin, static_cast<std::size_t>(page_size_.rows()));
    const auto first = names.begin() + static_cast<std::ptrdiff_t>(begin);
    TRY(find_batch({first, first + static_cast<std::ptrdiff_t>(count)}));
    begin += count;
  }
  return Unit{};
}

Result<Unit> Discoverer::find_batch(const std::vector<std::string>& names) {
  const std::string variables = variables_of([&](JsonWriter& json) {
    for (std::size_t index = 0; index < names.size(); ++index) {
      const std::size_t slash = names[index].find('/');
      json.key(numbered("owner", index)).text(names[index].substr(0, slash));
      json.key(numbered("name", index)).text(names[index].substr(slash + 1));
    }
    parts_.write(json);
  });
  const GitHubReply reply =
      TRY(asker_.query_many(github_query("repositories_by_name"), names.size(), variables, stop_));
  note(reply);
  const bool is_heavy = reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources();
  if (is_heavy && names.size() > 1) {
    const auto middle = names.begin() + static_cast<std::ptrdiff_t>(names.size() / 2);
    TRY(find_batch({names.begin(), middle}));
    return find_batch({middle, names.end()});
  }
  if (parts_.leave_out_refused(reply)) {
    return find_batch(names);
  }
  for (std::size_t index = 0; index < names.size(); ++index) {
    const std::string item = numbered("item", index);
    std::optional<DiscoveredRepository> repository = decode_repository(reply.data[item]);
    if (repository) {
      take(std::move(*repository), reply.answer.server_time);
    } else {
      // Whatever was said of a single one is about it.
      miss(names[index], reply, names.size() == 1 ? std::string() : item);
    }
  }
  return Unit{};
}

}  // namespace

Result<Discovery> discover_repositories(GitHubClient& client, const DiscoveryRequest& request,
                                        const std::stop_token& stop) {
  Discoverer discoverer(client, request, stop);
  std::vector<std::string> names;
  for (const std::string& target : request.targets) {
    if (target.find('/') != std::string::npos) {
      names.push_back(target);
    } else {
      TRY(discoverer.find_owner(target));
    }
  }
  TRY(discoverer.find_named(names));
  return std::move(discoverer).found();
}

}  // namespace shiplog
