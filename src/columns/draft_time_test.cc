#include "columns/draft_time.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/builders/fact_builder.h"

namespace shiplog {
namespace {

using std::chrono::days;

PullRequest opened() { return pull_request("PR_1").opened(day(0)).fact; }

TEST(DraftTime, SumsAllStretches) {
  PullRequest fact = opened();
  fact.events = {{.type = "ready_for_review", .at = day(2)},
                 {.type = "converted_to_draft", .at = day(5)},
                 {.type = "ready_for_review", .at = day(6)}};
  const DraftTime draft = draft_time(fact, kNever, day(9));
  EXPECT_TRUE(draft.was_draft);
  EXPECT_FALSE(draft.is_draft);
  EXPECT_EQ(draft.time, days(3));
}

TEST(DraftTime, EndsWithTheClose) {
  PullRequest fact = opened();
  fact.events = {{.type = "ready_for_review", .at = day(8)}};
  EXPECT_EQ(draft_time(fact, day(3), day(9)).time, days(3));
  EXPECT_TRUE(draft_time(fact, day(3), day(9)).is_draft);
}

TEST(DraftTime, GoesOnWhileItIsOpen) {
  PullRequest fact = opened();
  fact.events = {{.type = "ready_for_review", .at = day(1)},
                 {.type = "converted_to_draft", .at = day(4)},
                 {.type = "ready_for_review", .at = day(7)}};
  EXPECT_EQ(draft_time(fact, kNever, day(5)).time, days(1));
  EXPECT_EQ(draft_time(fact, kNever, day(5)).since, day(4));
  EXPECT_EQ(draft_time(fact, kNever, day(8)).since, kNever);
}

TEST(DraftTime, BeganReadyWhenItWasFirstPutIntoDraft) {
  PullRequest fact = opened();
  fact.events = {{.type = "converted_to_draft", .at = day(4)}};
  EXPECT_EQ(draft_time(fact, day(5), day(9)).time, days(1));
  EXPECT_FALSE(draft_time(fact, kNever, day(3)).was_draft);
}

TEST(DraftTime, WithoutEventsIsAsTheFactSays) {
  EXPECT_FALSE(draft_time(opened(), day(3), day(9)).was_draft);
  PullRequest fact = opened();
  fact.is_draft = true;
  EXPECT_EQ(draft_time(fact, day(3), day(9)).time, days(3));
}

TEST(DraftTime, OfWhatHasNoOpeningIsUnknown) {
  PullRequest fact;
  fact.is_draft = true;
  EXPECT_FALSE(draft_time(fact, day(3), day(9)).was_draft);
}

}  // namespace
}  // namespace shiplog
