// `shiplog exclude …` and `shiplog override …`: numbers put right by hand, listed and undone.

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/nearest.h"
#include "base/printable.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "cli/arguments.h"
#include "cli/commands/asking.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/services.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "columns/corrections.h"
#include "columns/parts.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/corrections/corrections.h"
#include "services/corrections/target.h"
#include "services/views/corrections_view.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

Error wrong_usage(std::string message) { return {ErrorCode::InvalidInput, std::move(message)}; }

Result<Timestamp> now_of(const Arguments& arguments, const Services& services) {
  const auto text = arguments.value("--now");
  if (!text) {
    return services.clock().now();
  }
  const auto time = parse_time(*text);
  if (!time) {
    return wrong_usage("--now is a time such as 2026-01-05T08:00:00Z, not " + in_quotes(*text));
  }
  return *time;
}

Result<Author> author_of(const Arguments& arguments, const Services& services) {
  Author author{.by = arguments.value("--by").value_or(services.person()),
                .reason = arguments.value("--reason").value_or(""),
                .now = TRY(now_of(arguments, services))};
  if (author.reason.empty()) {
    return wrong_usage("give a reason with --reason, for whoever asks later why the number moved");
  }
  if (author.by.empty()) {
    return wrong_usage("give your name with --by");
  }
  return author;
}

// "pull-request" and "run" too.
std::optional<FactKind> kind_called(std::string_view word) {
  std::string name(word);
  std::ranges::replace(name, '-', '_');
  if (name == "run") {
    return FactKind::WorkflowRun;
  }
  const std::optional<FactKind> kind = find_kind(name);
  const std::span<const FactKind> kinds = excludable_kinds();
  const bool is_one = kind && std::ranges::find(kinds, *kind) != kinds.end();
  return is_one ? kind : std::nullopt;
}

Result<Correction> exclude_as_asked(const Arguments& arguments, Services& services,
                                    const Author& author) {
  const std::vector<std::string>& words = arguments.operands();
  if (words.size() == 1) {
    return services.exclude(excludable_kinds(), words.front(), author);
  }
  const std::optional<FactKind> kind = kind_called(words.front());
  if (!kind) {
    return wrong_usage(in_quotes(words.front()) +
                       " is nothing that can be left out; it is a pull_request, commit, "
                       "deployment, release, incident, issue or run");
  }
  return services.exclude(std::span(&*kind, 1), words[1], author);
}

constexpr std::string_view kOverrideUsage =
    "an override reads 'deployment ID failed', 'deployment ID ok' or 'incident ID caused-by "
    "DEPLOYMENT'";

Result<Correction> override_as_asked(const Arguments& arguments, Services& services,
                                     const Author& author) {
  const std::vector<std::string>& words = arguments.operands();
  const std::string& what = words.front();
  if (what == "deployment" && words.size() == 3) {
    if (words[2] != "failed" && words[2] != "ok") {
      return wrong_usage("a deployment is 'failed' or 'ok', not " + in_quotes(words[2]));
    }
    return services.override_failure(words[1], words[2] == "failed", author);
  }
  if ((what == "incident" || what == "issue") && words.size() == 4 && words[2] == "caused-by") {
    return services.link_incident(words[1], words[3], author);
  }
  return wrong_usage(std::string(kOverrideUsage));
}

// Whether `shiplog exclude` speaks of it; otherwise `shiplog override` does.
bool is_exclusion(const Correction& correction) { return correction.field == kExcludedField; }

// "acme/api#12", "deployment D_3".
std::string what_of(const ListedCorrection& listed) {
  std::string kind = listed.correction.of;
  std::ranges::replace(kind, '_', ' ');
  return listed.name == listed.correction.target ? kind + " " + listed.name : listed.name;
}

std::string corrections_table(std::span<const ListedCorrection> corrections, const Style& style) {
  const std::vector<TableColumn> columns = {
      {.title = "correction"}, {.title = "what"}, {.title = "says"},
      {.title = "by"},         {.title = "when"}, {.title = "why", .may_shrink = true}};
  std::vector<TableRow> rows;
  for (const ListedCorrection& listed : corrections) {
    const Correction& one = listed.correction;
    const Tone tone = listed.is_in_effect ? Tone::Plain : Tone::Faint;
    rows.push_back({{one.id, tone},
                    {what_of(listed), tone},
                    {words_of(one), tone},
                    {one.by, tone},
                    {human_day(one.at, TimeZone()), tone},
                    {one.reason, tone}});
  }
  return render_table(columns, rows, style);
}

// With the names that people use, as far as the columns can be read.
void name_all(std::vector<ListedCorrection>& corrections, Services& services, Terminal& terminal) {
  const Result<Defaults> defaults = services.defaults();
  if (corrections.empty() || !defaults) {
    return;
  }
  Reading reading = defaults->reading;
  reading.now = services.clock().now();
  if (const auto snapshot = lay_out(reading, {.texts = true}, services, terminal)) {
    name_targets(corrections, **snapshot);
  }
}

ExitCode list(const Arguments& arguments, bool of_exclusions, Services& services,
              Terminal& terminal) {
  Result<std::vector<ListedCorrection>> corrections = services.corrections();
  if (!corrections) {
    return terminal.fail(corrections.error());
  }
  const bool wants_all = arguments.has("--all");
  std::erase_if(*corrections, [&](const ListedCorrection& listed) {
    return is_exclusion(listed.correction) != of_exclusions || (!wants_all && !listed.is_in_effect);
  });
  name_all(*corrections, services, terminal);
  if (arguments.value("--format") == "json") {
    const Result<Unit> written = terminal.write(corrections_json(*corrections));
    return written ? ExitCode::Done : terminal.fail(written.error());
  }
  if (corrections->empty()) {
    terminal.say(of_exclusions ? "Nothing is left out by hand." : "Nothing is overridden by hand.");
    return ExitCode::Done;
  }
  terminal.print(corrections_table(*corrections, terminal.style()));
  return ExitCode::Done;
}

using Correct = Result<Correction> (*)(const Arguments& arguments, Services& services,
                                       const Author& author);

ExitCode tell(const Result<Correction>& correction, std::string_view verb,
              const Arguments& arguments, Terminal& terminal) {
  if (!correction) {
    const bool is_usage = correction.error().code == ErrorCode::InvalidInput;
    return is_usage ? terminal.refuse(correction.error()) : terminal.fail(correction.error());
  }
  if (arguments.value("--format") == "json") {
    const ListedCorrection made{.correction = *correction,
                                .is_in_effect = says_something(*correction),
                                .name = correction->target};
    const Result<Unit> written = terminal.write(corrections_json(std::span(&made, 1)));
    return written ? ExitCode::Done : terminal.fail(written.error());
  }
  const std::string what = correction->of + " " + printable(correction->target);
  if (!says_something(*correction)) {
    terminal.print("What the facts say of " + what + " counts again.\n");
  } else {
    terminal.print(what + ": " + words_of(*correction) + ", says " + printable(correction->by) +
                   ". Undo it with 'shiplog " + std::string(verb) + " --undo " + correction->id +
                   " --reason …'.\n");
  }
  return ExitCode::Done;
}

ExitCode run(const Arguments& arguments, std::string_view verb, Correct correct, Services& services,
             Terminal& terminal) {
  const auto undone = arguments.value("--undo");
  if (arguments.operands().empty() && !undone) {
    return list(arguments, verb == "exclude", services, terminal);
  }
  if (undone && !arguments.operands().empty()) {
    return terminal.refuse(wrong_usage("--undo takes the correction's id, and nothing else"));
  }
  const Result<Author> author = author_of(arguments, services);
  if (!author) {
    return terminal.refuse(author.error());
  }
  const Result<Correction> correction =
      undone ? services.undo_correction(*undone, *author) : correct(arguments, services, *author);
  return tell(correction, verb, arguments, terminal);
}

}  // namespace

ExitCode run_exclude(const Arguments& arguments, Services& services, Terminal& terminal) {
  return run(arguments, "exclude", exclude_as_asked, services, terminal);
}

ExitCode run_override(const Arguments& arguments, Services& services, Terminal& terminal) {
  return run(arguments, "override", override_as_asked, services, terminal);
}

}  // namespace shiplog
