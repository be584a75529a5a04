#include "sources/git/line_counter.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"
#include "sources/git/diff_tree.h"
#include "sources/git/git_process.h"

namespace shiplog {
namespace {

// Enough for no process to wait for us while the oldest stretch is a slow one.
constexpr std::size_t kStretchesPerProcess = 16;

// One is compared while the next waits in git's ear.
constexpr std::size_t kStretchesInFlight = 2;

GitCommand diff_command(const std::filesystem::path& git_dir, DiffDetail detail) {
  GitCommand command{.git_dir = git_dir,
                     .arguments = {"diff-tree", "--stdin", "-r", "--root", "-z", "--always",
                                   "--no-ext-diff", "--no-textconv", "--no-indent-heuristic"}};
  if (detail == DiffDetail::Lines) {
    command.arguments.insert(command.arguments.end(), {"-M", "-l1000", "--numstat"});
  } else {
    // Only renames without a change, which the names of the contents tell.
    command.arguments.insert(command.arguments.end(), {"-M100%", "-l1000", "--name-status"});
  }
  return command;
}

std::string text_of(const DiffStretch& stretch) {
  std::string text;
  for (const std::string& commit : stretch) {
    text.append(commit).append("\n");
  }
  text += '\n';
  return text;
}

}  // namespace

struct LineCounter::Job {
  DiffStretch stretch = {};
  std::optional<Result<StretchCounts>> answer = {};
};

// One diff-tree process, and what to do when it dies.
class LineCounter::Worker {
 public:
  Worker(const std::filesystem::path& git_dir, DiffDetail detail, const std::stop_token& stop)
      : command_(diff_command(git_dir, detail)), detail_(detail), parser_(detail), stop_(stop) {}

  void ask(const DiffStretch& stretch) {
    if (!process_) {
      start();
    }
    // A git that has died is noticed when it is listened to.
    if (process_) {
      (void)process_->write(text_of(stretch));
    }
  }

  Result<StretchCounts> answer(const DiffStretch& stretch) {
    StretchCounts counts;
    if (process_) {
      Result<bool> is_whole = listen(stretch, counts);
      if (!is_whole) {
        return std::move(is_whole).error();
      }
      if (is_whole.value()) {
        return counts;
      }
    }
    return one_by_one(stretch);
  }

  // How many processes there have been. What an earlier one was asked is to be asked again.
  std::size_t starts() const { return starts_; }

 private:
  void start() {
    ++starts_;
    Result<GitProcess> process = GitProcess::start(command_);
    parser_ = DiffTreeParser(detail_);
    if (process) {
      process_.emplace(std::move(process).value());
    }
  }

  // Reads a stretch's answer; false when git died of it.
  Result<bool> listen(const DiffStretch& stretch, StretchCounts& counts) {
    counts.clear();
    for (;;) {
      std::optional<DiffItem> item = TRY(parser_.next());
      if (!item) {
        if (TRY(process_->read(parser_.buffer(), stop_))) {
          continue;
        }
        process_.reset();
        return false;
      }
      if (std::holds_alternative<StretchEnd>(*item)) {
        return counts.size() == stretch.size();
      }
      CommitDiff& diff = std::get<CommitDiff>(*item);
      if (counts.size() == stretch.size() || !stretch[counts.size()].starts_with(diff.sha)) {
        return Error{.code = ErrorCode::Internal,
                     .message = "git diff-tree told of a commit that it was not asked about"};
      }
      counts.emplace_back(std::move(diff.counts));
    }
  }

  // A process for each commit, so that one which git cannot compare costs no other.
  Result<StretchCounts> one_by_one(const DiffStretch& stretch) {
    StretchCounts all;
    for (const std::string& commit : stretch) {
      const DiffStretch alone = {commit};
      StretchCounts counts;
      ask(alone);
      if (!process_) {
        return Error{.code = ErrorCode::Unavailable, .message = "cannot start git diff-tree"};
      }
      const bool is_whole = TRY(listen(alone, counts));
      all.push_back(is_whole ? std::move(counts.front()) : std::nullopt);
    }
    return all;
  }

  GitCommand command_;
  DiffDetail detail_;
  DiffTreeParser parser_;
  std::stop_token stop_;
  std::optional<GitProcess> process_;
  std::size_t starts_ = 0;
};

LineCounter::LineCounter(std::filesystem::path git_dir, DiffDetail detail, std::size_t processes)
    : git_dir_(std::move(git_dir)), detail_(detail) {
  CHECK(processes > 0);
  for (std::size_t worker = 0; worker < processes; ++worker) {
    workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

LineCounter::~LineCounter() = default;

bool LineCounter::has_room() const {
  const std::lock_guard lock(mutex_);
  return submitted_.size() < workers_.size() * kStretchesPerProcess;
}

bool LineCounter::has_pending() const {
  const std::lock_guard lock(mutex_);
  return !submitted_.empty();
}

void LineCounter::submit(DiffStretch stretch) {
  CHECK(stretch.size() <= kStretchLengthMax);
  auto job = std::make_shared<Job>();
  job->stretch = std::move(stretch);
  {
    const std::lock_guard lock(mutex_);
    submitted_.push_back(job);
    if (job->stretch.empty()) {
      job->answer = StretchCounts{};
    } else {
      waiting_.push_back(std::move(job));
    }
  }
  changed_.notify_all();
}

Result<StretchCounts> LineCounter::next(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  CHECK(!submitted_.empty());
  const std::shared_ptr<Job> job = submitted_.front();
  changed_.wait(lock, stop, [&job] { return job->answer.has_value(); });
  if (!job->answer) {
    return Error{.code = ErrorCode::Cancelled, .message = "stopped while counting lines"};
  }
  submitted_.pop_front();
  return std::move(*job->answer);
}

std::shared_ptr<LineCounter::Job> LineCounter::take(const std::stop_token& stop, bool may_wait) {
  std::unique_lock lock(mutex_);
  if (may_wait) {
    changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
  }
  if (waiting_.empty()) {
    return nullptr;
  }
  std::shared_ptr<Job> job = waiting_.front();
  waiting_.pop_front();
  return job;
}

void LineCounter::finish(Job& job, Result<StretchCounts> counts) {
  {
    const std::lock_guard lock(mutex_);
    job.answer = std::move(counts);
  }
  changed_.notify_all();
}

void LineCounter::work(const std::stop_token& stop) {
  Worker worker(git_dir_, detail_, stop);
  std::deque<std::shared_ptr<Job>> in_flight;
  while (!stop.stop_requested()) {
    while (in_flight.size() < kStretchesInFlight) {
      std::shared_ptr<Job> job = take(stop, in_flight.empty());
      if (!job) {
        break;
      }
      worker.ask(job->stretch);
      in_flight.push_back(std::move(job));
    }
    if (in_flight.empty()) {
      continue;
    }
    const std::size_t starts = worker.starts();
    finish(*in_flight.front(), worker.answer(in_flight.front()->stretch));
    in_flight.pop_front();
    if (worker.starts() == starts) {
      continue;
    }
    for (const std::shared_ptr<Job>& job : in_flight) {
      worker.ask(job->stretch);
    }
  }
}

}  // namespace shiplog
