#include "columns/teams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

People people_of(std::vector<Person> persons) {
  People people({});
  for (Person& person : persons) {
    people.add(std::move(person));
  }
  people.finish();
  return people;
}

TEST(Teams, StandInTheOrderOfTheirSlugs) {
  const auto teams =
      known_teams({{.id = "T_1", .slug = "web"}, {.id = "T_2", .slug = "api"}}, people_of({}));
  ASSERT_EQ(teams.size(), 2);
  EXPECT_EQ(teams[0].slug, "api");
  EXPECT_THAT(teams[0].members, IsEmpty());
}

TEST(Teams, HaveEveryAccountOfAMember) {
  const People people = people_of({{.id = "U_1", .login = "ada", .aliases = {"ada-work"}},
                                   {.id = "U_2", .login = "ada-work"},
                                   {.id = "U_3", .login = "bob"}});
  const auto teams = known_teams({{.id = "T_1", .slug = "api", .members = {"U_2"}}}, people);
  EXPECT_THAT(teams.front().members, ElementsAre("U_1", "U_2"));
}

TEST(Teams, KeepMembersOfWhomNothingElseIsKnown) {
  const auto teams = known_teams({{.id = "T_1", .slug = "api", .members = {"U_9"}}}, people_of({}));
  EXPECT_THAT(teams.front().members, ElementsAre("U_9"));
}

TEST(Teams, HaveWhoWorksBelowThem) {
  const auto teams = known_teams(
      {{.id = "T_1", .slug = "all", .members = {"U_1"}},
       {.id = "T_2", .slug = "below", .members = {"U_2"}, .repositories = {"R_2"}, .parent = "T_1"},
       {.id = "T_3", .slug = "deep", .members = {"U_3"}, .parent = "T_2"}},
      people_of({}));
  EXPECT_THAT(teams[0].members, ElementsAre("U_1", "U_2", "U_3"));
  EXPECT_THAT(teams[0].repositories, ElementsAre("R_2"));
  EXPECT_THAT(teams[1].members, ElementsAre("U_2", "U_3"));
  EXPECT_THAT(teams[2].members, ElementsAre("U_3"));
}

TEST(Teams, MayBeAboveThemselves) {
  const auto teams =
      known_teams({{.id = "T_1", .slug = "one", .members = {"U_1"}, .parent = "T_2"},
                   {.id = "T_2", .slug = "two", .members = {"U_2"}, .parent = "T_1"}},
                  people_of({}));
  EXPECT_THAT(teams[0].members, ElementsAre("U_1", "U_2"));
  EXPECT_THAT(teams[1].members, ElementsAre("U_1", "U_2"));
}

}  // namespace
}  // namespace shiplog
