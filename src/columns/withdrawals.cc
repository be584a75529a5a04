#include "columns/withdrawals.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/hash.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

std::string key_of(std::string_view kind, std::string_view id, std::string_view sha = {}) {
  std::string key(kind);
  key += '\x1f';
  key += id;
  key += '\x1f';
  key += sha;
  return key;
}

// A commit is named by its repository and sha, everything else by its id.
struct KeyOf {
  std::string_view kind;

  std::string operator()(const Commit& commit) const {
    return key_of(kind, commit.repository, commit.sha);
  }
  std::string operator()(const Withdrawn& /*withdrawn*/) const { return {}; }
  template <typename T>
  std::string operator()(const T& fact) const {
    return key_of(kind, fact.id);
  }
};

struct VersionOf {
  Moment operator()(const Repository& fact) const { return fact.updated_at; }
  Moment operator()(const PullRequest& fact) const { return fact.updated_at; }
  Moment operator()(const Issue& fact) const { return fact.updated_at; }
  template <typename T>
  Moment operator()(const T& /*fact*/) const {
    return {};
  }
};

}  // namespace

void Withdrawals::add(const Withdrawn& withdrawn) {
  const bool is_commit = withdrawn.of == kind_name(FactKind::Commit);
  const std::string key = is_commit ? key_of("commit", withdrawn.repository, withdrawn.sha)
                                    : key_of(withdrawn.of, withdrawn.id);
  auto& target = targets_[key];
  target.at = std::max(target.at, withdrawn.at);
  if (is_commit) {
    target.repository = withdrawn.repository;
  }
}

bool Withdrawals::covers(const Fact& fact) const {
  if (targets_.empty()) {
    return false;
  }
  const auto found = targets_.find(std::visit(KeyOf{kind_name(kind_of(fact))}, fact));
  const Moment updated_at = std::visit(VersionOf{}, fact);
  return found != targets_.end() && !(updated_at.has_value() && *updated_at > found->second.at);
}

std::uint64_t Withdrawals::fingerprint_for(std::string_view repository_id) const {
  std::uint64_t sum = 0;
  for (const auto& [key, target] : targets_) {
    if (target.repository.empty() || target.repository == repository_id) {
      sum += hash_mix(hash_bytes(key),
                      static_cast<std::uint64_t>(target.at.time_since_epoch().count()));
    }
  }
  return sum;
}

}  // namespace shiplog
