#include "api/http/encoding.h"

#include <gtest/gtest.h>

#include <optional>

namespace shiplog::api {
namespace {

TEST(Encoding, IsTheSmallestOfThoseLikedBest) {
  EXPECT_EQ(preferred_encoding("gzip, deflate, br, zstd"), Encoding::Brotli);
  EXPECT_EQ(preferred_encoding("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
  EXPECT_EQ(preferred_encoding("GZIP"), Encoding::Gzip);
  EXPECT_EQ(preferred_encoding("*"), Encoding::Brotli);
  EXPECT_EQ(preferred_encoding("br;q=0, *"), Encoding::Gzip);
  EXPECT_EQ(preferred_encoding("gzip ; q=0.001"), Encoding::Gzip);
}

TEST(Encoding, IsNoneWhereNoneIsWanted) {
  EXPECT_EQ(preferred_encoding(std::nullopt), Encoding::Identity);
  EXPECT_EQ(preferred_encoding(""), Encoding::Identity);
  EXPECT_EQ(preferred_encoding("gzip;q=0, br;q=0.000"), Encoding::Identity);
  EXPECT_EQ(preferred_encoding("identity;q=1, br;q=0.5"), Encoding::Identity);
  EXPECT_EQ(preferred_encoding("brotli, xgzip"), Encoding::Identity);
  EXPECT_EQ(preferred_encoding("br;q=0.x"), Encoding::Identity);
}

}  // namespace
}  // namespace shiplog::api
