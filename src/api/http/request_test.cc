#include "api/http/request.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace shiplog::api {
namespace {

TEST(Method, IsNamedInCapitals) {
  EXPECT_EQ(method_of("DELETE"), Method::Delete);
  EXPECT_EQ(method_of("get"), Method::Other);
  EXPECT_EQ(method_of("TRACE"), Method::Other);
  EXPECT_EQ(name_of(Method::Patch), "PATCH");
  EXPECT_EQ(name_of(Method::Options), "OPTIONS");
  EXPECT_EQ(name_of(Method::Other), "OTHER");
}

TEST(Decoding, TurnsPercentIntoBytes) {
  EXPECT_EQ(decode_path("a%2Fb%c3%A4+c"), "a/b\xc3\xa4+c");
  EXPECT_EQ(decode_query("a+b%2B"), "a b+");
  EXPECT_EQ(decode_path("%252e"), "%2e");
}

TEST(Decoding, RefusesWhatIsNoByte) {
  for (const char* text : {"%", "%4", "%4g", "%-1", "%00", "a%"}) {
    EXPECT_EQ(decode_path(text), std::nullopt) << text;
  }
  EXPECT_EQ(decode_query(std::string_view("a\0", 2)), std::nullopt);
}

}  // namespace
}  // namespace shiplog::api
