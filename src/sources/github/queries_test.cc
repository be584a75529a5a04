#include "sources/github/queries.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace shiplog {
namespace {

TEST(GitHubQueries, AreWholeDocuments) {
  EXPECT_GE(github_queries().size(), 10U);
  for (const GitHubQuery& query : github_queries()) {
    const std::string_view text = query.document;
    EXPECT_TRUE(text.starts_with("query " + std::string(query.operation))) << text.substr(0, 60);
    EXPECT_EQ(text.find("#include"), std::string_view::npos) << query.name;
    EXPECT_NE(text.find("fragment Price on Query"), std::string_view::npos) << query.name;
    EXPECT_EQ(std::count(text.begin(), text.end(), '{'), std::count(text.begin(), text.end(), '}'))
        << query.name;
  }
}

TEST(GitHubQueries, SayMarkedLinesAsOftenAsWanted) {
  const std::string_view document =
      "query Q($first: Int!,\n#repeat\n$id_0: ID!,\n#end\n) {\n#repeat\nitem_0: node(id: $id_0) "
      "{ first(first: 100) }\n#end\n}\n";
  EXPECT_EQ(repeated(document, 2),
            "query Q($first: Int!,\n$id_0: ID!,\n$id_1: ID!,\n) {\n"
            "item_0: node(id: $id_0) { first(first: 100) }\n"
            "item_1: node(id: $id_1) { first(first: 100) }\n}\n");
}

}  // namespace
}  // namespace shiplog
