#include "app/server_settings.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(ListenPlace, IsAnAddressAndAPort) {
  const Result<ListenPlace> four = parse_listen("0.0.0.0:80");
  ASSERT_TRUE(four);
  EXPECT_EQ(four->address, "0.0.0.0");
  EXPECT_EQ(four->port, 80);
  EXPECT_TRUE(four->is_any());
  const Result<ListenPlace> six = parse_listen("[::1]:0");
  ASSERT_TRUE(six);
  EXPECT_EQ(six->address, "::1");
  EXPECT_TRUE(six->is_loopback());
}

TEST(ListenPlace, IsNothingElse) {
  for (const char* text :
       {"", "8080", ":8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
        "127.0.0.1:80x", "::1:80", "[127.0.0.1]:80", "[::1]", "1.2.3:80"}) {
    EXPECT_FALSE(parse_listen(text)) << text;
  }
}

TEST(ListenPlace, IsOfThisMachineAloneOnlyByItsAddress) {
  EXPECT_TRUE(parse_listen("127.0.0.53:1")->is_loopback());
  EXPECT_FALSE(parse_listen("10.0.0.1:1")->is_loopback());
  EXPECT_FALSE(parse_listen("[::]:1")->is_loopback());
}

TEST(PublicUrl, IsAHostByHttpOrHttps) {
  EXPECT_EQ(parse_public_url("https://Shiplog.acme.com:443/")->host, "shiplog.acme.com");
  EXPECT_TRUE(parse_public_url("https://a")->is_https);
  EXPECT_FALSE(parse_public_url("http://a")->is_https);
  for (const char* text : {"", "a", "ftp://a", "https://", "https://a/b", "https://u@a"}) {
    EXPECT_FALSE(parse_public_url(text)) << text;
  }
}

}  // namespace
}  // namespace shiplog
