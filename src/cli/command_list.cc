#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/commands/commands.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

const OptionGroup& scope_options() {
  static const OptionGroup group{
      .title = "Scope: which work is counted",
      .options = {
          {.name = "--repository",
           .value = "OWNER/NAME",
           .help = "Only this repository, by full name or id; all of them when not given",
           .is_repeatable = true},
          {.name = "--team",
           .value = "TEAM",
           .help = "Only the work of this team and those below it, by slug or id",
           .is_repeatable = true},
          {.name = "--label",
           .value = "LABEL",
           .help = "Only pull requests with this label, and deployments that carried one",
           .is_repeatable = true},
          {.name = "--service",
           .value = "SERVICE",
           .help = "Only this service: a repository, or paths of one (docs/configuration.md)",
           .is_repeatable = true},
          {.name = "--base", .value = "BRANCH", .help = "Only changes made to this branch"},
          {.name = "--environment",
           .value = "NAME",
           .help = "Production is exactly this environment"},
          {.name = "--bots",
           .choices = "include|exclude|only",
           .help = "Whether work written by bots counts; as each metric defines when not given"},
          {.name = "--bot-reviews",
           .choices = "include",
           .help = "Reviews and comments by bots count as a person's do"},
          {.name = "--me",
           .value = "LOGIN",
           .help = "Only what you did yourself; nothing else is told by person"},
      }};
  return group;
}

const OptionGroup& window_options() {
  static const OptionGroup group{
      .title = "Window: which time is counted",
      .options = {
          {.name = "--last",
           .value = "PERIOD",
           .help = "As long as this up to now: 90d, 12w, 6m, 2y; 90d when not given"},
          {.name = "--from",
           .value = "DATE",
           .help = "From the start of this day, or this time: 2026-01-05, 2026-01-05T08:00:00Z"},
          {.name = "--until",
           .value = "DATE",
           .help = "Up to the start of this day, or this time; now when not given"},
          {.name = "--every",
           .choices = "day|week|month|quarter",
           .help = "Also a value for each of these; weeks begin on Monday"},
          {.name = "--time-zone",
           .value = "ZONE",
           .help = "Where days begin: Europe/Berlin; UTC when not given"},
          {.name = "--compare",
           .choices = "previous|year|none",
           .help = "With the window before it (when not given), the same a year ago, or nothing"},
          {.name = "--now",
           .value = "TIME",
           .help = "Take this for the clock: what happened later has not happened yet"},
      }};
  return group;
}

const OptionGroup& lens_options() {
  static const OptionGroup group{
      .title = "Lenses: how it is looked at",
      .options = {
          {.name = "--percentile",
           .choices = "50|75|90",
           .help = "Which percentile a duration or size is told by; the median when not given"},
          {.name = "--by",
           .choices = "merged|deployed|opened",
           .help = "Which moment of a change places it in the window; as each metric defines"},
          {.name = "--working-hours",
           .help = "Durations in working hours, of the calendar that is configured"},
      }};
  return group;
}

const OptionGroup& group_by_option() {
  static const OptionGroup group{
      .title = "Groups",
      .options = {{.name = "--group-by",
                   .choices = "repository|team|label|size|base|environment|service|author_kind",
                   .help = "Also a value for each of these; author_kind is human, bot or agent",
                   .refused = kPersonWords,
                   .why_refused = kNoGroupsByPerson}}};
  return group;
}

const OptionGroup& format_option() {
  static const OptionGroup group{
      .title = "Output",
      .options = {{.name = "--format",
                   .choices = "table|json|csv|markdown",
                   .help = "How the answer is written; table, for people, when not given"}}};
  return group;
}

// Shared by `sample` and `demo`.
Option changes_option(std::string_view help) {
  return {.name = "--changes", .value = "N", .help = help};
}

Option seed_option() {
  return {.name = "--seed",
          .value = "N",
          .help = "Another organisation for every number; the same one for the same number"};
}

Command sync_command() {
  return {
      .name = "sync",
      .summary = "brings repositories up to date from GitHub",
      .description =
          "Reads repositories from GitHub: pull requests with their reviews and comments, commits, "
          "deployments, releases, issues, workflow runs, people and teams. The first time it reads "
          "everything, the newest pull requests first; later only what is new. Each page is stored "
          "as it comes: whatever ends a sync, the next one goes on from there. The token is taken "
          "from GITHUB_TOKEN, the configuration, or 'gh' (docs/github.md).",
      .operand = {.name = "TARGET…",
                  .help = "OWNER/NAME, or OWNER for all repositories of one",
                  .minimum = 0,
                  .maximum = Operand::kAnyNumber},
      .options = {{.name = "--since",
                   .value = "90d|DATE",
                   .help = "Of repositories met for the first time, leave out what is older"},
                  {.name = "--jobs",
                   .value = "N",
                   .help = "Repositories at once; 4 when not given"},
                  {.name = "--include",
                   .value = "PATTERN",
                   .help = "Of an owner's repositories only those, such as 'acme/api-*'",
                   .is_repeatable = true},
                  {.name = "--exclude",
                   .value = "PATTERN",
                   .help = "Of an owner's repositories not those",
                   .is_repeatable = true},
                  {.name = "--archived", .help = "Of an owner also the archived repositories"},
                  {.name = "--forks", .help = "Of an owner also the forks"},
                  {.name = "--no-private", .help = "Of an owner not the private repositories"},
                  {.name = "--full", .help = "Ask also for what looks unchanged"},
                  {.name = "--github-url",
                   .value = "URL",
                   .help = "Another GitHub: an Enterprise server, or the simulator"},
                  {.name = "--status", .help = "Tell how far the syncs into this store are"},
                  {.name = "--format",
                   .choices = "table|json",
                   .help = "How --status is written; table when not given"}},
      .examples = {{"shiplog sync acme/api acme/web", "two repositories"},
                   {"shiplog sync acme --exclude 'acme/old-*'", "all of an owner but some"},
                   {"shiplog sync acme --since 1y", "the last year only, at first"},
                   {"shiplog sync --status", "how far it is, from another terminal"}},
      .run = run_sync};
}

std::vector<Command> input_and_output_commands() {
  return {
      {.name = "import",
       .summary = "reads facts from files",
       .description =
           "Reads facts (docs/facts.md), one JSON object a line, plain or compressed with gzip or "
           "zstd; '-' is standard input. Prints per kind how many were new, changed, unchanged and "
           "refused. Reading the same facts again, in any order, changes nothing; an import that "
           "was interrupted is simply run again.",
       .operand = {.name = "FILE…",
                   .help = "A file of facts, or - for standard input",
                   .is_file = true,
                   .minimum = 1,
                   .maximum = Operand::kAnyNumber},
       .options = {{.name = "--strict",
                    .help = "Refuse a whole file, and store nothing of it, for one bad line"}},
       .examples = {{"shiplog import facts.ndjson.gz", "one file"},
                    {"zcat facts.ndjson.gz | shiplog import -", "from another program"}},
       .run = run_import},
      {.name = "import git",
       .summary = "reads the history of a local clone",
       .description =
           "Reads a clone, bare or not: commits with their line counts, merges as pull requests, "
           "tags as releases. Only what is new is read the second time. Reviews and deployments "
           "are not in git (docs/git.md).",
       .operand = {.name = "PATH…",
                   .help = "The folder of a clone",
                   .is_file = true,
                   .minimum = 1,
                   .maximum = Operand::kAnyNumber},
       .options = {{.name = "--name",
                    .value = "OWNER/NAME",
                    .help = "What to call the repository; from its remote when not given"},
                   {.name = "--since",
                    .value = "DATE",
                    .help = "Leave out what was committed before this day"}},
       .examples = {{"shiplog import git ~/src/api", "a clone of yours"},
                    {"shiplog import git ~/src/api --name acme/api", "under another name"}},
       .run = run_import_git},
      sync_command(),
      {.name = "export",
       .summary = "writes all facts to standard output",
       .description = "Writes facts as 'shiplog import' reads them, sorted by kind, then id. An "
                      "export imported into an empty store gives the same export, byte for byte.",
       .options = {{.name = "--kind",
                    .value = "KIND",
                    .help = "Only facts of this kind, such as pull_request",
                    .is_repeatable = true},
                   {.name = "--repository",
                    .value = "OWNER/NAME",
                    .help = "Only facts of this repository, by full name or id",
                    .is_repeatable = true}},
       .examples = {{"shiplog export > backup.ndjson", "a backup"},
                    {"shiplog export --kind deployment --kind release", "only some kinds"}},
       .run = run_export},
  };
}

Command serve_command() {
  return {
      .name = "serve",
      .summary = "serves the dashboard and its API",
      .description =
          "Listens for browsers on this machine, and prints the address to open. Listening to "
          "others, it demands the access token that it prints; put TLS in front of it then "
          "(docs/server.md). ^C or SIGTERM answers what was asked and ends; again ends at once.",
      .options = {{.name = "--listen",
                   .value = "ADDRESS:PORT",
                   .help = "Where to listen; 127.0.0.1:8080 when not given, port 0 is any"},
                  {.name = "--sample",
                   .help = "Show a sample organisation, in a store apart from yours"}},
      .examples = {{"shiplog serve", "the dashboard of your store"},
                   {"shiplog serve --sample", "look around"},
                   {"shiplog serve --listen 0.0.0.0:8080", "for others, with a token"}},
      .run = run_serve};
}

std::vector<Command> question_commands() {
  return {
      {.name = "report",
       .summary = "shows on one screen how well software ships",
       .description =
           "The five DORA metrics with their change and their likely range, where the time of a "
           "change goes, how work flows, and what to look at first.",
       .groups = {&scope_options(), &window_options(), &lens_options(), &format_option()},
       .examples = {{"shiplog report", "everything, the last 90 days"},
                    {"shiplog report --repository acme/api --last 1y", "one repository, a year"}},
       .run = run_report},
      {.name = "metrics",
       .summary = "computes metrics",
       .description =
           "Values with how many things they count, their 95 % interval and the window before. "
           "Without ID, the headline ones. A value that does not exist is – with its reason, "
           "never 0.",
       .operand = {.name = "ID…",
                   .help = "Metrics by id, as 'shiplog metrics list' names them",
                   .is_metric = true,
                   .maximum = Operand::kAnyNumber},
       .groups = {&scope_options(), &window_options(), &lens_options(), &group_by_option(),
                  &format_option()},
       .examples = {{"shiplog metrics", "the headline metrics"},
                    {"shiplog metrics lead_time --every week --format json", "for a program"},
                    {"shiplog metrics throughput --last 6m --group-by repository", "side by side"}},
       .run = run_metrics},
      {.name = "metrics list",
       .summary = "defines every metric",
       .description = "What each metric means, how it is computed, and how it misleads.",
       .groups = {&format_option()},
       .examples = {{"shiplog metrics list", "in words"},
                    {"shiplog metrics list --format json", "for a program"}},
       .run = run_metrics_list},
      {.name = "explain",
       .summary = "lists the things behind a number",
       .description =
           "Each thing that a metric counted, and each one that it left out with the reason. "
           "Recomputing the value from the counted ones gives it.",
       .operand =
           {.name = "ID", .help = "A metric by id", .is_metric = true, .minimum = 1, .maximum = 1},
       .options = {{.name = "--limit",
                    .value = "N",
                    .help = "Show at most this many in a table: as many as fit when not given"}},
       .groups = {&scope_options(), &window_options(), &lens_options(), &format_option()},
       .examples = {{"shiplog explain lead_time --last 30d", "each change and its stages"},
                    {"shiplog explain change_fail_rate --format json", "for a program"}},
       .run = run_explain},
      serve_command(),
  };
}

const OptionGroup& correction_options() {
  static const OptionGroup group{
      .title = "Corrections",
      .options = {
          {.name = "--reason", .value = "TEXT", .help = "Why; always needed to correct and undo"},
          {.name = "--by", .value = "NAME", .help = "Who; your login when not given"},
          {.name = "--undo",
           .value = "CORRECTION",
           .help = "Let the facts speak again, instead of this correction"},
          {.name = "--all", .help = "List also what was undone or replaced"},
          {.name = "--now", .value = "TIME", .help = "Take this for the clock"},
          {.name = "--format",
           .choices = "table|json",
           .help = "How the list is written; table when not given"}}};
  return group;
}

std::vector<Command> correction_commands() {
  return {
      {.name = "exclude",
       .summary = "leaves something out of every number, by hand",
       .description =
           "Leaves out a pull request, a direct push (by its commit), a deployment, a release, an "
           "incident, an issue or a workflow run, as though it had never been; 'explain' still "
           "lists it, with who left it out and why. Without operands, lists what is left out. "
           "Nothing is lost: --undo brings it back.",
       .operand = {.name = "[KIND] ID",
                   .help = "OWNER/NAME#12, its web address, or an id as 'explain' tells it",
                   .maximum = 2},
       .groups = {&correction_options()},
       .examples = {{"shiplog exclude acme/api#12 --reason 'only generated code'",
                     "a pull request"},
                    {"shiplog exclude deployment D_3 --reason 'a drill'", "a deployment"},
                    {"shiplog exclude", "what is left out, by whom and why"},
                    {"shiplog exclude --undo C_9f2 --reason 'it was real'", "count it again"}},
       .run = run_exclude},
      {.name = "override",
       .summary = "says by hand whether a deployment failed, or what caused an incident",
       .description =
           "Overrules the evidence: that a deployment failed, or was ok, or that an incident comes "
           "from a deployment. Change fail rate, recovery time and rework follow, and 'explain' "
           "shows who said so and why. Where releases or merges stand for deployments, name the "
           "release or the pull request. Without operands, lists what is overruled.",
       .operand = {.name = "WHAT ID SAYS",
                   .help = "'deployment ID failed', 'deployment ID ok', or 'incident ID caused-by "
                           "DEPLOYMENT'",
                   .maximum = 4},
       .groups = {&correction_options()},
       .examples =
           {{"shiplog override deployment D_3 failed --reason 'logins were down'", "it failed"},
            {"shiplog override deployment D_4 ok --reason 'the alarm was false'", "it did not"},
            {"shiplog override incident I_1 caused-by D_3 --reason 'post-mortem'", "whose fault"},
            {"shiplog override --undo C_9f2 --reason 'wrong one'", "let the evidence speak"}},
       .run = run_override},
  };
}

std::vector<Command> sample_commands() {
  return {
      {.name = "demo",
       .summary = "shows the report of a sample organisation",
       .description = "Fills a store of its own, apart from yours, with a sample organisation and "
                      "shows its report. Nothing of yours is touched.",
       .options = {seed_option(),
                   changes_option("How many changes the organisation made"),
                   {.name = "--now", .value = "TIME", .help = "Take this for the clock"}},
       .examples = {{"shiplog demo", "look around"}},
       .run = run_demo},
      {.name = "sample",
       .summary = "writes the facts of a sample organisation",
       .description = "Writes made-up but lifelike facts to standard output: teams, reviews, "
                      "releases, incidents, bots, reverts. The same numbers give the same bytes.",
       .options = {changes_option("How many changes were made"),
                   seed_option(),
                   {.name = "--repositories", .value = "N", .help = "How many repositories"},
                   {.name = "--people", .value = "N", .help = "How many people"},
                   {.name = "--years", .value = "N", .help = "Over how many years"},
                   {.name = "--until", .value = "DATE", .help = "The day on which it ends"}},
       .examples = {{"shiplog sample --changes 100 | shiplog import -", "fill a store"}},
       .run = run_sample},
  };
}

std::vector<Command> upkeep_commands() {
  return {
      {.name = "config show",
       .summary = "shows every setting and where its value comes from",
       .description = "Flags win over the environment, the environment over the file, the file "
                      "over what is built in. Passwords are never shown.",
       .groups = {&format_option()},
       .examples = {{"shiplog config show", "what is in effect"}},
       .run = run_config_show},
      {.name = "config check",
       .summary = "looks for mistakes in the configuration",
       .description = "Names each mistake with its file and line; exit code 1 when there is one.",
       .examples = {{"shiplog config check", "before you rely on it"}},
       .run = run_config_check},
      {.name = "doctor",
       .summary = "checks that all is well, and says what to do",
       .description = "The store, its size and the free disk, the clock, time zones, git, the "
                      "column file and the configuration. Where there is a token for GitHub: "
                      "whether it is good, until when, and what is left of its limits. Exit code 1 "
                      "when something is broken.",
       .options = {{.name = "--now", .value = "TIME", .help = "Take this for the clock"},
                   {.name = "--repository",
                    .value = "OWNER/NAME",
                    .help = "Try what the token may read of this repository on GitHub, and say "
                            "what the metrics lack without it"}},
       .examples = {{"shiplog doctor", "a line for each check"},
                    {"shiplog doctor --repository acme/api", "and one for all that GitHub tells"}},
       .run = run_doctor},
      {.name = "completion",
       .summary = "writes a completion script for a shell",
       .description = "Bash: add 'source <(shiplog completion bash)' to ~/.bashrc. Zsh: save it "
                      "as _shiplog in a folder of $fpath. Fish: save it as "
                      "~/.config/fish/completions/shiplog.fish.",
       .operand = {.name = "SHELL",
                   .help = "bash, zsh or fish",
                   .choices = "bash|zsh|fish",
                   .minimum = 1,
                   .maximum = 1},
       .examples = {{"shiplog completion bash", "for bash"}},
       .run = run_completion},
      {.name = "man",
       .summary = "writes the manual page",
       .description = "In roff, as 'man' reads it.",
       .examples = {{"shiplog man > shiplog.1", "then: man ./shiplog.1"}},
       .run = run_man},
  };
}

std::vector<Command> all_commands() {
  std::vector<Command> all;
  for (std::vector<Command>& some :
       std::array{input_and_output_commands(), question_commands(), correction_commands(),
                  sample_commands(), upkeep_commands()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

constexpr std::array kLater = {
    Later{"forecast", "the outlook"},
    Later{"anomalies", "the outlook"},
    Later{"insights", "the outlook"},
    Later{"models", "the outlook"},
};

}  // namespace

std::span<const Command> command_list() {
  static const std::vector<Command> commands = all_commands();
  return commands;
}

const OptionGroup& global_options() {
  static const OptionGroup group{
      .title = "For every command",
      .options = {
          {.name = "--store",
           .value = "URL",
           .help = "Where facts rest: sqlite:PATH or postgresql://USER@HOST/DATABASE"},
          {.name = "--config", .value = "FILE", .help = "Settings (docs/configuration.md)"},
          {.name = "--verbose", .short_name = "-v", .help = "Say more", .is_repeatable = true},
          {.name = "--quiet", .short_name = "-q", .help = "Say only what went wrong"},
          {.name = "--log-format",
           .choices = "text|json",
           .help = "How messages on standard error are written"},
          {.name = "--version", .help = "Say which version this is"},
          {.name = "--help", .short_name = "-h", .help = "Say how it is used"},
      }};
  return group;
}

const Command* find_command(std::string_view name) {
  const std::span<const Command> commands = command_list();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& command) { return command.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

std::vector<const Option*> options_of(const Command& command) {
  std::vector<const Option*> options;
  for (const Option& option : command.options) {
    options.push_back(&option);
  }
  for (const OptionGroup* group : command.groups) {
    for (const Option& option : group->options) {
      options.push_back(&option);
    }
  }
  for (const Option& option : global_options().options) {
    options.push_back(&option);
  }
  return options;
}

std::vector<std::string_view> split_choices(std::string_view choices) {
  std::vector<std::string_view> split;
  while (!choices.empty()) {
    const std::size_t bar = choices.find('|');
    split.push_back(choices.substr(0, bar));
    choices = bar == std::string_view::npos ? std::string_view() : choices.substr(bar + 1);
  }
  return split;
}

const Later* find_later(std::string_view name) {
  const auto* found = std::find_if(kLater.begin(), kLater.end(),
                                   [&](const Later& later) { return later.name == name; });
  return found == kLater.end() ? nullptr : found;
}

}  // namespace shiplog
