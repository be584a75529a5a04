#include "base/secret.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

namespace shiplog {
namespace {

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!Printable<Secret>);
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(!std::is_convertible_v<Secret, std::string>);

TEST(Secret, ShowsItsTextToWhoeverAsks) {
  const Secret secret("hunter2");
  EXPECT_EQ(secret.reveal(), "hunter2");
  EXPECT_TRUE(secret.is_same_as(Secret("hunter2")));
  EXPECT_FALSE(secret.is_same_as(Secret("hunter3")));
  EXPECT_FALSE(secret.is_same_as(Secret("hunter")));
}

TEST(Secret, LeavesNothingBehindWhenMoved) {
  Secret from("hunter2");
  const Secret to = std::move(from);
  EXPECT_EQ(to.reveal(), "hunter2");
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move)
}

TEST(Secret, WipesItsBytes) {
  std::string text = "hunter2";
  wipe_bytes(text.data(), text.size());
  EXPECT_EQ(text, std::string(7, '\0'));
}

TEST(WithoutTokens, LeavesOrdinaryWordsAlone) {
  const std::string text = "Could not resolve to a Repository; see ghp_ or eyJ in the manual";
  EXPECT_EQ(without_tokens(text), text);
}

TEST(WithoutTokens, HidesEveryKindOfToken) {
  for (const std::string token :
       {"ghp_0123456789abcdefghijABCDEFGHIJ012345", "gho_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghu_16C7e42F292c6912E7710c838347Ae178B4a", "ghr_1B4a2e77838347a7E420ce178F2E7c6912E169",
        "ghs_12345_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2ln-nYXR1cmU_x",
        "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl"}) {
    EXPECT_EQ(without_tokens("token '" + token + "' was refused"), "token '***' was refused");
    EXPECT_EQ(without_tokens("Bearer" + token + "\n"), "Bearer***\n");
  }
}

}  // namespace
}  // namespace shiplog
