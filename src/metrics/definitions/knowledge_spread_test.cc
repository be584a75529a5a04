#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class KnowledgeSpread : public MetricFixture {
 protected:
  KnowledgeSpread() : MetricFixture(metrics::kKnowledgeSpread) {}
};

TEST_F(KnowledgeSpread, IsDirectoriesOfOnePersonOverTouched) {
  shard.change({.id = "1", .author = "ada", .merged_at = at(1), .directories = {"src/a", "src/b"}});
  shard.change({.id = "2", .author = "bob", .merged_at = at(2), .directories = {"src/b"}});
  shard.change({.id = "3", .author = "ada", .merged_at = at(3), .directories = {"src/a"}});
  shard.change({.id = "4", .author = "x[bot]", .merged_at = at(3), .directories = {"src/a"}});
  shard.change({.id = "5", .author = "bob", .merged_at = at(-3), .directories = {"src/a"}});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().count, 2U);
}

TEST_F(KnowledgeSpread, ListsDirectoriesAndNotPeople) {
  shard.change({.id = "1", .author = "ada", .merged_at = at(1), .directories = {"src/a"}});
  const auto items = explain(metric, query, snapshot()).items;
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].subject, "src/a");
  EXPECT_EQ(items[0].value, 1);
  EXPECT_EQ(items[0].repository, "acme/api");
}

TEST_F(KnowledgeSpread, OfTheSamePathInTwoRepositoriesIsTwo) {
  ShardFixture other("acme/web");
  other.change({.id = "1", .author = "ada", .merged_at = at(1), .directories = {"src/a"}});
  shard.change({.id = "1", .author = "bob", .merged_at = at(1), .directories = {"src/a"}});
  const Snapshot both = snapshot_of({shard.build(), other.build()}, query.now);
  EXPECT_EQ(evaluate(metric, query, both).total.count, 2U);
  EXPECT_EQ(evaluate(metric, query, both).total.value, 1);
}

TEST_F(KnowledgeSpread, IsAbsentWhereNoDirectoryIsKnown) {
  shard.change({.id = "1", .merged_at = at(1)});
  EXPECT_EQ(total().absent, "no merged change of the window is known to have touched a directory");
}

}  // namespace
}  // namespace shiplog
