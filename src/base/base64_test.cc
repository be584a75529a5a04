#include "base/base64.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(Base64Url, AgreesWithItsStandard) {
  EXPECT_EQ(base64url(""), "");
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("fo"), "Zm8");
  EXPECT_EQ(base64url("foo"), "Zm9v");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
}

}  // namespace
}  // namespace shiplog
