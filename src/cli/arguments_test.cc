#include "cli/arguments.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace shiplog {
namespace {

Result<Invocation> parsed(const std::vector<std::string_view>& words) { return parse(words); }

std::string complaint(const std::vector<std::string_view>& words) {
  const Result<Invocation> invocation = parse(words);
  return invocation ? "accepted" : invocation.error().message;
}

TEST(CommandLine, TakesTheLongestNameForTheCommand) {
  EXPECT_EQ(parsed({"metrics", "list"})->command->name, "metrics list");
  EXPECT_EQ(parsed({"metrics", "lead_time"})->command->name, "metrics");
  EXPECT_EQ(parsed({"import", "git", "."})->command->name, "import git");
  EXPECT_EQ(parsed({"import", "./git"})->command->name, "import");
}

TEST(CommandLine, TakesOptionsAnywhereAndInBothSpellings) {
  const Result<Invocation> invocation = parsed(
      {"--store", "sqlite:x", "explain", "--last=30d", "lead_time", "-vv", "--bots", "only"});
  ASSERT_TRUE(invocation) << invocation.error().message;
  const Arguments& arguments = invocation->arguments;
  EXPECT_EQ(arguments.value("--store"), "sqlite:x");
  EXPECT_EQ(arguments.value("--last"), "30d");
  EXPECT_EQ(arguments.value("--bots"), "only");
  EXPECT_EQ(arguments.count("--verbose"), 2U);
  EXPECT_EQ(arguments.operands(), std::vector<std::string>{"lead_time"});
}

TEST(CommandLine, CollectsRepeatedOptionsAndTakesDashesLiterally) {
  const Result<Invocation> invocation = parsed({"import", "-", "--", "--strict", "-x"});
  ASSERT_TRUE(invocation);
  EXPECT_EQ(invocation->arguments.operands(), (std::vector<std::string>{"-", "--strict", "-x"}));
  EXPECT_FALSE(invocation->arguments.has("--strict"));
  EXPECT_EQ(
      parsed({"report", "--repository", "a", "--repository=b"})->arguments.values("--repository"),
      (std::vector<std::string>{"a", "b"}));
}

TEST(CommandLine, NamesTheNearestOfWhatIsNotKnown) {
  EXPECT_EQ(complaint({"metrcs"}), "there is no command 'metrcs'; did you mean 'metrics'?");
  EXPECT_EQ(complaint({"report", "--lats", "30d"}),
            "there is no option '--lats'; did you mean '--last'?");
  EXPECT_EQ(complaint({"report", "--every", "weak"}),
            "--every is day|week|month|quarter, not 'weak'; did you mean 'week'?");
  EXPECT_EQ(complaint({"completion", "fihs"}),
            "SHELL is bash|zsh|fish, not 'fihs'; did you mean 'fish'?");
  EXPECT_EQ(complaint({"config", "chek"}),
            "'config' needs a second word: 'config show' or "
            "'config check'");
}

TEST(CommandLine, PointsToHelpWhereNothingIsNear) {
  EXPECT_EQ(complaint({"xyzzy"}), "there is no command 'xyzzy'; see 'shiplog --help'");
  EXPECT_EQ(complaint({"export", "--xyzzy"}),
            "there is no option '--xyzzy'; see 'shiplog export --help'");
  EXPECT_EQ(complaint({}), "no command was given; see 'shiplog --help'");
}

TEST(CommandLine, SaysPlainlyWhatIsNotThereYet) {
  EXPECT_EQ(complaint({"forecast"}),
            "there is no command 'forecast' yet: it comes with the outlook");
}

TEST(CommandLine, SaysWhyNothingIsGroupedByPerson) {
  EXPECT_EQ(complaint({"metrics", "--group-by", "author"}),
            "--group-by 'author' is refused: nothing is grouped by person: these numbers are about "
            "the work of a team, and never rank people; '--me LOGIN' shows your own");
  EXPECT_EQ(complaint({"metrics", "--group-by", "teem"}).find("--group-by is repository|team"), 0);
}

TEST(CommandLine, RefusesValuesThatAreMissingSpareOrDouble) {
  EXPECT_EQ(complaint({"report", "--last"}), "--last needs a value: PERIOD");
  EXPECT_EQ(complaint({"report", "--last="}), "--last was given an empty value");
  EXPECT_EQ(complaint({"import", "--strict=yes", "x"}), "--strict takes no value");
  EXPECT_EQ(complaint({"report", "--last", "1y", "--last", "2y"}), "--last was given twice");
  EXPECT_EQ(complaint({"import"}), "'shiplog import' needs FILE…; see 'shiplog import --help'");
  EXPECT_EQ(complaint({"export", "x"}), "'shiplog export' does not know what to do with 'x'");
}

TEST(CommandLine, AsksForHelpWithoutDemandingTheRest) {
  EXPECT_TRUE(parsed({"import", "--help"})->wants_help);
  EXPECT_TRUE(parsed({"help", "import"})->wants_help);
  EXPECT_EQ(parsed({"help", "import"})->command->name, "import");
  EXPECT_EQ(parsed({"--help"})->command, nullptr);
  EXPECT_TRUE(parsed({"--version"})->wants_version);
}

TEST(CommandLine, CountsFromOne) {
  EXPECT_EQ(*parse_count("--seed", "42"), 42);
  EXPECT_FALSE(parse_count("--seed", "0"));
  EXPECT_FALSE(parse_count("--seed", "4x"));
  EXPECT_FALSE(parse_count("--seed", "99999999999999999999"));
}

TEST(Commands, AreWhollyDefined) {
  for (const Command& command : command_list()) {
    EXPECT_NE(command.run, nullptr) << command.name;
    EXPECT_FALSE(command.examples.empty()) << command.name;
    EXPECT_FALSE(command.summary.empty()) << command.name;
    std::set<std::string_view> names;
    for (const Option* option : options_of(command)) {
      EXPECT_TRUE(names.insert(option->name).second) << command.name << " " << option->name;
      EXPECT_EQ(find_later(option->name), nullptr) << option->name;
    }
  }
}

}  // namespace
}  // namespace shiplog
