#include "services/sample/organisation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "services/sample/dice.h"
#include "services/sample/sample.h"
#include "services/sample/vocabulary.h"
#include "services/sample/working_time.h"

namespace shiplog::sample {
namespace {

using std::chrono::days;

struct Region {
  std::string_view time_zone = {};
  seconds utc_offset = {};
};

constexpr std::array kRegions = {
    Region{"Europe/Berlin", seconds{3'600}}, Region{"America/New_York", seconds{-5 * 3'600}},
    Region{"Asia/Kolkata", seconds{19'800}}, Region{"America/Los_Angeles", seconds{-8 * 3'600}},
    Region{"Asia/Tokyo", seconds{9 * 3'600}}};

constexpr std::array<std::string_view, 4> kParentTeams = {"Commerce", "Experience", "Foundation",
                                                          "Operations"};

struct Automaton {
  std::string_view login = {};
  PersonClass person_class = PersonClass::Bot;
};
constexpr std::array kAutomata = {
    Automaton{"renovate[bot]"},
    Automaton{"dependabot[bot]"},
    Automaton{"coverage-report[bot]"},
    Automaton{"copilot-swe-agent", PersonClass::Agent},
    Automaton{"claude-code", PersonClass::Agent},
    Automaton{"devin-ai", PersonClass::Agent},
};
constexpr std::int64_t kUpdateBots = 2;
constexpr std::int64_t kCoverageBot = 2;
constexpr std::int64_t kFirstAgent = 3;

// One human in so many has a second account.
constexpr std::int64_t kPeoplePerAlias = 100;
constexpr std::int64_t kPeoplePerTeam = 7;

struct Kind {
  DeliveryStyle delivery = DeliveryStyle::Continuous;
  MergeMethod merge_method = MergeMethod::Squash;
};

// The first repositories show every way to deliver, also in a small sample.
constexpr std::array kFirstKinds = {
    Kind{DeliveryStyle::Services, MergeMethod::Squash},
    Kind{DeliveryStyle::Regions, MergeMethod::Merge},
    Kind{DeliveryStyle::Releases, MergeMethod::Rebase},
    Kind{DeliveryStyle::Continuous, MergeMethod::Squash},
    Kind{DeliveryStyle::Daily, MergeMethod::Merge},
    Kind{DeliveryStyle::MergesOnly, MergeMethod::Rebase},
    Kind{DeliveryStyle::BranchFirst, MergeMethod::Merge},
    Kind{DeliveryStyle::ConfigCommit, MergeMethod::Squash},
    Kind{DeliveryStyle::MergesOnly, MergeMethod::Merge},
    Kind{DeliveryStyle::Releases, MergeMethod::Squash},
};
constexpr std::int64_t kLegacyRepository = 8;

Kind any_kind(Dice& dice) {
  struct Share {
    DeliveryStyle delivery = {};
    std::int64_t percent = 0;
  };
  static constexpr std::array kShares = {
      Share{DeliveryStyle::Continuous, 38}, Share{DeliveryStyle::Daily, 17},
      Share{DeliveryStyle::Releases, 18},   Share{DeliveryStyle::MergesOnly, 12},
      Share{DeliveryStyle::Regions, 5},     Share{DeliveryStyle::Services, 4},
      Share{DeliveryStyle::BranchFirst, 4}, Share{DeliveryStyle::ConfigCommit, 2}};
  Kind kind;
  std::int64_t roll = dice.below(100);
  for (const Share& share : kShares) {
    kind.delivery = share.delivery;
    if (roll < share.percent) {
      break;
    }
    roll -= share.percent;
  }
  const std::int64_t method = dice.below(100);
  kind.merge_method = method < 50   ? MergeMethod::Squash
                      : method < 85 ? MergeMethod::Merge
                                    : MergeMethod::Rebase;
  return kind;
}

// Shares out the changes by Zipf's law, at least one to each and exactly so many in all.
std::vector<std::int64_t> sizes_by_power_law(std::int64_t repositories, std::int64_t changes) {
  constexpr std::int64_t kScale = std::int64_t{1} << 32;
  const auto weight = [](std::int64_t rank) { return kScale / (rank + 2); };
  std::int64_t total = 0;
  for (std::int64_t rank = 0; rank < repositories; ++rank) {
    total += weight(rank);
  }

  const std::int64_t spare = changes - repositories;
  std::vector<std::int64_t> sizes;
  sizes.reserve(static_cast<std::size_t>(repositories));
  std::int64_t given = 0;
  for (std::int64_t rank = 0; rank < repositories; ++rank) {
    const std::int64_t share =
        static_cast<std::int64_t>(static_cast<double>(weight(rank)) / static_cast<double>(total) *
                                  static_cast<double>(spare));
    sizes.push_back(1 + share);
    given += share;
  }
  sizes.front() += spare - given;
  return sizes;
}

std::vector<std::string> areas_of(std::int64_t index, DeliveryStyle delivery) {
  const std::string_view folder = delivery == DeliveryStyle::Services ? "services/" : "src/";
  std::vector<std::string> areas;
  areas.reserve(5);
  for (std::int64_t area = 0; area < 5; ++area) {
    areas.push_back(std::string(folder) + slug_of(area_name((index * 5 + area * 7) % 24)));
  }
  return areas;
}

}  // namespace

Organisation::Organisation(const SampleOptions& options, std::int64_t repositories,
                           std::int64_t people)
    : dice_(options.seed, 0),
      begin_(std::chrono::floor<seconds>(options.until) - days{365 * options.years}),
      until_(std::chrono::floor<seconds>(options.until)) {
  add_people(people);
  add_teams();
  add_repositories(repositories, options.changes);
}

void Organisation::add_people(std::int64_t count) {
  humans_ = count;
  for (std::int64_t index = 0; index < count; ++index) {
    people_.push_back({.id = numbered_id("U_", index + 1)});
  }
  const auto first = static_cast<PersonIndex>(count);
  for (std::size_t index = 0; index < kAutomata.size(); ++index) {
    people_.push_back({.id = numbered_id("B_", static_cast<std::int64_t>(index) + 1),
                       .person_class = kAutomata[index].person_class});
  }
  coverage_bot_ = first + static_cast<PersonIndex>(kCoverageBot);
  first_agent_ = first + static_cast<PersonIndex>(kFirstAgent);
  agents_ = std::int64_t{kAutomata.size()} - kFirstAgent;
}

void Organisation::add_teams() {
  working_teams_ =
      static_cast<std::size_t>(std::max<std::int64_t>(1, (humans_ + 3) / kPeoplePerTeam));
  for (std::size_t index = 0; index < working_teams_; ++index) {
    TeamPlan team = {.id = numbered_id("T_", static_cast<std::int64_t>(index) + 1),
                     .name = area_name(static_cast<std::int64_t>(index)),
                     .region = index % kRegions.size()};
    if (index % 10 == 0) {
      team.habit = ReviewHabit::Improving;
    }
    if (index % 10 == 1) {
      team.habit = ReviewHabit::Bottleneck;
    }
    if (working_teams_ > 2) {
      team.parent = static_cast<std::int32_t>(working_teams_ + index % kParentTeams.size());
    }
    teams_.push_back(std::move(team));
  }
  for (std::int64_t human = 0; human < humans_; ++human) {
    const auto team = static_cast<std::size_t>(human) % working_teams_;
    people_[static_cast<std::size_t>(human)].team = static_cast<std::int32_t>(team);
    teams_[team].members.push_back(static_cast<PersonIndex>(human));
  }
  for (std::int64_t human = 3; human < humans_; human += kPeoplePerAlias) {
    const Member& owner = people_[static_cast<std::size_t>(human)];
    teams_[static_cast<std::size_t>(owner.team)].members.push_back(
        static_cast<PersonIndex>(people_.size()));
    people_.push_back({.id = owner.id + "_second", .team = owner.team});
  }
  if (working_teams_ <= 2) {
    return;
  }
  for (const std::string_view name : kParentTeams) {
    teams_.push_back({.id = numbered_id("T_", static_cast<std::int64_t>(teams_.size()) + 1),
                      .name = std::string(name)});
  }
}

void Organisation::add_repositories(std::int64_t count, std::int64_t changes) {
  const std::vector<std::int64_t> sizes = sizes_by_power_law(count, changes);
  for (std::int64_t index = 0; index < count; ++index) {
    repositories_.push_back(plan_repository(index, sizes[static_cast<std::size_t>(index)]));
    const RepositoryPlan& plan = repositories_.back();
    teams_[static_cast<std::size_t>(plan.team)].repositories.push_back(plan.id);
  }
}

RepositoryPlan Organisation::plan_repository(std::int64_t index, std::int64_t changes) {
  const bool is_first = index < std::int64_t{kFirstKinds.size()};
  const Kind kind = is_first ? kFirstKinds[static_cast<std::size_t>(index)] : any_kind(dice_);
  RepositoryPlan plan = {
      .index = index,
      .id = numbered_id("R_", index + 1),
      .team = static_cast<std::int32_t>(static_cast<std::size_t>(index) % working_teams_),
      .changes = changes,
      .delivery = kind.delivery,
      .merge_method = kind.merge_method,
      .begin = begin_,
      .end = until_,
      .areas = areas_of(index, kind.delivery)};
  const seconds span = until_ - begin_;
  if (!is_first && dice_.chance(0.4)) {
    plan.begin += span * dice_.below(50) / 100;
  }
  plan.is_git_only = index == kLegacyRepository || (!is_first && dice_.chance(0.01));
  if (plan.is_git_only) {
    plan.delivery = DeliveryStyle::MergesOnly;
    plan.merge_method = MergeMethod::Merge;
  }
  // What is known only from git is what nobody works on any more.
  if (plan.is_git_only || (!is_first && dice_.chance(0.03))) {
    plan.end = until_ - span * dice_.between(20, 40) / 100;
  }
  plan.failure_rate = static_cast<double>(dice_.between(2, 12)) * 0.01;
  if (is_first || dice_.chance(0.6)) {
    plan.updates_bot = static_cast<PersonIndex>(humans_ + dice_.below(kUpdateBots));
  }
  return plan;
}

WorkingHours Organisation::hours_of(const TeamPlan& team) const {
  return WorkingHours(utc_offset_of(team));
}

seconds Organisation::utc_offset_of(const TeamPlan& team) const {
  return kRegions[team.region].utc_offset;
}

PersonIndex Organisation::any_author(const TeamPlan& team, Dice& dice) const {
  if (dice.chance(0.85)) {
    return dice.pick(team.members);
  }
  return static_cast<PersonIndex>(dice.below(humans_));
}

PersonIndex Organisation::any_reviewer(const TeamPlan& team, PersonIndex author, PersonIndex other,
                                       Dice& dice) const {
  constexpr int kTries = 8;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const PersonIndex person = any_author(team, dice);
    if (person != author && person != other) {
      return person;
    }
  }
  return kNobody;
}

PersonIndex Organisation::any_agent(Dice& dice) const {
  return first_agent_ + static_cast<PersonIndex>(dice.below(agents_));
}

std::int64_t Organisation::review_percent(const TeamPlan& team, sys_seconds when) const {
  const std::int64_t usual = is_bad_month(when) ? 170 : 100;
  if (team.habit == ReviewHabit::Bottleneck) {
    return usual * 5 / 2;
  }
  if (team.habit == ReviewHabit::Steady) {
    return usual;
  }
  // From more than twice the usual wait to half of it, over the last year.
  const std::int64_t days_left = (until_ - when) / days{1};
  return usual * (50 + std::clamp<std::int64_t>(days_left, 0, 365) * 180 / 365) / 100;
}

bool Organisation::is_bad_month(sys_seconds when) const {
  return when >= until_ - days{56} && when < until_ - days{28};
}

Result<Unit> Organisation::write_facts(FactSink sink) const {
  TRY(write_people(sink));
  TRY(write_teams(sink));
  TRY(write_repositories(sink));
  return write_annotations(sink);
}

Result<Unit> Organisation::write_people(FactSink sink) const {
  for (std::size_t index = 0; index < people_.size(); ++index) {
    const Member& member = people_[index];
    Person person = {.id = member.id};
    const auto number = static_cast<std::int64_t>(index);
    const auto automaton = number - humans_;
    if (number < humans_) {
      const PersonName name = person_name(number);
      person.login = name.login;
      person.name = name.full;
      person.actor_class = "human";
      person.time_zone =
          std::string(kRegions[teams_[static_cast<std::size_t>(member.team)].region].time_zone);
      if (number % kPeoplePerAlias == 3) {
        person.aliases = {name.login + "-acme"};
      }
    } else if (automaton < std::int64_t{kAutomata.size()}) {
      person.login = kAutomata[static_cast<std::size_t>(automaton)].login;
      const bool is_agent = member.person_class == PersonClass::Agent;
      person.actor_class = is_agent ? "agent" : "bot";
      // Of an agent only the class is said, as GitHub has no word for it.
      if (!is_agent) {
        person.is_bot = true;
      }
    } else {
      const std::int64_t second = automaton - std::int64_t{kAutomata.size()};
      person.login = person_name(3 + second * kPeoplePerAlias).login + "-acme";
    }
    TRY(sink(std::move(person)));
  }
  return Unit{};
}

Result<Unit> Organisation::write_teams(FactSink sink) const {
  for (const TeamPlan& plan : teams_) {
    Team team = {.id = plan.id, .slug = slug_of(plan.name), .name = plan.name};
    for (const PersonIndex member : plan.members) {
      team.members.push_back(people_[static_cast<std::size_t>(member)].id);
    }
    team.repositories.assign(plan.repositories.begin(), plan.repositories.end());
    if (plan.parent >= 0) {
      team.parent = teams_[static_cast<std::size_t>(plan.parent)].id;
    }
    TRY(sink(std::move(team)));
  }
  return Unit{};
}

Result<Unit> Organisation::write_repositories(FactSink sink) const {
  static constexpr std::array<std::string_view, 6> kLanguages = {"TypeScript", "Go",  "Java",
                                                                 "Python",     "C++", "Swift"};
  for (const RepositoryPlan& plan : repositories_) {
    const auto index = static_cast<std::size_t>(plan.index);
    TRY(sink(Repository{
        .id = plan.id,
        .full_name = repository_name(plan.index),
        .default_branch = "main",
        .created_at = plan.begin,
        .is_private = index % 4 != 0,
        .is_archived = plan.end < until_,
        .language = std::string(kLanguages[index % kLanguages.size()]),
        .topics = {slug_of(teams_[static_cast<std::size_t>(plan.team)].name)},
        .updated_at = plan.end,
    }));
  }
  return Unit{};
}

Result<Unit> Organisation::write_annotations(FactSink sink) const {
  const std::string& lead = people_.front().id;
  TRY(sink(Annotation{.id = "A_1",
                      .at = until_ - days{150},
                      .by = lead,
                      .text = "Review hours every morning",
                      .team = teams_.front().id}));
  return sink(Annotation{.id = "A_2",
                         .at = until_ - days{56},
                         .by = lead,
                         .text = "Data centre move: expect a rough month"});
}

std::string numbered_id(std::string_view prefix, std::int64_t number) {
  std::array<char, 24> digits = {};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  std::string id(prefix);
  id.append(digits.data(), end);
  return id;
}

std::string numbered_id(std::string_view prefix, std::int64_t repository, std::int64_t number) {
  std::string id = numbered_id(prefix, repository + 1);
  id += '_';
  id += numbered_id("", number);
  return id;
}

}  // namespace shiplog::sample
