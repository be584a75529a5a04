#include "sources/github/credential.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "base/secret.h"
#include "sources/github/gh_credential.h"
#include "sources/github/github_host.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

TEST(Credential, SaysWhatKindOfTokenItIs) {
  EXPECT_EQ(token_kind(Secret("ghp_x")), "classic");
  EXPECT_EQ(token_kind(Secret("github_pat_x")), "fine-grained");
  EXPECT_EQ(token_kind(Secret("gho_x")), "OAuth app");
  EXPECT_EQ(token_kind(Secret("ghu_x")), "GitHub App user");
  EXPECT_EQ(token_kind(Secret("ghs_x")), "installation");
  EXPECT_EQ(token_kind(Secret("0123456789abcdef")), "of unknown kind");
  EXPECT_EQ(static_token("ghp_x", "GITHUB_TOKEN").value()->description(),
            "the token of GITHUB_TOKEN (classic)");
}

TEST(Credential, TakesATokenWithoutTheBlanksAroundIt) {
  const auto credential = static_token("  ghp_x\r\n", "GITHUB_TOKEN");
  ASSERT_TRUE(credential);
  EXPECT_EQ(credential.value()->token({})->reveal(), "ghp_x");
}

TEST(Credential, RefusesWhatCannotBeATokenWithoutRepeatingIt) {
  for (const std::string text : {"", "  ", "ghp_x y", "ghp_x\nHost: evil", "ghp_\xC3\xA4"}) {
    const auto credential = static_token(text, "GITHUB_TOKEN");
    ASSERT_FALSE(credential);
    EXPECT_EQ(credential.error().code, ErrorCode::InvalidInput);
    EXPECT_TRUE(credential.error().message.starts_with("GITHUB_TOKEN"));
    EXPECT_EQ(credential.error().message.find("evil"), std::string::npos);
  }
}

TEST(Credential, IsNotUsedAgainOnceRefused) {
  const auto credential = static_token("ghp_x", "GITHUB_TOKEN");
  EXPECT_EQ(credential.value()->refused(Secret("ghp_x")), AfterRefusal::GiveUp);
  const auto token = credential.value()->token({});
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::Unauthorized);
}

TEST(Credential, ReadsTheFirstLineOfAFile) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "token";
  std::ofstream(path) << "github_pat_x\nand a remark\n";
  const auto credential = token_of_file(path);
  ASSERT_TRUE(credential) << credential.error().message;
  EXPECT_EQ(credential.value()->token({})->reveal(), "github_pat_x");
  EXPECT_FALSE(token_of_file(folder.path() / "none"));
}

TEST(Credential, WarnsOfAFileThatOthersMayRead) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "token";
  std::ofstream(path) << "ghp_x";
  fs::permissions(path, fs::perms(0600));
  EXPECT_EQ(exposure_of(path), "");
  fs::permissions(path, fs::perms(0640));
  EXPECT_NE(exposure_of(path).find("chmod 600"), std::string::npos);
  EXPECT_EQ(exposure_of(folder.path() / "none"), "");
}

// A program that stands in for gh.
std::string program_that(const TemporaryFolder& folder, const std::string& does) {
  const std::string path = folder.path() / "gh";
  std::ofstream(path) << "#!/bin/sh\n" << does << "\n";
  fs::permissions(path, fs::perms(0700));
  return path;
}

TEST(GhCredential, AsksForTheTokenOfItsHost) {
  const TemporaryFolder folder;
  const std::string program =
      program_that(folder, R"([ "$*" = "auth token --hostname git.acme.com" ] && echo gho_x)");
  const auto credential = gh_credential(parse_github_url("git.acme.com").value(), {}, program);
  ASSERT_TRUE(credential) << credential.error().message;
  EXPECT_EQ(credential.value()->token({})->reveal(), "gho_x");
}

TEST(GhCredential, IsNotThereWithoutALoginOrAProgram) {
  const TemporaryFolder folder;
  const GitHubHost host = parse_github_url("").value();
  for (const std::string& program :
       {program_that(folder, "exit 1"), std::string("/no/such/program")}) {
    const auto credential = gh_credential(host, {}, program);
    ASSERT_FALSE(credential);
    EXPECT_EQ(credential.error().code, ErrorCode::NotFound);
  }
}

TEST(GhCredential, AsksAgainOnceRefused) {
  const TemporaryFolder folder;
  const std::string count = folder.path() / "count";
  const std::string program =
      program_that(folder, "echo x >> " + count + "; echo gho_$(wc -l < " + count + ")");
  const auto credential = gh_credential(parse_github_url("").value(), {}, program);
  const Secret first = credential.value()->token({}).value();
  EXPECT_EQ(first.reveal(), "gho_1");
  EXPECT_EQ(credential.value()->refused(first), AfterRefusal::TryAgain);
  EXPECT_EQ(credential.value()->token({})->reveal(), "gho_2");
  EXPECT_EQ(credential.value()->refused(first), AfterRefusal::TryAgain);
  EXPECT_EQ(credential.value()->token({})->reveal(), "gho_2");
}

TEST(GhCredential, GivesUpWhenItHearsTheSameAgain) {
  const TemporaryFolder folder;
  const auto credential =
      gh_credential(parse_github_url("").value(), {}, program_that(folder, "echo gho_x"));
  EXPECT_EQ(credential.value()->refused(Secret("gho_x")), AfterRefusal::GiveUp);
  EXPECT_FALSE(credential.value()->token({}));
}

}  // namespace
}  // namespace shiplog
