#include "app/config_loading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "app/config.h"
#include "tests/source_directory.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Configuration : public ::testing::Test {
 protected:
  LoadedConfig loaded(const std::string& toml) {
    std::ofstream(path()) << toml;
    sources_.file = path();
    return load_config(sources_);
  }
  std::string path() const { return (folder_.path() / "shiplog.toml").string(); }

  TemporaryFolder folder_;
  ConfigSources sources_ = {};
};

TEST_F(Configuration, RunsWithoutAny) {
  const LoadedConfig config = load_config(sources_);
  EXPECT_TRUE(config.mistakes.empty());
  EXPECT_EQ(config.config.time_zone, "UTC");
  EXPECT_EQ(settings_of(config).size(), config_fields().size());
}

TEST_F(Configuration, TakesEveryExampleOfTheManual) {
  std::map<std::string_view, std::string> sections;
  for (const ConfigField& field : config_fields()) {
    sections[field.section] += std::string(field.name) + " = " + std::string(field.example) + "\n";
  }
  std::string toml;
  for (const auto& [section, fields] : sections) {
    toml += "[" + std::string(section) + "]\n" + fields;
  }
  const LoadedConfig config = loaded(toml);
  EXPECT_THAT(config.mistakes, ElementsAre());
  EXPECT_EQ(config.origins.size(), config_fields().size());
  EXPECT_EQ(config.config.time_zone, "Europe/Berlin");
  EXPECT_EQ(config.config.production.standard, RuleSource::Releases);
  EXPECT_EQ(config.config.production.by_repository.at("acme/docs"), RuleSource::Merges);
  EXPECT_THAT(config.config.bots, ElementsAre("^ci-", "-automation$"));
}

TEST_F(Configuration, LetsFlagsWinOverVariablesAndVariablesOverTheFile) {
  sources_.environment = {{"SHIPLOG_CALENDAR_TIME_ZONE", "Asia/Tokyo"},
                          {"SHIPLOG_STORE", "sqlite:b.db"},
                          {"SHIPLOG_PEOPLE_BOTS", "^a,^b"}};
  sources_.store_url = "sqlite:c.db";
  const LoadedConfig config =
      loaded("[calendar]\ntime_zone = \"Europe/Berlin\"\n[store]\nurl = \"sqlite:a.db\"\n");
  EXPECT_EQ(config.config.time_zone, "Asia/Tokyo");
  EXPECT_EQ(config.config.store_url, "sqlite:c.db");
  EXPECT_THAT(config.config.bots, ElementsAre("^a", "^b"));
  EXPECT_EQ(config.origins.at("store.url"), "--store");
  EXPECT_EQ(config.origins.at("calendar.time_zone"), "SHIPLOG_CALENDAR_TIME_ZONE");
}

TEST_F(Configuration, NamesFileAndLineOfEveryMistake) {
  const LoadedConfig config = loaded(
      "[production]\n"
      "rule = \"release\"\n"
      "[people]\n"
      "bots = [\"(\"]\n"
      "[calendar]\n"
      "timezone = \"UTC\"\n"
      "[changes]\n"
      "hotfix = 7\n");
  ASSERT_EQ(config.mistakes.size(), 1U);
  EXPECT_THAT(config.mistakes[0], HasSubstr(path() + ":8: changes.hotfix is a text"));

  const LoadedConfig typed = loaded(
      "[production]\n"
      "rule = \"release\"\n"
      "[people]\n"
      "bots = [\"(\"]\n"
      "[calendar]\n"
      "timezone = \"UTC\"\n"
      "[store]\n"
      "url = [\"sqlite:a\", \"sqlite:b\"]\n");
  std::vector<std::string> mistakes = typed.mistakes;
  std::sort(mistakes.begin(), mistakes.end());
  EXPECT_THAT(mistakes,
              ElementsAre(HasSubstr(":2: a rule is auto, deployments, releases or merges, not "
                                    "'release'; did you mean 'releases'?"),
                          HasSubstr(":4: '(' is no regular expression"),
                          HasSubstr(":6: there is no setting 'calendar.timezone'; did you mean "
                                    "'calendar.time_zone'?"),
                          HasSubstr(":8: store.url is written like this")));
}

TEST_F(Configuration, NamesTheLineThatIsNoToml) {
  EXPECT_THAT(loaded("[store]\nurl = \n").mistakes, ElementsAre(HasSubstr("shiplog.toml:2: ")));
  sources_.file = "missing.toml";
  EXPECT_THAT(load_config(sources_).mistakes,
              ElementsAre("the configuration 'missing.toml' cannot be read: No such file or "
                          "directory"));
}

TEST_F(Configuration, NoticesAVariableThatIsASlip) {
  sources_.environment = {{"SHIPLOG_CALENDAR_TIMEZONE", "UTC"}, {"SHIPLOG_LONG_TESTS", "1"}};
  EXPECT_THAT(load_config(sources_).mistakes,
              ElementsAre(HasSubstr("did you mean 'SHIPLOG_CALENDAR_TIME_ZONE'?")));
}

TEST_F(Configuration, ShowsNoPassword) {
  sources_.store_url = "postgresql://ada:secret@host/db";
  EXPECT_EQ(settings_of(load_config(sources_)).front().value, "postgresql://ada:***@host/db");
}

TEST_F(Configuration, KeepsDataWhereXdgSays) {
  EXPECT_EQ(*data_folder({{"XDG_DATA_HOME", "/data"}, {"HOME", "/home/ada"}}), "/data/shiplog");
  EXPECT_EQ(*data_folder({{"HOME", "/home/ada"}}), "/home/ada/.local/share/shiplog");
  EXPECT_EQ(*data_folder({{"XDG_DATA_HOME", "relative"}, {"HOME", "/home/ada"}}),
            "/home/ada/.local/share/shiplog");
  EXPECT_FALSE(data_folder({}));
}

TEST_F(Configuration, IsDescribedInTheDocumentation) {
  const std::filesystem::path manual = source_directory() / "docs/configuration.md";
  if (std::getenv("SHIPLOG_UPDATE_DOCS") != nullptr) {
    std::ofstream(manual) << configuration_markdown();
  }
  std::ifstream file(manual);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), configuration_markdown())
      << "docs/configuration.md is made from the settings: SHIPLOG_UPDATE_DOCS=1 "
         "build/debug/app_test";
}

}  // namespace
}  // namespace shiplog
