#include "metrics/traits.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "columns/column.h"
#include "columns/parts.h"
#include "columns/shard.h"
#include "columns/teams.h"
#include "columns/text_ref.h"
#include "metrics/formula.h"
#include "metrics/items.h"
#include "metrics/query.h"
#include "metrics/services.h"
#include "metrics/team_index.h"

namespace shiplog {
namespace {

constexpr std::array<const char*, 5> kSizes = {"XS", "S", "M", "L", "XL"};
constexpr std::array<std::int64_t, 4> kSizeEnds = {10, 50, 250, 1000};
constexpr std::array<const char*, 3> kAuthorKinds = {"human", "bot", "agent"};

std::size_t size_number(std::int64_t lines) {
  return static_cast<std::size_t>(std::upper_bound(kSizeEnds.begin(), kSizeEnds.end(), lines) -
                                  kSizeEnds.begin());
}

class TeamTrait : public Trait {
 public:
  TeamTrait(const Shard& shard, const TeamIndex& teams) : Trait(shard), teams_(teams) {
    offsets_.push_back(0);
    for (const TextRef id : shard.people().id) {
      const auto numbers = teams.of_person(shard.text(id));
      of_person_.insert(of_person_.end(), numbers.begin(), numbers.end());
      offsets_.push_back(static_cast<std::uint32_t>(of_person_.size()));
    }
    for (const std::uint32_t team : teams.of_repository(shard.repository_id)) {
      of_repository_.push_back(team);
      if (teams.has_nobody(team)) {
        of_everyone_.push_back(team);
      }
    }
  }

  std::string key(KeyNumber number) const override { return teams_.teams()[number].slug; }

 protected:
  void add_of_change(Row /*change*/, Row author, std::vector<KeyNumber>& keys) const override {
    const auto own =
        std::span(of_person_).subspan(offsets_[author], offsets_[author + 1] - offsets_[author]);
    keys.insert(keys.end(), own.begin(), own.end());
    keys.insert(keys.end(), of_everyone_.begin(), of_everyone_.end());
  }
  void add_of_repository(std::vector<KeyNumber>& keys) const override {
    keys.insert(keys.end(), of_repository_.begin(), of_repository_.end());
  }

 private:
  const TeamIndex& teams_;
  std::vector<std::uint32_t> offsets_;  // Into the next, by person.
  std::vector<KeyNumber> of_person_;
  std::vector<KeyNumber> of_repository_;
  std::vector<KeyNumber> of_everyone_;  // Of whoever works in the repository.
};

class LabelTrait : public Trait {
 public:
  explicit LabelTrait(const Shard& shard) : Trait(shard) {}

  std::string key(KeyNumber number) const override {
    return std::string(shard().text(shard().work().labels.names[number]));
  }

 protected:
  void add_of_change(Row change, Row /*author*/, std::vector<KeyNumber>& keys) const override {
    const auto& labels = shard().work().labels;
    auto row = std::lower_bound(labels.change.begin(), labels.change.end(), change);
    for (; row != labels.change.end() && *row == change; ++row) {
      keys.push_back(labels.label[static_cast<std::size_t>(row - labels.change.begin())]);
    }
  }
};

class SizeTrait : public Trait {
 public:
  explicit SizeTrait(const Shard& shard) : Trait(shard) {}

  std::string key(KeyNumber number) const override { return kSizes.at(number); }

 protected:
  void add_of_change(Row change, Row /*author*/, std::vector<KeyNumber>& keys) const override {
    const std::int64_t additions = shard().changes().additions[change];
    const std::int64_t deletions = shard().changes().deletions[change];
    if (additions != kUnknown && deletions != kUnknown) {
      keys.push_back(static_cast<KeyNumber>(size_number(additions + deletions)));
    }
  }
};

// A branch's number is where its name lies.
class BaseTrait : public Trait {
 public:
  explicit BaseTrait(const Shard& shard) : Trait(shard) {}

  std::string key(KeyNumber number) const override {
    return std::string(shard().text({.begin = static_cast<std::uint32_t>(number >> kSizeBits),
                                     .size = static_cast<std::uint32_t>(number)}));
  }

 protected:
  void add_of_change(Row change, Row /*author*/, std::vector<KeyNumber>& keys) const override {
    const TextRef base = shard().changes().base[change];
    if (base.size > 0) {
      keys.push_back((KeyNumber{base.begin} << kSizeBits) | base.size);
    }
  }

 private:
  static constexpr unsigned kSizeBits = 32;
};

class AuthorKindTrait : public Trait {
 public:
  explicit AuthorKindTrait(const Shard& shard) : Trait(shard) {}

  std::string key(KeyNumber number) const override { return kAuthorKinds.at(number); }

 protected:
  void add_of_change(Row /*change*/, Row author, std::vector<KeyNumber>& keys) const override {
    const auto& people = shard().people();
    keys.push_back(people.is_agent[author] != 0 ? 2U : people.is_bot[author] != 0 ? 1U : 0U);
  }
};

class EnvironmentTrait : public Trait {
 public:
  explicit EnvironmentTrait(const Shard& shard) : Trait(shard) {}

  std::string key(KeyNumber number) const override {
    return std::string(shard().text(shard().lines().environment[number]));
  }

 protected:
  void add_of_change(Row /*change*/, Row /*author*/,
                     std::vector<KeyNumber>& /*keys*/) const override {}
  bool add_of_line(Row line, std::vector<KeyNumber>& keys) const override {
    if (shard().lines().environment[line].size > 0) {
      keys.push_back(line);
    }
    return true;
  }
};

class ServiceTrait : public Trait {
 public:
  ServiceTrait(const Shard& shard, const ShardServices& services)
      : Trait(shard), services_(services) {}

  std::string key(KeyNumber number) const override { return services_.names()[number]; }

 protected:
  void add_of_change(Row change, Row /*author*/, std::vector<KeyNumber>& keys) const override {
    std::vector<std::uint32_t> services;
    services_.add_services_of(change, services);
    keys.insert(keys.end(), services.begin(), services.end());
  }
  void add_of_repository(std::vector<KeyNumber>& keys) const override { keys.push_back(0); }
  bool add_of_line(Row line, std::vector<KeyNumber>& keys) const override {
    const std::uint32_t service = services_.service_of_line(line);
    if (service == ShardServices::kEvery) {
      return false;
    }
    keys.push_back(service);
    return true;
  }

 private:
  const ShardServices& services_;
};

}  // namespace

void Trait::find_keys(ItemKind kind, Row row, std::vector<KeyNumber>& keys) const {
  keys.clear();
  if (kind == ItemKind::Deployments) {
    add_carried(row, keys);
  } else if (kind == ItemKind::Runs) {
    add_of_repository(keys);
  } else {
    add_of_change(change_of(kind, shard_, row), author_of(kind, shard_, row), keys);
  }
  if (keys.size() > 1) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  }
}

void Trait::add_carried(Row deployment, std::vector<KeyNumber>& keys) const {
  const DeploymentTable<Fixed>& deployments = shard_.deployments();
  if (add_of_line(deployments.line[deployment], keys)) {
    return;
  }
  const auto changes = list_at(deployments.change_offsets, deployments.changes, deployment);
  for (const Row change : changes) {
    add_of_change(change, shard_.changes().author[change], keys);
  }
  if (changes.empty()) {
    add_of_repository(keys);
  }
}

bool has_trait(GroupBy group_by, ItemKind kind) {
  switch (group_by) {
    case GroupBy::None:
    case GroupBy::Repository:
    case GroupBy::Team:
    case GroupBy::Service:
      return true;
    case GroupBy::Label:
    case GroupBy::Size:
    case GroupBy::AuthorKind:
      return kind != ItemKind::Runs;
    case GroupBy::Base:
      return kind != ItemKind::Runs && kind != ItemKind::Deployments;
    case GroupBy::Environment:
      return kind == ItemKind::Deployments;
  }
  CHECK(false);
}

Parts parts_read_by(const Query& query) {
  const bool has_labels = query.group_by == GroupBy::Label || !query.labels.empty();
  const bool has_services = query.group_by == GroupBy::Service || !query.services.empty();
  return {.work = has_labels || has_services};
}

std::unique_ptr<Trait> make_trait(GroupBy group_by, const Shard& shard, const TeamIndex* teams,
                                  const ShardServices* services) {
  switch (group_by) {
    case GroupBy::None:
    case GroupBy::Repository:
      return nullptr;
    case GroupBy::Team:
      return std::make_unique<TeamTrait>(shard, *teams);
    case GroupBy::Label:
      return std::make_unique<LabelTrait>(shard);
    case GroupBy::Size:
      return std::make_unique<SizeTrait>(shard);
    case GroupBy::Base:
      return std::make_unique<BaseTrait>(shard);
    case GroupBy::Environment:
      return std::make_unique<EnvironmentTrait>(shard);
    case GroupBy::Service:
      return std::make_unique<ServiceTrait>(shard, *services);
    case GroupBy::AuthorKind:
      return std::make_unique<AuthorKindTrait>(shard);
  }
  CHECK(false);
}

std::vector<std::string> standing_keys(GroupBy group_by, const TeamIndex* teams) {
  std::vector<std::string> keys;
  switch (group_by) {
    case GroupBy::Team:
      for (const KnownTeam& team : teams->teams()) {
        keys.push_back(team.slug);
      }
      return keys;
    case GroupBy::Size:
      return {kSizes.begin(), kSizes.end()};
    case GroupBy::AuthorKind:
      return {kAuthorKinds.begin(), kAuthorKinds.end()};
    default:
      return keys;
  }
}

}  // namespace shiplog
