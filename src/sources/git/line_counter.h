// LineCounter: several `git diff-tree` at once, dealt commits and answered in order.
//
// Commits are submitted in stretches. Whichever process is free takes the next one, and
// results come back in the order of submission, so they do not depend on how many there
// are. A commit that git cannot compare, for want of an object, has no counts; it stops
// neither git nor the others.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "sources/git/diff_tree.h"
#include "sources/git/git_process.h"

namespace shiplog {

// "sha", compared with its parent, or "sha parent". A stretch of at most kStretchLengthMax.
using DiffStretch = std::vector<std::string>;
inline constexpr std::size_t kStretchLengthMax = 64;

// For each commit of a stretch, in its order.
using StretchCounts = std::vector<std::optional<DiffCounts>>;

// Submitted to and asked by one thread; the threads inside are its own.
class LineCounter {
 public:
  LineCounter(std::filesystem::path git_dir, DiffDetail detail, std::size_t processes);

  // Ends the processes. What was submitted and not asked for is dropped.
  ~LineCounter();
  LineCounter(const LineCounter&) = delete;
  LineCounter& operator=(const LineCounter&) = delete;

  // Whether a submission now keeps memory bounded. The caller takes an answer first if not.
  bool has_room() const;
  bool has_pending() const;
  void submit(DiffStretch stretch);

  // Waits for the answer to the oldest stretch. Cancelled once a stop is requested.
  Result<StretchCounts> next(const std::stop_token& stop);

 private:
  struct Job;
  class Worker;

  void work(const std::stop_token& stop);
  std::shared_ptr<Job> take(const std::stop_token& stop, bool may_wait);
  void finish(Job& job, Result<StretchCounts> counts);

  const std::filesystem::path git_dir_;
  const DiffDetail detail_;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::shared_ptr<Job>> submitted_;  // In order, until asked for.
  std::deque<std::shared_ptr<Job>> waiting_;    // Not yet taken by a worker.
  std::vector<std::jthread> workers_;           // Last, so that they end first.
};

}  // namespace shiplog
