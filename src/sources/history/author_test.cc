#include "sources/history/author.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(Author, IsKnownByAHashOfTheAddress) {
  const Person ada = author_of("Ada Lovelace", "Ada@Example.com");
  EXPECT_EQ(ada.id, "git:b5fc85e55755f9e0d030a10ab4429b6b");
  EXPECT_EQ(ada.id, author_of("A. Lovelace", "ada@example.COM").id);
  EXPECT_EQ(ada.login, "Ada Lovelace");
  EXPECT_EQ(ada.name, "Ada Lovelace");
  ASSERT_EQ(ada.aliases.size(), 1U);
  EXPECT_EQ("git:" + ada.aliases.front(), ada.id);
  EXPECT_EQ(ada.is_bot, std::nullopt);
}

TEST(Author, HasTheLoginOfANoreplyAddress) {
  EXPECT_EQ(author_of("Ada", "7+ada@users.noreply.github.com").login, "ada");
  EXPECT_EQ(author_of("Ada", "ada@users.noreply.github.com").login, "ada");
  EXPECT_EQ(author_of("Ada", "7+@users.noreply.github.com").login, "Ada");
}

TEST(Author, IsABotThatSaysSoOrIsKnownToBe) {
  const auto is_bot = [](const char* name, const char* email) {
    return author_of(name, email).is_bot == true;
  };
  EXPECT_TRUE(is_bot("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"));
  EXPECT_TRUE(is_bot("Renovate Bot", "bot@renovateapp.com"));
  EXPECT_TRUE(is_bot("helper[Bot]", "helper@example.com"));
  EXPECT_FALSE(is_bot("Abbot", "abbot@example.com"));
}

TEST(Author, KeepsAnAddressOutOfItsName) {
  const Person person = author_of("ada@example.com", "ada@example.com");
  EXPECT_EQ(person.name, std::nullopt);
  EXPECT_EQ(person.login, person.id);
}

TEST(Author, IsTwoPeopleForTwoNamesWithoutAnAddress) {
  EXPECT_NE(author_of("Ada", "").id, author_of("Grace", "").id);
}

TEST(Author, HasAValidNameWhateverTheBytes) {
  EXPECT_EQ(author_of("J\xF6rg\n", "j@example.com").name, "J\xEF\xBF\xBDrg");
}

}  // namespace
}  // namespace shiplog
