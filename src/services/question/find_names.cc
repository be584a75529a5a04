// From the names that a question gives to what the columns have.

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"
#include "columns/parts.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "columns/teams.h"
#include "columns/text_ref.h"
#include "metrics/query.h"
#include "metrics/services.h"
#include "metrics/traits.h"
#include "services/question/question.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

Error not_known(std::string_view what, const std::string& name,
                const std::vector<std::string>& known) {
  const std::string hint = did_you_mean(name, known);
  return Error{ErrorCode::NotFound,
               "there is no " + std::string(what) + " '" + name + "' in the store" +
                   (hint.empty() && known.size() == 1 ? "; there is " + known.front() : hint)};
}

Result<Unit> find_repositories(Asked& asked, const Snapshot& snapshot) {
  std::vector<std::string> known;
  for (const auto& shard : snapshot.shards) {
    known.push_back(shard->full_name);
  }
  for (std::string& name : asked.repositories) {
    const auto found = std::ranges::find_if(snapshot.shards, [&](const auto& shard) {
      return shard->full_name == name || shard->repository_id == name;
    });
    if (found == snapshot.shards.end()) {
      return not_known("repository", name, known);
    }
    asked.query.repositories.push_back((*found)->repository_id);
    name = (*found)->full_name;
  }
  return Unit{};
}

Result<Unit> find_teams(Asked& asked, const Snapshot& snapshot) {
  std::vector<std::string> known;
  for (const KnownTeam& team : snapshot.teams) {
    known.push_back(team.slug);
  }
  for (std::string& name : asked.teams) {
    const auto found = std::ranges::find_if(snapshot.teams, [&](const KnownTeam& team) {
      return team.slug == name || team.id == name;
    });
    if (found == snapshot.teams.end()) {
      return not_known("team", name, known);
    }
    asked.query.teams.push_back(found->id);
    name = found->slug;
  }
  return Unit{};
}

std::vector<const Shard*> asked_shards(const Query& query, const Snapshot& snapshot) {
  std::vector<const Shard*> shards;
  for (const auto& shard : snapshot.shards) {
    if (query.repositories.empty() ||
        std::ranges::find(query.repositories, shard->repository_id) != query.repositories.end()) {
      shards.push_back(shard.get());
    }
  }
  return shards;
}

Result<Unit> check_all(std::string_view what, const std::vector<std::string>& names,
                       const std::set<std::string>& known) {
  for (const std::string& name : names) {
    if (!known.contains(name)) {
      return not_known(what, name, {known.begin(), known.end()});
    }
  }
  return Unit{};
}

Result<Unit> check_labels(const Query& query, const std::vector<const Shard*>& shards) {
  std::set<std::string> known;
  if (!query.labels.empty()) {
    for (const Shard* shard : shards) {
      for (const TextRef label : shard->work().labels.names) {
        known.emplace(shard->text(label));
      }
    }
  }
  return check_all("label", query.labels, known);
}

Result<Unit> check_services(const Query& query, const std::vector<const Shard*>& shards) {
  std::set<std::string> known;
  if (!query.services.empty()) {
    for (const Shard* shard : shards) {
      const ShardServices services(*shard, query.service_paths);
      known.insert(services.names().begin(), services.names().end());
    }
  }
  return check_all("service", query.services, known);
}

bool is_same_login(std::string_view one, std::string_view other) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::ranges::equal(one, other, {}, lower, lower);
}

// Every account of whoever has the login. No other login is suggested: that is their own.
Result<Unit> find_me(Asked& asked, const Snapshot& snapshot) {
  if (!asked.me) {
    return Unit{};
  }
  std::set<std::string, std::less<>> humans;
  for (const auto& shard : snapshot.shards) {
    for (std::size_t row = 0; row < shard->people().id.size(); ++row) {
      if (is_same_login(shard->text(shard->people().login[row]), *asked.me)) {
        humans.emplace(shard->text(shard->work().human[row]));
      }
    }
  }
  std::set<std::string, std::less<>> accounts;
  for (const auto& shard : snapshot.shards) {
    for (std::size_t row = 0; row < shard->people().id.size(); ++row) {
      if (humans.contains(shard->text(shard->work().human[row]))) {
        accounts.emplace(shard->text(shard->people().id[row]));
      }
    }
  }
  asked.query.me.assign(accounts.begin(), accounts.end());
  if (accounts.empty()) {
    return Error{ErrorCode::NotFound, "nobody in the store has the login '" + *asked.me + "'"};
  }
  return Unit{};
}

}  // namespace

Result<Unit> find_names(Question& question, const Snapshot& snapshot) {
  Asked& asked = question.asked;
  TRY(find_repositories(asked, snapshot));
  TRY(find_teams(asked, snapshot));
  const std::vector<const Shard*> shards = asked_shards(asked.query, snapshot);
  TRY(check_labels(asked.query, shards));
  TRY(check_services(asked.query, shards));
  TRY(find_me(asked, snapshot));
  asked.complete_until = std::min(asked.query.now, data_end(snapshot, shards));
  return Unit{};
}

Parts parts_read_by(const Question& question) {
  return parts_read_by(question.asked.query) | Parts{.work = question.asked.me.has_value()};
}

}  // namespace shiplog
