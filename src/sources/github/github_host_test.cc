#include "sources/github/github_host.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace shiplog {
namespace {

TEST(GitHubHost, IsGitHubDotComUnlessSaidOtherwise) {
  for (const char* text :
       {"", "github.com", "GitHub.com", "https://github.com", "https://github.com/",
        "https://www.github.com", "https://api.github.com", "https://api.github.com/graphql",
        "https://github.com:443"}) {
    const auto host = parse_github_url(text);
    ASSERT_TRUE(host) << text << ": " << host.error().message;
    EXPECT_EQ(host->kind, GitHubKind::GitHubCom);
    EXPECT_EQ(host->name, "github.com");
    EXPECT_EQ(host->web, "https://github.com");
    EXPECT_EQ(host->rest, "https://api.github.com");
    EXPECT_EQ(host->graphql, "https://api.github.com/graphql");
  }
}

TEST(GitHubHost, KnowsTheDoorsOfGheCom) {
  for (const char* text : {"acme.ghe.com", "https://api.acme.ghe.com/", "https://ACME.ghe.com"}) {
    const auto host = parse_github_url(text);
    ASSERT_TRUE(host) << text;
    EXPECT_EQ(host->kind, GitHubKind::GheCom);
    EXPECT_EQ(host->rest, "https://api.acme.ghe.com");
    EXPECT_EQ(host->graphql, "https://api.acme.ghe.com/graphql");
  }
  EXPECT_EQ(parse_github_url("api.ghe.com")->rest, "https://api.api.ghe.com");
}

TEST(GitHubHost, KnowsTheDoorsOfAServer) {
  for (const char* text : {"git.acme.com:8443", "https://git.acme.com:8443/api/v3/",
                           "https://git.acme.com:8443/api/graphql"}) {
    const auto host = parse_github_url(text);
    ASSERT_TRUE(host) << text;
    EXPECT_EQ(host->kind, GitHubKind::Server);
    EXPECT_EQ(host->name, "git.acme.com:8443");
    EXPECT_EQ(host->rest, "https://git.acme.com:8443/api/v3");
    EXPECT_EQ(host->graphql, "https://git.acme.com:8443/api/graphql");
  }
}

TEST(GitHubHost, TakesPlainHttpToThisMachineOnly) {
  EXPECT_EQ(parse_github_url("http://127.0.0.1:8080")->graphql,
            "http://127.0.0.1:8080/api/graphql");
  EXPECT_EQ(parse_github_url("http://[::1]:8080")->rest, "http://[::1]:8080/api/v3");
  EXPECT_TRUE(parse_github_url("http://localhost"));
  for (const char* text : {"http://github.com", "http://127.0.0.1.evil.com", "http://10.0.0.1"}) {
    EXPECT_FALSE(parse_github_url(text)) << text;
  }
}

TEST(GitHubHost, RefusesWhatIsNoUrlOfAHost) {
  for (const char* text :
       {"https://", "https:///x", "ftp://github.com", "https://github.com/acme",
        "https://github.com?x=1", "https://github.com#x", "git acme.com", "https://git.acme.com:0",
        "https://git.acme.com:99999", "https://git.acme.com:x", "https://git..com",
        "https://-x.com", "https://git.acme.com\n.evil.com", "acme/shop", "https://.com"}) {
    const auto host = parse_github_url(text);
    ASSERT_FALSE(host) << text;
    EXPECT_EQ(host.error().code, ErrorCode::InvalidInput);
  }
}

TEST(GitHubHost, NeverRepeatsAPassword) {
  for (const char* text : {"https://me:hunter2@github.com", "hunter2@github.com",
                           "ssh://hunter2:x@github.com/acme", "https://github.com/?token=hunter2",
                           "https://github.com/hunter2", "https://github.com:hunter2"}) {
    const auto host = parse_github_url(text);
    ASSERT_FALSE(host) << text;
    EXPECT_EQ(host.error().message.find("hunter2"), std::string::npos) << host.error().message;
  }
}

TEST(GitHubHost, OwnsOnlyWhatIsBelowItsApi) {
  const GitHubHost host = parse_github_url("github.com").value();
  EXPECT_TRUE(host.owns("https://api.github.com/repositories/1?page=2"));
  EXPECT_TRUE(host.owns("https://api.github.com"));
  for (const char* url :
       {"https://api.github.com.evil.com/", "https://api.github.com@evil.com/",
        "http://api.github.com/", "https://evil.com/https://api.github.com/",
        "https://api.github.com:8080/", "HTTPS://API.GITHUB.COM/", "//api.github.com/"}) {
    EXPECT_FALSE(host.owns(url)) << url;
  }
}

}  // namespace
}  // namespace shiplog
