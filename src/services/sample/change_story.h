// A change's story: when its commits were written, who reviewed it, how it ended. Drawn
// when work on it begins; told as facts when it ends (change_facts.h).

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "services/sample/organisation.h"

namespace shiplog::sample {

// A commit's number in its repository; its sha follows from it. Zero: none.
using CommitNumber = std::int64_t;

enum class Purpose : std::uint8_t { Ordinary, DependencyUpdate, Revert, Hotfix, Backport };

enum class Ending : std::uint8_t { Merged, Closed };

struct StoryCommit {
  sys_seconds authored_at = {};
  sys_seconds committed_at = {};
};

struct StoryEvent {
  std::string_view type = {};
  sys_seconds at = {};
  PersonIndex actor = kNobody;
  PersonIndex subject = kNobody;
};

struct StoryReview {
  sys_seconds at = {};
  PersonIndex author = kNobody;
  std::string_view state = {};
};

struct StoryComment {
  sys_seconds at = {};
  PersonIndex author = kNobody;
};

struct Change {
  Purpose purpose = Purpose::Ordinary;
  bool is_direct_push = false;
  bool is_draft_at_first = false;
  bool has_unknown_size = false;
  std::uint64_t words = 0;  // What its title follows from.
  std::int64_t number = 0;
  PersonIndex author = kNobody;
  PersonIndex merger = kNobody;
  std::size_t area = 0;  // Into the repository's areas.
  MergeMethod method = MergeMethod::Squash;
  Ending ending = Ending::Merged;

  sys_seconds created = {};
  sys_seconds ended = {};                             // Merged or closed.
  std::optional<sys_seconds> lost_first_commit = {};  // Of the commits a force push replaced.
  std::int64_t additions = 0;
  std::int64_t deletions = 0;
  std::int64_t changed_files = 0;

  std::vector<StoryCommit> commits = {};  // In order; never empty.
  std::vector<StoryEvent> events = {};
  std::vector<StoryReview> reviews = {};
  std::vector<StoryComment> comments = {};

  // Known to the repository's history, not to the teller.
  CommitNumber branched_from = 0;
  CommitNumber reverted = 0;
  std::uint64_t reverted_words = 0;
  std::int64_t closed_issue = 0;
};

class StoryTeller {
 public:
  // Borrows all three.
  StoryTeller(const Organisation& organisation, const RepositoryPlan& repository, Dice& dice);

  // The change that somebody starts to work on at this moment.
  Change tell(Purpose purpose, sys_seconds started);

 private:
  void choose_author(Change& change, sys_seconds started);
  void write_code(Change& change, sys_seconds started);
  void measure_size(Change& change);
  sys_seconds open(Change& change);
  void robots_comment(Change& change);
  sys_seconds review(Change& change, sys_seconds ready);
  sys_seconds review_round(Change& change, PersonIndex reviewer, sys_seconds at);
  sys_seconds approve(Change& change, PersonIndex reviewer, sys_seconds at);
  void force_push(Change& change, sys_seconds from, sys_seconds until);
  void end(Change& change, sys_seconds reviewed);
  void afterwards(Change& change);

  bool is_urgent(const Change& change) const;
  // A stretch of time that people need: in working hours, or now and then at once.
  sys_seconds later(sys_seconds from, seconds median, int spread);

  const Organisation& organisation_;
  const RepositoryPlan& repository_;
  const TeamPlan& team_;
  WorkingHours hours_;
  Dice& dice_;
};

}  // namespace shiplog::sample
