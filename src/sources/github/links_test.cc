#include "sources/github/links.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(Links, FindTheNextPageAmongOthers) {
  EXPECT_EQ(
      next_link("<https://h/x?page=1>; rel=\"prev\", <https://h/x?a=1,2&page=3>; rel=\"next\", "
                "<https://h/x?page=9>; rel=\"last\""),
      "https://h/x?a=1,2&page=3");
  for (const char* header : {"", "<https://h/x>; rel=\"last\"", "<https://h/x", "rel=\"next\"",
                             "<https://h/x>; rel=\"last\", ; rel=\"next", "<>"}) {
    EXPECT_EQ(next_link(header), "") << header;
  }
}

TEST(Links, TellWhereSomethingMovedTo) {
  EXPECT_EQ(moved_to("https://h/1", R"({"url":"https://h/2"})"), "https://h/1");
  EXPECT_EQ(moved_to("", R"({"message":"Moved","url":"https://h/2"})"), "https://h/2");
  for (const char* body : {"", "{}", "[]", "{\"url\":1}", "<html>"}) {
    EXPECT_EQ(moved_to("", body), "") << body;
  }
}

}  // namespace
}  // namespace shiplog
