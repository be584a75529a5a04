#include "app/github_access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "app/config.h"
#include "base/clock.h"
#include "base/error.h"
#include "sources/github/github_client.h"
#include "tests/scripted_server.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using ::testing::HasSubstr;
using Environment = std::map<std::string, std::string>;

class GitHubAccessTest : public ::testing::Test {
 protected:
  GitHubAccessTest() { std::filesystem::permissions(folder_.path(), std::filesystem::perms(0700)); }

  std::string file(const std::string& name, const std::string& text, unsigned mode = 0600) const {
    const std::string path = folder_.path() / name;
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms(mode));
    return path;
  }
  Result<std::unique_ptr<GitHubAccess>> open(const GitHubSettings& settings,
                                             const Environment& environment = {}) const {
    return GitHubAccess::open({.settings = settings, .environment = environment}, clock_, {});
  }
  std::string login(const GitHubSettings& settings, const Environment& environment = {}) const {
    const auto access = open(settings, environment);
    return access ? (*access)->credential() : access.error().message;
  }

  TemporaryFolder folder_;
  SystemClock clock_ = {};
};

TEST_F(GitHubAccessTest, TakesTheFirstTokenThatIsThere) {
  const std::string path = file("token", "github_pat_x\n");
  const Environment both = {{"GITHUB_TOKEN", "ghp_x"}, {"GH_TOKEN", "gho_x"}};
  EXPECT_EQ(login({.token_file = path}, both), "the token of '" + path + "' (fine-grained)");
  EXPECT_EQ(login({}, both), "the token of GITHUB_TOKEN (classic)");
  EXPECT_EQ(login({}, {{"GITHUB_TOKEN", ""}, {"GH_TOKEN", "gho_x"}}),
            "the token of GH_TOKEN (OAuth app)");
}

TEST_F(GitHubAccessTest, PrefersTheEnterpriseTokenForAServerOfACompany) {
  const Environment both = {{"GITHUB_TOKEN", "ghp_x"}, {"GH_ENTERPRISE_TOKEN", "gho_x"}};
  const std::string server = "https://git.acme.com";
  EXPECT_EQ(login({.url = server}, both), "the token of GH_ENTERPRISE_TOKEN (OAuth app)");
  EXPECT_EQ(login({.url = server}, {{"GITHUB_TOKEN", "ghp_x"}}),
            "the token of GITHUB_TOKEN (classic)");
  EXPECT_EQ(login({.url = "https://acme.ghe.com"}, both), "the token of GITHUB_TOKEN (classic)");
  EXPECT_EQ(login({}, both), "the token of GITHUB_TOKEN (classic)");
  EXPECT_TRUE(is_github_configured({.url = server}, {{"GH_ENTERPRISE_TOKEN", "x"}}));
  EXPECT_FALSE(is_github_configured({}, {{"GH_ENTERPRISE_TOKEN", "x"}}));
}

TEST_F(GitHubAccessTest, NeedsBothHalvesOfAnApp) {
  EXPECT_THAT(login({.app_client_id = "Iv1.abc"}), HasSubstr("needs both"));
  EXPECT_THAT(login({.app_client_id = "Iv1.abc", .app_key_file = file("app.pem", "x")}),
              HasSubstr("holds no private key"));
}

TEST_F(GitHubAccessTest, WarnsOfATokenThatOthersMayRead) {
  const auto access = open({.token_file = file("token", "ghp_x", 0644)});
  ASSERT_TRUE(access);
  EXPECT_THAT((*access)->warnings(), testing::ElementsAre(HasSubstr("chmod 600")));
}

TEST_F(GitHubAccessTest, KnowsWhetherThereIsAnythingToLogInWith) {
  EXPECT_FALSE(is_github_configured({}, {}));
  EXPECT_FALSE(is_github_configured({.url = "https://git.acme.com"}, {{"GH_TOKEN", ""}}));
  EXPECT_TRUE(is_github_configured({}, {{"GH_TOKEN", "x"}}));
  EXPECT_TRUE(is_github_configured({.token_file = "x"}, {}));
  EXPECT_TRUE(is_github_configured({.app_client_id = "x"}, {}));
}

TEST_F(GitHubAccessTest, AsksTheGitHubOfTheSettings) {
  ScriptedServer server([](const ScriptedConnection& connection, const std::string&) {
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
    return true;
  });
  const auto access = open({.url = server.url()}, {{"GITHUB_TOKEN", "ghp_x"}});
  ASSERT_TRUE(access) << access.error().message;
  const auto answer = (*access)->client("acme/api")->get("/repos/acme/api", {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "[]");
  const std::string request = server.requests().at(0);
  EXPECT_TRUE(request.starts_with("GET /api/v3/repos/acme/api HTTP/1.1\r\n")) << request;
  EXPECT_THAT(request, HasSubstr("Authorization: Bearer ghp_x\r\n"));
}

}  // namespace
}  // namespace shiplog
