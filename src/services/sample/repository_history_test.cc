#include "services/sample/repository_history.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <variant>

#include "base/iso_time.h"
#include "base/result.h"
#include "domain/facts.h"
#include "services/sample/organisation.h"
#include "services/sample/sample.h"

namespace shiplog::sample {
namespace {

// A pull request that git knows has merged, so one that is still under way at the end is
// merged in a hurry, and with it the commits that were yet to come.
TEST(RepositoryHistory, EndsAtItsEndWhereEverythingMerges) {
  const SampleOptions options = {.until = parse_time("2026-01-01T00:00:00Z").value()};
  const Organisation organisation(options, 1, 18);
  RepositoryPlan plan = organisation.repositories().front();
  plan.is_git_only = true;
  plan.merge_method = MergeMethod::Merge;
  plan.changes = 30'000;
  std::int64_t commits = 0;
  std::int64_t pulls = 0;
  const auto see = [&](const Fact& fact) -> Result<Unit> {
    if (const auto* commit = std::get_if<Commit>(&fact)) {
      ++commits;
      EXPECT_LE(*commit->committed_at, options.until);
      EXPECT_LE(*commit->authored_at, options.until);
    }
    if (const auto* pull = std::get_if<PullRequest>(&fact)) {
      ++pulls;
      EXPECT_LE(pull->merged_at, options.until);
    }
    return Unit{};
  };
  ASSERT_TRUE(RepositoryHistory(organisation, plan, options.seed).write(see));
  EXPECT_GT(commits, 30'000);
  EXPECT_GT(pulls, 25'000);
}

}  // namespace
}  // namespace shiplog::sample
