// `shiplog sync`: brings repositories up to date from GitHub, and tells how far that is.

#include "services/sync/sync.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/commands/importing.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/services.h"
#include "cli/sync_display.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "services/question/dates.h"
#include "services/sync/sync_report.h"
#include "services/sync/sync_status.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

constexpr std::size_t kJobsMax = 32;

// A day, or how long ago: "90d".
Result<Moment> since_of(const Arguments& arguments, Timestamp now) {
  const auto text = arguments.value("--since");
  if (!text) {
    return Moment();
  }
  if (Result<Timestamp> ago = before(now, "--since", *text, TimeZone())) {
    return Moment(*ago);
  }
  return Moment(TRY(parse_date("--since", *text, TimeZone())));
}

Result<std::size_t> jobs_of(const Arguments& arguments) {
  const auto text = arguments.value("--jobs");
  std::size_t jobs = SyncOptions{}.jobs;
  if (text) {
    const char* const end = text->data() + text->size();
    const auto [stopped, problem] = std::from_chars(text->data(), end, jobs);
    if (problem != std::errc() || stopped != end || jobs == 0 || jobs > kJobsMax) {
      return Error{ErrorCode::InvalidInput, "--jobs takes a number from 1 to " +
                                                std::to_string(kJobsMax) + ", not '" + *text + "'"};
    }
  }
  return jobs;
}

Result<SyncOptions> options_of(const Arguments& arguments, Timestamp now) {
  SyncOptions options;
  options.request = {.targets = arguments.operands(),
                     .include = arguments.values("--include"),
                     .exclude = arguments.values("--exclude"),
                     .with_archived = arguments.has("--archived"),
                     .with_forks = arguments.has("--forks"),
                     .with_private = !arguments.has("--no-private")};
  if (options.request.targets.empty()) {
    return Error{ErrorCode::InvalidInput,
                 "sync needs a repository or an owner, as in 'shiplog sync acme/api'"};
  }
  options.feeds.since = TRY(since_of(arguments, now));
  options.jobs = TRY(jobs_of(arguments));
  options.is_forced = arguments.has("--full");
  return options;
}

std::string until_text(const Moment& complete_until) {
  return complete_until ? human_time(*complete_until, TimeZone()) : "not yet";
}

// The rows of the summary, the failed ones last, where they are seen.
std::string summary_table(const SyncSummary& summary, const Style& style) {
  const std::vector<TableColumn> columns = {{.title = "repository", .may_shrink = true},
                                            {.title = "outcome"},
                                            {.title = "new", .is_number = true},
                                            {.title = "changed", .is_number = true},
                                            {.title = "complete until"}};
  std::vector<RepositorySync> sorted = summary.repositories;
  std::ranges::stable_sort(sorted, {}, [](const RepositorySync& sync) {
    return sync.outcome == SyncOutcome::Failed || sync.outcome == SyncOutcome::Lost;
  });
  std::vector<TableRow> rows;
  for (const RepositorySync& sync : sorted) {
    const auto sum = sync.changes_in_all();
    const bool is_bad = sync.outcome == SyncOutcome::Failed || sync.outcome == SyncOutcome::Lost;
    rows.push_back({{sync.repository, Tone::Bold},
                    {std::string(outcome_name(sync.outcome)), is_bad ? Tone::Worse : Tone::Plain},
                    {human_count(static_cast<std::size_t>(sum.added))},
                    {human_count(static_cast<std::size_t>(sum.changed))},
                    {until_text(sync.complete_until)}});
  }
  return rows.empty() ? std::string() : render_table(columns, rows, style);
}

// The first of what went wrong decides, and having to try later weighs most: a script that
// sees it should do so.
ExitCode exit_code_of(const SyncSummary& summary) {
  std::vector<ExitCode> codes;
  for (const RepositorySync& sync : summary.repositories) {
    if (sync.error && sync.outcome != SyncOutcome::Complete) {
      codes.push_back(sync.outcome == SyncOutcome::Elsewhere
                          ? ExitCode::TryLater
                          : shiplog::exit_code_of(sync.error->code));
    }
  }
  for (const MissedTarget& missed : summary.missed) {
    codes.push_back(shiplog::exit_code_of(missed.error.code));
  }
  if (std::ranges::find(codes, ExitCode::TryLater) != codes.end()) {
    return ExitCode::TryLater;
  }
  return codes.empty() ? ExitCode::Done : codes.front();
}

void tell(const SyncSummary& summary, Terminal& terminal) {
  terminal.print(summary_table(summary, terminal.style()));
  for (const RepositorySync& sync : summary.repositories) {
    for (const std::string& note : sync.notes) {
      terminal.say(sync.repository + ": " + note);
    }
    if (sync.error && sync.outcome != SyncOutcome::Complete) {
      static_cast<void>(terminal.fail(
          {sync.error->code, sync.repository + (sync.feed.empty() ? "" : ", " + sync.feed) + ": " +
                                 sync.error->message}));
    }
  }
  for (const std::string& note : summary.notes) {
    terminal.say(note);
  }
  for (const MissedTarget& missed : summary.missed) {
    static_cast<void>(terminal.fail(missed.error));
  }
}

std::string_view state_name(const SyncStatus& status) {
  switch (status.state) {
    case SyncState::Running:
      return "running";
    case SyncState::Abandoned:
      return "cut short";
    case SyncState::Ended:
      break;
  }
  return status.report.outcome.empty() ? "ended" : std::string_view(status.report.outcome);
}

std::string standing(const SyncStatus& status) {
  if (status.state == SyncState::Running && !status.report.feed.empty()) {
    return sync_line({.repository = status.run.repository,
                      .feed = status.report.feed,
                      .done = status.report.done,
                      .total = status.report.total},
                     0)
        .substr(status.run.repository.size() + 2);
  }
  return status.report.error;
}

std::string status_table(const std::vector<SyncStatus>& statuses, const Style& style) {
  const std::vector<TableColumn> columns = {{.title = "repository"},
                                            {.title = "state"},
                                            {.title = "started"},
                                            {.title = "new", .is_number = true},
                                            {.title = "requests", .is_number = true},
                                            {.title = "at", .may_shrink = true}};
  std::vector<TableRow> rows;
  for (const SyncStatus& status : statuses) {
    rows.push_back({{status.run.repository, Tone::Bold},
                    {std::string(state_name(status))},
                    {human_time(status.run.started_at, TimeZone())},
                    {human_count(static_cast<std::size_t>(status.report.added))},
                    {human_count(static_cast<std::size_t>(status.report.requests))},
                    {standing(status)}});
  }
  return render_table(columns, rows, style);
}

std::string status_json(const std::vector<SyncStatus>& statuses) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("runs").begin_array();
  for (const SyncStatus& status : statuses) {
    const SyncReport& report = status.report;
    json.begin_object().key("repository").text(status.run.repository);
    json.key("state").text(state_name(status));
    json.key("started_at").text(format_time(status.run.started_at));
    json.key("seen_at").text(format_time(status.run.seen_at));
    json.key("ended_at");
    status.run.ended_at ? json.text(format_time(*status.run.ended_at)) : json.null();
    json.key("host").text(status.run.host).key("process").integer(status.run.process);
    json.key("feed").text(report.feed).key("done").integer(report.done);
    json.key("total").integer(report.total).key("pages").integer(report.pages);
    json.key("requests").integer(report.requests).key("points").integer(report.points);
    json.key("added").integer(report.added).key("changed").integer(report.changed);
    json.key("error");
    report.error.empty() ? json.null() : json.text(report.error);
    json.key("notes").begin_array();
    for (const std::string& note : report.notes) {
      json.text(note);
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

ExitCode show_status(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<std::vector<SyncStatus>> statuses = services.sync_status();
  if (!statuses) {
    return terminal.fail(statuses.error());
  }
  if (arguments.value("--format") == "json") {
    const Result<Unit> written = terminal.write(status_json(*statuses));
    return written ? ExitCode::Done : terminal.fail(written.error());
  }
  if (statuses->empty()) {
    terminal.say("Nothing has been synced into this store yet; try 'shiplog sync OWNER/NAME'.");
    return ExitCode::Done;
  }
  terminal.print(status_table(*statuses, terminal.style()));
  return ExitCode::Done;
}

}  // namespace

ExitCode run_sync(const Arguments& arguments, Services& services, Terminal& terminal) {
  if (arguments.has("--status")) {
    return show_status(arguments, services, terminal);
  }
  Result<SyncOptions> options = options_of(arguments, services.clock().now());
  if (!options) {
    return terminal.refuse(options.error());
  }
  const Interrupt interrupt;
  options->stop = interrupt.token();
  Result<SyncSummary> summary = Error{};
  {
    SyncDisplay display(terminal);
    options->on_progress = [&](const SyncProgress& progress) { display.show(progress); };
    options->on_repository = [&](const RepositorySync& done) { display.show_end(done); };
    summary = services.sync_github(*options, arguments.value("--github-url"));
  }
  if (!summary) {
    const bool is_url_wrong = summary.error().code == ErrorCode::InvalidInput &&
                              arguments.value("--github-url").has_value();
    return is_url_wrong ? terminal.refuse(summary.error()) : terminal.fail(summary.error());
  }
  tell(*summary, terminal);
  if (interrupt.token().stop_requested()) {
    terminal.say("Stopped. What was read so far is stored; run the same command to go on.");
    return ExitCode::Failed;
  }
  const ExitCode refreshed = refresh_columns(services, terminal);
  const ExitCode code = exit_code_of(*summary);
  return code == ExitCode::Done ? refreshed : code;
}

}  // namespace shiplog
