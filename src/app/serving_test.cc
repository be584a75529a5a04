#include "app/serving.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>

#include "api/access.h"
#include "app/access_token.h"
#include "app/server_settings.h"
#include "base/secret.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using ::testing::Contains;

TEST(AccessRules, KnowThisMachineByItsUsualNames) {
  const api::Access access(access_rules({}, {.address = "127.0.0.1", .port = 80}, std::nullopt));
  EXPECT_TRUE(access.knows_host("localhost:8080"));
  EXPECT_TRUE(access.knows_host("127.0.0.1"));
  EXPECT_TRUE(access.knows_host("[::1]:80"));
  EXPECT_FALSE(access.knows_host("10.0.0.1"));
  EXPECT_FALSE(access.knows_host("evil.example"));
}

TEST(AccessRules, KnowTheNamesOfTheConfiguration) {
  const ServerSettings settings{.hosts = {"shiplog"}, .public_url = "https://Ship.acme.com:443"};
  const api::AccessRules rules =
      access_rules(settings, {.address = "0.0.0.0", .port = 80}, Secret("x"));
  EXPECT_TRUE(rules.is_https);
  const api::Access access(rules);
  EXPECT_TRUE(access.knows_host("ship.acme.com"));
  EXPECT_TRUE(access.knows_host("shiplog:80"));
  EXPECT_TRUE(access.knows_host("10.0.0.1"));
  EXPECT_FALSE(access.knows_host("acme.com"));
}

TEST(AccessToken, IsNewEachTimeWithoutAFile) {
  const Result<Secret> first = access_token("");
  const Result<Secret> second = access_token("");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->reveal().size(), 64U);
  EXPECT_NE(first->reveal(), second->reveal());
}

TEST(AccessToken, IsTheFirstLineOfItsFile) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "token").string();
  std::ofstream(path) << "0123456789abcdefABCDEF-_\nmore\n";
  EXPECT_EQ(access_token(path)->reveal(), "0123456789abcdefABCDEF-_");
}

TEST(AccessToken, IsNothingThatCanBeGuessedOrHasToBeEncoded) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "token").string();
  for (const char* text : {"", "short", "0123456789abcdef 01234567", "0123456789abcdefgh%2f"}) {
    std::ofstream(path) << text;
    EXPECT_FALSE(access_token(path)) << text;
  }
  EXPECT_FALSE(access_token((folder.path() / "none").string()));
}

}  // namespace
}  // namespace shiplog
