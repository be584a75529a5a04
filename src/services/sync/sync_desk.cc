#include "services/sync/sync_desk.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "services/sync/sync_schedule.h"

namespace shiplog {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && std::ranges::all_of(text, [](char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
           (each >= '0' && each <= '9') || each == '-' || each == '_' || each == '.';
  });
}

bool is_target(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  return is_name(text.substr(0, slash)) &&
         (slash == text.size() || is_name(text.substr(slash + 1)));
}

// Whether a target of the sync came to nothing, or a repository of it did.
bool has_failed(const std::string& target, const SyncSummary& summary) {
  const bool is_missed =
      std::ranges::find(summary.missed, target, &MissedTarget::target) != summary.missed.end();
  return is_missed || std::ranges::any_of(summary.repositories, [&target](const auto& each) {
           return each.outcome == SyncOutcome::Failed &&
                  (each.repository == target || each.repository.starts_with(target + "/"));
         });
}

}  // namespace

SyncDesk::SyncDesk(const Clock& clock, SyncDeskOptions options)
    : clock_(clock),
      options_(std::move(options)),
      schedule_(options_.intervals, clock.now()),
      worker_([this](const std::stop_token& stop) { work(stop); }) {}

SyncDesk::~SyncDesk() {
  worker_.request_stop();
  stop();
}

Result<Unit> SyncDesk::start(const std::vector<std::string>& targets) {
  for (const std::string& target : targets) {
    if (!is_target(target)) {
      return Error{ErrorCode::InvalidInput,
                   "'" + target + "' is no repository such as acme/api, and no owner of some"};
    }
  }
  const std::lock_guard lock(mutex_);
  for (const std::string& target : targets) {
    if (std::ranges::find(running_, target) == running_.end()) {
      waiting_.insert(target);
    }
  }
  changed_.notify_all();
  return Unit{};
}

void SyncDesk::stop() {
  const std::lock_guard lock(mutex_);
  waiting_.clear();
  stop_running_.request_stop();
}

SyncDeskState SyncDesk::state() const {
  const std::lock_guard lock(mutex_);
  return {.running = running_,
          .waiting = {waiting_.begin(), waiting_.end()},
          .progress = progress_,
          .error = error_,
          .next_scheduled = schedule_.next()};
}

void SyncDesk::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<std::string> targets = wait_for_targets(stop);
    if (!targets.empty()) {
      run(std::move(targets), stop);
    }
  }
}

// Looks at the schedule now and then; empty when nothing is due.
std::vector<std::string> SyncDesk::wait_for_targets(const std::stop_token& stop) {
  constexpr std::chrono::seconds kPause(1);
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, kPause, [this] { return !waiting_.empty(); });
  if (stop.stop_requested()) {
    return {};
  }
  for (std::string& target : schedule_.due(clock_.now())) {
    waiting_.insert(std::move(target));
  }
  running_.assign(waiting_.begin(), waiting_.end());
  waiting_.clear();
  stop_running_ = std::stop_source();
  return running_;
}

void SyncDesk::run(std::vector<std::string> targets, const std::stop_token& stop) {
  SyncOptions options{.on_progress = [this](const SyncProgress& each) { note_progress(each); },
                      .stop = stop_running_.get_token()};
  options.request.targets = targets;
  options.on_repository = options_.on_repository;
  const std::stop_callback forward(stop, [this] { stop_running_.request_stop(); });
  const Result<SyncSummary> summary = options_.sync(options);
  if (!summary && options_.on_note) {
    options_.on_note(summary.error().message);
  }
  {
    const std::lock_guard lock(mutex_);
    error_ = summary ? "" : summary.error().message;
    for (const std::string& target : targets) {
      schedule_.note_ended(target, clock_.now(), !summary || has_failed(target, *summary));
    }
    running_.clear();
    progress_ = {};
  }
  tell();
}

void SyncDesk::note_progress(const SyncProgress& progress) {
  {
    const std::lock_guard lock(mutex_);
    progress_ = progress;
  }
  tell();
}

void SyncDesk::tell() const {
  if (options_.on_change) {
    options_.on_change(state());
  }
}

}  // namespace shiplog
