// Agenda: what will happen in a repository, in order of time.

#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "services/sample/working_time.h"

namespace shiplog::sample {

enum class TaskKind : std::uint8_t {
  Begin,        // Somebody starts on the next change.
  BeginRevert,  // Somebody takes back the change with the merge commit `subject`,
  BeginHotfix,  // or mends production in a hurry.
  Land,         // The change in the slot `subject` ends.
  Deploy,       // The tip goes out to the line `subject`,
  DeployDaily,  // as it does each day.
  RollBack,     // The line `subject` goes back to what it ran before.
  Prerelease,
  Release,
};

struct Task {
  sys_seconds at = {};
  TaskKind kind = TaskKind::Begin;
  std::int64_t subject = 0;
};

class Agenda {
 public:
  void add(Task task) { entries_.push({task, added_++}); }
  bool is_empty() const { return entries_.empty(); }

  // The earliest; of equally early ones the first added.
  Task take() {
    const Task task = entries_.top().task;
    entries_.pop();
    return task;
  }

 private:
  struct Entry {
    Task task = {};
    std::uint64_t order = 0;
    bool operator<(const Entry& other) const {  // The queue's top is its greatest.
      if (task.at != other.task.at) {
        return task.at > other.task.at;
      }
      return order > other.order;
    }
  };
  std::priority_queue<Entry> entries_ = {};
  std::uint64_t added_ = 0;
};

}  // namespace shiplog::sample
