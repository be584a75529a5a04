#include "sources/github/query_fitting.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace shiplog {
namespace {

const char* const kDocument =
    "# What it is for.\n"
    "query Q($n: Int = 25) {\n"
    "\n"
    "  id name(like: \"# no comment\")  # why\n"
    "  fullDatabaseId # optional\r\n"
    "  total: totalCommentsCount # optional\n"
    "}";

TEST(QueryFitting, SendsNoCommentsNorIndentation) {
  const QueryFitting fitting;
  EXPECT_EQ(fitting.fit(kDocument),
            "query Q($n: Int = 25) {\nid name(like: \"# no comment\")\nfullDatabaseId\n"
            "total: totalCommentsCount\n}\n");
  EXPECT_EQ(fitting.fit(""), "");
}

TEST(QueryFitting, LeavesOutOptionalLinesOfWhatIsNotKnown) {
  QueryFitting fitting;
  fitting.learn("totalCommentsCount");
  EXPECT_EQ(fitting.fit(kDocument),
            "query Q($n: Int = 25) {\nid name(like: \"# no comment\")\nfullDatabaseId\n}\n");
  fitting.learn("fullDatabase");  // A part of a word is another word.
  EXPECT_NE(fitting.fit(kDocument).find("fullDatabaseId"), std::string::npos);
  EXPECT_EQ(fitting.unknown_names(),
            (std::set<std::string, std::less<>>{"fullDatabase", "totalCommentsCount"}));
}

TEST(QueryFitting, KeepsWhatIsNotOptional) {
  QueryFitting fitting;
  const std::string before = fitting.fit(kDocument);
  fitting.learn("id");
  fitting.learn("");
  EXPECT_EQ(fitting.fit(kDocument), before);
}

}  // namespace
}  // namespace shiplog
