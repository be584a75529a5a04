#include "sources/git/merge_order.h"

#include <gtest/gtest.h>

#include <string>

namespace shiplog {
namespace {

// A graph of commits named by one letter.
class LetterGraph {
 public:
  LetterGraph& add(char commit, const std::string& parents = "") {
    std::string shas;
    for (const char parent : parents) {
      shas += (shas.empty() ? "" : " ") + sha(parent);
    }
    graph_.add(*parse_object_id(sha(commit)), shas);
    return *this;
  }

  MergeOrder order_from(char tip) const { return MergeOrder(graph_, index(tip)); }
  CommitIndex index(char commit) const { return *graph_.find(*parse_object_id(sha(commit))); }

  std::string letters(std::span<const CommitIndex> commits) const {
    std::string text;
    for (const CommitIndex commit : commits) {
      text += to_hex(graph_.id(commit), 40)[1];
    }
    return text;
  }
  std::string brought_by(const MergeOrder& order, char commit) const {
    return letters(order.brought_by(index(commit)));
  }

 private:
  // Letters a to f, as digits.
  static std::string sha(char letter) {
    return "0" + std::string(1, letter) + std::string(38, '0');
  }
  GitGraph graph_;
};

TEST(MergeOrder, GoesFromTheOldestToTheTip) {
  LetterGraph graph;
  graph.add('c', "b").add('b', "a").add('a');
  const MergeOrder order = graph.order_from('c');
  EXPECT_EQ(graph.letters(order.commits()), "abc");
  EXPECT_EQ(order.root(), graph.index('a'));
  EXPECT_EQ(graph.brought_by(order, 'c'), "");
}

TEST(MergeOrder, GivesAMergeWhatItBrought) {
  LetterGraph graph;
  graph.add('e', "dc").add('d', "a").add('c', "b").add('b', "a").add('a');
  const MergeOrder order = graph.order_from('e');
  EXPECT_EQ(graph.letters(order.commits()), "adbce");
  EXPECT_EQ(graph.brought_by(order, 'e'), "bc");
  EXPECT_TRUE(order.is_on_default_branch(graph.index('d')));
  EXPECT_FALSE(order.is_on_default_branch(graph.index('c')));
}

TEST(MergeOrder, GivesANestedMergeItsPart) {
  LetterGraph graph;
  // The branch d ← b merged c before e merged it.
  graph.add('e', "ad").add('d', "bc").add('c', "a").add('b', "a").add('a');
  const MergeOrder order = graph.order_from('e');
  EXPECT_EQ(graph.brought_by(order, 'd'), "c");
  EXPECT_EQ(graph.brought_by(order, 'e'), "bcd");
}

TEST(MergeOrder, GivesACommitToTheMergeThatCameFirst) {
  LetterGraph graph;
  // d and f both have b on their other side.
  graph.add('f', "de").add('e', "b").add('d', "ac").add('c', "b").add('b', "a").add('a');
  const MergeOrder order = graph.order_from('f');
  EXPECT_EQ(graph.brought_by(order, 'd'), "bc");
  EXPECT_EQ(graph.brought_by(order, 'f'), "e");
}

TEST(MergeOrder, TakesAllSidesOfAnOctopus) {
  LetterGraph graph;
  graph.add('e', "abcd").add('d', "a").add('c', "a").add('b', "a").add('a');
  EXPECT_EQ(graph.brought_by(graph.order_from('e'), 'e'), "bcd");
}

TEST(MergeOrder, EndsWhereCommitsWereNotRead) {
  LetterGraph graph;
  graph.add('d', "cb").add('c', "a");
  const MergeOrder order = graph.order_from('d');
  EXPECT_EQ(graph.letters(order.commits()), "cd");
  EXPECT_EQ(order.root(), graph.index('c'));
}

TEST(MergeOrder, IsTheSameForWhatCameBeforeAsTheBranchGrows) {
  LetterGraph before;
  before.add('d', "ac").add('c', "b").add('b', "a").add('a');
  LetterGraph after;
  after.add('f', "de").add('e', "c").add('d', "ac").add('c', "b").add('b', "a").add('a');
  const std::string grown = after.letters(after.order_from('f').commits());
  EXPECT_TRUE(grown.starts_with(before.letters(before.order_from('d').commits()))) << grown;
}

TEST(MergeOrder, IsNotHinderedByDepth) {
  GitGraph graph;
  std::string parent;
  std::string sha;
  for (int commit = 0; commit < 200'000; ++commit) {
    sha = std::to_string(1'000'000 + commit) + std::string(33, '0');
    graph.add(*parse_object_id(sha), parent);
    parent = sha;
  }
  const MergeOrder order(graph, *graph.find(*parse_object_id(sha)));
  EXPECT_EQ(order.commits().size(), 200'000U);
}

}  // namespace
}  // namespace shiplog
