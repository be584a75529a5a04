// The organisation: who there is, who works with whom and how, before anything happens.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "services/sample/dice.h"
#include "services/sample/sample.h"
#include "services/sample/working_time.h"

namespace shiplog::sample {

// An index into Organisation::people. A deleted account is nobody.
using PersonIndex = std::int32_t;
inline constexpr PersonIndex kNobody = -1;

enum class PersonClass : std::uint8_t { Human, Bot, Agent };

struct Member {
  std::string id = {};
  PersonClass person_class = PersonClass::Human;
  std::int32_t team = -1;  // Into teams; bots and agents have none.
};

// How long a team lets others wait for a review.
enum class ReviewHabit : std::uint8_t { Steady, Improving, Bottleneck };

struct TeamPlan {
  std::string id = {};
  std::string name = {};
  std::int32_t parent = -1;  // Into teams.
  std::vector<PersonIndex> members = {};
  TextList repositories = {};  // Ids.
  std::size_t region = 0;
  ReviewHabit habit = ReviewHabit::Steady;
};

enum class MergeMethod : std::uint8_t { Merge, Squash, Rebase };

enum class DeliveryStyle : std::uint8_t {
  Services,     // A monorepo: each service is deployed by itself, soon after a merge.
  Regions,      // Two production regions, one after the other.
  Releases,     // Tags, some of them pre-releases; no deployments.
  MergesOnly,   // Nothing but merges is known.
  Continuous,   // Each merge goes to staging and production.
  BranchFirst,  // The branch is deployed before it is merged.
  Daily,        // One deployment a day, known only by its final status.
  ConfigCommit  // Deployments name commits of another repository, so only time links them.
};

struct RepositoryPlan {
  std::int64_t index = 0;
  std::string id = {};
  std::int32_t team = 0;
  std::int64_t changes = 0;
  DeliveryStyle delivery = DeliveryStyle::Continuous;
  MergeMethod merge_method = MergeMethod::Squash;
  sys_seconds begin = {};
  sys_seconds end = {};        // When work on it stopped; an archived one's lies in the past.
  bool is_git_only = false;    // Its pull requests are known from merge commits alone.
  double failure_rate = 0.06;  // How often a deployment breaks production.
  PersonIndex updates_bot = kNobody;
  std::vector<std::string> areas = {};  // Its services or folders: "services/cart".
};

class Organisation {
 public:
  // The options must have been checked.
  Organisation(const SampleOptions& options, std::int64_t repositories, std::int64_t people);

  const std::vector<Member>& people() const { return people_; }
  const std::vector<TeamPlan>& teams() const { return teams_; }
  const std::vector<RepositoryPlan>& repositories() const { return repositories_; }
  sys_seconds begin() const { return begin_; }
  sys_seconds until() const { return until_; }

  WorkingHours hours_of(const TeamPlan& team) const;
  seconds utc_offset_of(const TeamPlan& team) const;

  // Somebody of the team, or now and then of another.
  PersonIndex any_author(const TeamPlan& team, Dice& dice) const;
  // A human other than these two; nobody where there is no one else.
  PersonIndex any_reviewer(const TeamPlan& team, PersonIndex author, PersonIndex other,
                           Dice& dice) const;
  PersonIndex any_agent(Dice& dice) const;
  PersonIndex coverage_bot() const { return coverage_bot_; }

  // How much longer than usual a review takes here and then, in percent.
  std::int64_t review_percent(const TeamPlan& team, sys_seconds when) const;
  // One month went wrong everywhere: it ended four weeks before the end.
  bool is_bad_month(sys_seconds when) const;

  // People, teams and repositories, and what is said of the organisation as a whole.
  Result<Unit> write_facts(FactSink sink) const;

 private:
  void add_people(std::int64_t count);
  void add_teams();
  void add_repositories(std::int64_t count, std::int64_t changes);
  RepositoryPlan plan_repository(std::int64_t index, std::int64_t changes);

  Result<Unit> write_people(FactSink sink) const;
  Result<Unit> write_teams(FactSink sink) const;
  Result<Unit> write_repositories(FactSink sink) const;
  Result<Unit> write_annotations(FactSink sink) const;

  Dice dice_;
  sys_seconds begin_;
  sys_seconds until_;
  std::vector<Member> people_ = {};   // Humans first.
  std::vector<TeamPlan> teams_ = {};  // Those with members first, then their parents.
  std::size_t working_teams_ = 0;
  std::int64_t humans_ = 0;
  PersonIndex first_agent_ = kNobody;
  std::int64_t agents_ = 0;
  PersonIndex coverage_bot_ = kNobody;
  std::vector<RepositoryPlan> repositories_ = {};
};

// "PR_3_17": the ids of the sample say what they name.
std::string numbered_id(std::string_view prefix, std::int64_t number);
std::string numbered_id(std::string_view prefix, std::int64_t repository, std::int64_t number);

}  // namespace shiplog::sample
