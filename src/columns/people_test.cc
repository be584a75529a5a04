#include "columns/people.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace shiplog {
namespace {

People people_of(std::vector<Person> persons, std::vector<Pattern> bot_logins = {}) {
  People people(std::move(bot_logins));
  for (Person& person : persons) {
    people.add(std::move(person));
  }
  people.finish();
  return people;
}

TEST(People, AreTheSameHumanThroughAnyNumberOfAliases) {
  const People people =
      people_of({{.id = "3", .login = "ada", .aliases = {"hash1"}},
                 {.id = "2", .login = "Ada-Work", .aliases = {"HASH1", "lovelace"}},
                 {.id = "1", .login = "Lovelace"},
                 {.id = "0", .login = "bob", .aliases = {"robert"}}});
  EXPECT_EQ(people.find("3").human, "1");
  EXPECT_EQ(people.find("2").human, "1");
  EXPECT_EQ(people.find("1").human, "1");
  EXPECT_EQ(people.find("0").human, "0");
  EXPECT_EQ(people.find("2").login, "Ada-Work");
}

TEST(People, DoNotBecomeOneByTheSameLoginAlone) {
  const People people = people_of({{.id = "1", .login = "ada"}, {.id = "2", .login = "ada"}});
  EXPECT_NE(people.find("1").human, people.find("2").human);
}

TEST(People, AreBotsByLoginFlagOrClass) {
  const People people = people_of({{.id = "a", .login = "dependabot[BOT]"},
                                   {.id = "b", .login = "b", .is_bot = true},
                                   {.id = "c", .login = "c", .actor_class = "bot"},
                                   {.id = "d", .login = "d", .actor_class = "agent"},
                                   {.id = "e", .login = "e", .actor_class = "human"},
                                   {.id = "f", .login = "company-ci"}},
                                  {Pattern::compile("-ci$").value()});
  for (const char* id : {"a", "b", "c", "d", "f"}) {
    EXPECT_TRUE(people.find(id).is_bot) << id;
  }
  EXPECT_FALSE(people.find("e").is_bot);
  EXPECT_TRUE(people.find("d").is_agent);
  EXPECT_FALSE(people.find("a").is_agent);
}

TEST(People, AreAllBotsWhenOneOfTheSameIs) {
  const People people = people_of({{.id = "1", .login = "helper", .aliases = {"helper[bot]"}},
                                   {.id = "2", .login = "helper[bot]"}});
  EXPECT_TRUE(people.find("1").is_bot);
}

TEST(People, TakeAnUnknownIdForAHumanOfHisOwn) {
  const People people = people_of({});
  EXPECT_EQ(people.find("u9").human, "u9");
  EXPECT_EQ(people.find("u9").login, "u9");
  EXPECT_FALSE(people.find("x[bot]").is_bot);
}

}  // namespace
}  // namespace shiplog
