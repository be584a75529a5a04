// Delivery: how what was merged gets to production: deployments, releases, and what goes
// wrong with them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/sample/agenda.h"
#include "services/sample/change_facts.h"
#include "services/sample/organisation.h"
#include "services/sample/trouble.h"

namespace shiplog::sample {

class Delivery {
 public:
  // Borrows all. Puts what recurs on the agenda.
  Delivery(const Organisation& organisation, const RepositoryPlan& repository, Dice& dice,
           Agenda& agenda);

  // A change has reached the default branch. May put tasks on the agenda.
  Result<Unit> landed(const Change& change, const Landed& commits, FactSink sink);

  // Does a task of the kinds Deploy to Release, with the tip of the default branch.
  Result<Unit> perform(const Task& task, CommitNumber tip, FactSink sink);

  // Writes what was held back for a status to come.
  Result<Unit> finish(FactSink sink);

 private:
  // Where deployments follow one another.
  struct Line {
    std::string environment = {};
    Text service = {};
    std::optional<Deployment> live = {};  // Held back until another supersedes it.
    CommitNumber live_commit = 0;
    CommitNumber previous_commit = 0;
    sys_seconds busy_until = {};
    bool is_due = false;  // A Deploy is on the agenda.
  };

  // A success in production.
  struct Success {
    std::string deployment = {};
    sys_seconds at = {};
  };

  void add_lines();
  void request(std::size_t line, sys_seconds at);
  // The lines that a deployment to the first of them goes on to: the regions.
  std::size_t lines_of_target() const;

  Result<Unit> deploy(std::size_t line, CommitNumber commit, sys_seconds at, FactSink sink);
  Result<Unit> roll_back(std::size_t line, sys_seconds at, FactSink sink);
  Result<std::optional<Success>> attempt(Line& line, CommitNumber commit, sys_seconds at,
                                         FactSink sink);
  Result<Unit> fail_attempt(const Line& line, CommitNumber commit, sys_seconds at,
                            std::string_view status, FactSink sink);
  Result<Unit> supersede(Line& line, sys_seconds at, FactSink sink);
  Deployment deployment_of(const Line& line, CommitNumber commit, sys_seconds at);
  void add_status(Deployment& deployment, std::string_view state, sys_seconds at) const;
  std::string sha_to_deploy(CommitNumber commit) const;

  Result<Unit> prerelease(sys_seconds at, CommitNumber tip, FactSink sink);
  Result<Unit> release(sys_seconds at, CommitNumber tip, bool is_planned, FactSink sink);

  Result<Unit> may_go_wrong(std::size_t line, const Success& success, FactSink sink);

  const Organisation& organisation_;
  const RepositoryPlan& repository_;
  WorkingHours hours_;
  Dice& dice_;
  Agenda& agenda_;
  Trouble trouble_;

  std::vector<Line> lines_ = {};
  std::optional<Line> staging_ = {};
  std::int64_t last_deployment_ = 0;
  std::optional<std::string> to_fix_ = {};  // The deployment that a hotfix under way repairs.
  bool fix_has_landed_ = false;
  sys_seconds frozen_until_ = {};
  CommitNumber culprit_ = 0;  // The change that landed last.
  std::size_t culprit_area_ = 0;

  std::int64_t last_release_ = 0;
  std::int64_t minor_version_ = 0;
  std::int64_t patch_version_ = 0;
  CommitNumber released_commit_ = 0;
};

}  // namespace shiplog::sample
