// A repository's history, from its first commit to the end: changes begin, land on the
// default branch in the order in which they are finished, and are delivered.

#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "services/sample/agenda.h"
#include "services/sample/change_facts.h"
#include "services/sample/change_story.h"
#include "services/sample/delivery.h"
#include "services/sample/organisation.h"

namespace shiplog::sample {

class RepositoryHistory {
 public:
  // Borrows both. A history is written once.
  RepositoryHistory(const Organisation& organisation, const RepositoryPlan& repository,
                    std::uint64_t seed);

  // Holds in memory only what is under way.
  Result<Unit> write(FactSink sink);

 private:
  struct LandedChange {
    CommitNumber merge = 0;
    std::uint64_t words = 0;
  };

  Result<Unit> perform(const Task& task, FactSink sink);
  void begin_next(sys_seconds at);
  void begin(Purpose purpose, sys_seconds at, CommitNumber reverted);
  Result<Unit> land(std::size_t slot, FactSink sink);
  Result<Unit> land_on_default_branch(Change& change, FactSink sink);
  Result<Unit> write_issue(const Change& change, FactSink sink);
  Result<Unit> write_workflow_runs(const Change& change, CommitNumber commit, FactSink sink);
  Result<Unit> write_workflow_run(sys_seconds at, CommitNumber commit, std::int64_t attempt,
                                  std::string_view conclusion, FactSink sink);
  Result<Unit> write_afterthoughts(FactSink sink);
  Purpose any_purpose();

  const Organisation& organisation_;
  const RepositoryPlan& repository_;
  Dice dice_;
  Agenda agenda_ = {};
  ArrivalTimes arrivals_;
  StoryTeller teller_;
  ChangeWriter writer_;
  Delivery delivery_;

  std::int64_t not_begun_ = 0;
  std::vector<Change> slots_ = {};  // What is under way,
  std::vector<std::size_t> free_slots_ = {};
  std::deque<LandedChange> lately_landed_ = {};
  CommitNumber tip_ = 0;
  CommitNumber backport_tip_ = 0;
  std::int64_t last_number_ = 0;  // Of pull requests and issues.
  std::int64_t last_issue_ = 0;
  std::int64_t last_merged_ = 0;
  std::int64_t last_run_ = 0;
};

}  // namespace shiplog::sample
