#include "sources/history/tag_version.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(TagVersion, IsFinished) {
  for (const char* tag :
       {"v1.2.3", "1.0", "release-2024-05-01", "7.2.4", "v2.0.0+build.5", "alphabet-1.0",
        "1.0-devon", "jdk-21", "v1.2.3a", "stable", "go1.21.3", "1.0.post1", "precise-1", ""}) {
    EXPECT_FALSE(is_prerelease_tag(tag)) << tag;
  }
}

TEST(TagVersion, IsOnTheWay) {
  for (const char* tag : {"v1.2.0-rc.1", "1.0b2", "v2.0.0a1", "3.1-alpha", "3.1-BETA2", "go1.21rc2",
                          "1.0.dev4", "nightly-2024-05-01", "nightly", "v7.0-preview.3",
                          "1.0-SNAPSHOT", "6.0.0.RC1", "5.0M3", "2.0.0-pre", "beta/1.2"}) {
    EXPECT_TRUE(is_prerelease_tag(tag)) << tag;
  }
}

}  // namespace
}  // namespace shiplog
