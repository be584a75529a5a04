#include "domain/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <vector>

namespace shiplog {
namespace {

TEST(FactKinds, StandInTheOrderOfTheirNames) {
  std::vector<std::string_view> names;
  for (const FactKind kind : kinds_by_name()) {
    names.push_back(kind_name(kind));
  }
  EXPECT_THAT(names,
              testing::ElementsAre("annotation", "comment", "commit", "correction", "deployment",
                                   "incident", "issue", "person", "pull_request", "release",
                                   "repository", "review", "team", "withdrawn", "workflow_run"));
}

TEST(FactKinds, AreFoundByTheirNames) {
  for (const FactKind kind : kinds_by_name()) {
    EXPECT_EQ(find_kind(kind_name(kind)), kind);
  }
  EXPECT_EQ(find_kind("pull request"), std::nullopt);
  EXPECT_EQ(find_kind(""), std::nullopt);
}

TEST(FactKinds, NameTheAlternativesOfAFact) {
  EXPECT_EQ(kind_name(kind_of(Repository{})), "repository");
  EXPECT_EQ(kind_name(kind_of(PullRequest{})), "pull_request");
  EXPECT_EQ(kind_name(kind_of(WorkflowRun{})), "workflow_run");
  EXPECT_EQ(kind_name(kind_of(Annotation{})), "annotation");
}

}  // namespace
}  // namespace shiplog
