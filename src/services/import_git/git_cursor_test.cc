#include "services/import_git/git_cursor.h"

#include <gtest/gtest.h>

#include <chrono>

namespace shiplog {
namespace {

TEST(GitCursor, ReadsBackWhatItWrites) {
  const GitCursor full{.tip = "aa",
                       .reading = "bb",
                       .since = Timestamp{std::chrono::seconds{1'700'000'000}},
                       .tags = "cc",
                       .shallow = "dd"};
  EXPECT_EQ(decode_git_cursor(encode(full)), full);
  EXPECT_EQ(decode_git_cursor(encode(GitCursor{})), GitCursor{});
}

TEST(GitCursor, IsAbsentForAnotherForm) {
  for (const char* text : {"", "2 tip=aa", "1 tip", "1 colour=red", "1 since=yesterday"}) {
    EXPECT_EQ(decode_git_cursor(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace shiplog
