#include "api/http/headers.h"

#include <gtest/gtest.h>

#include <string_view>

namespace shiplog::api {
namespace {

using namespace std::string_view_literals;

TEST(Headers, AreFoundByName) {
  Headers headers;
  headers.set("etag", "\"a\"");
  headers.set("etag", "\"b\"");
  EXPECT_EQ(headers.find("etag"), "\"b\"");
  EXPECT_EQ(headers.find("vary"), std::nullopt);
  EXPECT_EQ(headers.count("etag"), 1U);
}

TEST(Headers, KeepWhatWasReceivedTwice) {
  Headers headers;
  headers.add_received("host", "a");
  headers.add_received("host", "b");
  EXPECT_EQ(headers.count("host"), 2U);
  EXPECT_EQ(headers.find("host"), "a");
}

TEST(HeadersDeathTest, HaveNoRoomForASecondHeaderInAValue) {
  Headers headers;
  EXPECT_DEATH(headers.set("location", "/x\r\nset-cookie: a=b"), "is_header_value");
  EXPECT_DEATH(headers.set("location", "/x\0"sv), "is_header_value");
  EXPECT_DEATH(headers.set("x\r\ny", "1"), "is_lower_token");
}

TEST(HeaderValue, HoldsNoControlCharacters) {
  EXPECT_TRUE(is_header_value("a\tb \xc3\xa4"));
  EXPECT_FALSE(is_header_value("a\rb"));
  EXPECT_FALSE(is_header_value("a\nb"));
  EXPECT_FALSE(is_header_value("a\0b"sv));
  EXPECT_FALSE(is_header_value("a\x7f"));
}

}  // namespace
}  // namespace shiplog::api
