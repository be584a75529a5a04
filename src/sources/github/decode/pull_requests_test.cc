#include "sources/github/decode/pull_requests.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/iso_time.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

class PullRequestPartsTest : public ::testing::Test {
 protected:
  // The facts of a pull request with these members more, and this timeline.
  void decode(std::string_view members, std::string_view timeline = "") {
    const std::string json = R"({"id":"PR_1","number":7,"createdAt":"2026-01-02T03:04:05Z",)"
                             R"("updatedAt":"2026-01-03T00:00:00Z")" +
                             std::string(members) +
                             R"(,"timelineItems":{"pageInfo":{"hasNextPage":false},"nodes":[)" +
                             std::string(timeline) + "]}}";
    const Json node = document.parse(json).value();
    std::optional<PullRequestParts> parts = PullRequestParts::begin(node, decoding);
    ASSERT_TRUE(parts.has_value());
    EXPECT_TRUE(parts->is_whole());
    records.clear();
    std::move(*parts).tell(records);
    people.tell(records);
  }

  template <typename T>
  std::vector<T> all() {
    std::vector<T> facts;
    FactReader reader;
    for (const FactRecord& record : records) {
      Fact fact = reader.read_stored(record.line).value();
      if (T* const found = std::get_if<T>(&fact)) {
        facts.push_back(std::move(*found));
      }
    }
    return facts;
  }
  PullRequest pull() { return all<PullRequest>().at(0); }

  JsonDocument document;
  ActorBook people;
  Oddities oddities;
  Decoding decoding{.repository = "R_1", .people = people, .oddities = oddities};
  std::vector<FactRecord> records;
};

TEST_F(PullRequestPartsTest, TellWhatGitHubSaysOfIt) {
  decode(
      R"(,"title":"Fix it","isDraft":true,"additions":3,"deletions":0,"changedFiles":1,)"
      R"("baseRefName":"main","headRefName":"fix","headRefOid":"abc",)"
      R"("author":{"__typename":"User","id":"U_1","login":"ada","name":"Ada"},)"
      R"("labels":{"nodes":[{"name":"bug"}]},"closingIssuesReferences":{"nodes":[{"id":"I_1"}]})");
  EXPECT_EQ(records[0].line,
            R"({"kind":"pull_request","id":"PR_1","repository":"R_1","number":7,)"
            R"("created_at":"2026-01-02T03:04:05Z","title":"Fix it","author":"U_1",)"
            R"("updated_at":"2026-01-03T00:00:00Z","base":"main","head":"fix",)"
            R"("head_commit":"abc","is_draft":true,"additions":3,"deletions":0,)"
            R"("changed_files":1,"labels":["bug"],"closes_issues":["I_1"],"commits":[],)"
            R"("events":[]})");
  EXPECT_EQ(records[1].line, R"({"kind":"person","id":"U_1","login":"ada","name":"Ada"})");
}

TEST_F(PullRequestPartsTest, LeaveADeletedAuthorToTheGhost) {
  decode(R"(,"author":null,"mergedBy":null)",
         R"({"__typename":"IssueComment","id":"C_1","createdAt":"2026-01-02T04:00:00Z",)"
         R"("author":null})");
  EXPECT_FALSE(pull().author.has_value());
  EXPECT_FALSE(all<Comment>().at(0).author.has_value());
  EXPECT_TRUE(all<Person>().empty());
}

TEST_F(PullRequestPartsTest, KnowBotsAgentsAndMannequins) {
  decode(R"(,"author":{"__typename":"Bot","id":"BOT_1","login":"dependabot"})",
         R"({"__typename":"PullRequestReview","id":"V_1","state":"COMMENTED",)"
         R"("submittedAt":"2026-01-02T04:00:00Z",)"
         R"("author":{"__typename":"Bot","id":"BOT_2","login":"copilot-swe-agent"}},)"
         R"({"__typename":"ClosedEvent","createdAt":"2026-01-02T05:00:00Z",)"
         R"("actor":{"__typename":"Mannequin","id":"M_1","login":"old-hand"}})");
  const std::vector<Person> met = all<Person>();
  ASSERT_EQ(met.size(), 3U);
  EXPECT_EQ(met[0].is_bot, true);
  EXPECT_FALSE(met[0].actor_class.has_value());
  EXPECT_EQ(met[1].actor_class, "agent");
  EXPECT_EQ(met[2].login, "old-hand");
  EXPECT_FALSE(met[2].is_bot.has_value());
}

TEST_F(PullRequestPartsTest, TakeTheMergeCommitOnlyOfWhatWasMerged) {
  decode(R"(,"mergeCommit":{"oid":"trial"})");
  EXPECT_FALSE(pull().merge_commit.has_value());
  decode(R"(,"mergedAt":"2026-01-03T00:00:00Z","mergeCommit":{"oid":"merge"})");
  EXPECT_EQ(pull().merge_commit, "merge");
}

TEST_F(PullRequestPartsTest, FindALostMergeCommitInTheTimeline) {
  decode(
      R"(,"mergedAt":"2026-01-03T00:00:00Z","mergeCommit":null)",
      R"({"__typename":"MergedEvent","createdAt":"2026-01-03T00:00:00Z",)"
      R"("actor":{"__typename":"User","id":"U_1","login":"ada"},"mergeCommit":{"oid":"merge"}})");
  EXPECT_EQ(pull().merge_commit, "merge");
  EXPECT_EQ(pull().events.at(0).type, "merged");
}

TEST_F(PullRequestPartsTest, TellCommitsAndWhoWroteThem) {
  decode("",
         R"({"__typename":"PullRequestCommit","commit":{"oid":"c1",)"
         R"("authoredDate":"2026-01-01T00:00:00+02:00","committedDate":"2026-01-01T01:00:00Z",)"
         R"("author":{"name":"Ada","email":"ada@example.com","user":{"id":"U_1","login":"ada"}}}},)"
         R"({"__typename":"PullRequestCommit","commit":{"oid":"c2","author":)"
         R"({"name":"Grace","email":"grace@example.com","user":null}}})");
  ASSERT_EQ(pull().commits.size(), 2U);
  EXPECT_EQ(pull().commits[0].author, "U_1");
  EXPECT_EQ(format_time(*pull().commits[0].authored_at), "2025-12-31T22:00:00Z");
  EXPECT_TRUE(pull().commits[1].author->starts_with("git:"));
  EXPECT_EQ(all<Person>().at(1).login, "Grace");
}

TEST_F(PullRequestPartsTest, RememberHowOldWhatAForcePushTookAwayWas) {
  decode("", R"({"__typename":"HeadRefForcePushedEvent","createdAt":"2026-01-02T06:00:00Z",)"
             R"("beforeCommit":{"authoredDate":"2025-12-24T00:00:00Z",)"
             R"("committedDate":"2025-12-25T00:00:00Z"}})");
  EXPECT_EQ(pull().events.at(0).type, "force_pushed");
  EXPECT_EQ(format_time(*records[0].earliest_commit_at), "2025-12-24T00:00:00Z");
}

TEST_F(PullRequestPartsTest, TellTheWayIntoAndOutOfDraftAndWhoWasAsked) {
  decode("", R"({"__typename":"ConvertToDraftEvent","createdAt":"2026-01-02T06:00:00Z"},)"
             R"({"__typename":"ReadyForReviewEvent","createdAt":"2026-01-02T07:00:00Z"},)"
             R"({"__typename":"ReviewRequestedEvent","createdAt":"2026-01-02T08:00:00Z",)"
             R"("requestedReviewer":{"__typename":"User","id":"U_2","login":"grace"}},)"
             R"({"__typename":"ReviewRequestedEvent","createdAt":"2026-01-02T08:00:00Z",)"
             R"("requestedReviewer":{"__typename":"Team","id":"T_1"}},)"
             R"({"__typename":"ReviewRequestRemovedEvent","createdAt":"2026-01-02T09:00:00Z",)"
             R"("requestedReviewer":null},)"
             R"({"__typename":"BaseRefChangedEvent","createdAt":"2026-01-02T09:30:00Z",)"
             R"("currentRefName":"release"},)"
             R"({"__typename":"AddedToMergeQueueEvent","createdAt":"2026-01-02T10:00:00Z"},)"
             R"({"__typename":"RemovedFromMergeQueueEvent","createdAt":"2026-01-02T11:00:00Z"})");
  std::vector<std::string> told;
  for (const PullRequestEvent& event : pull().events) {
    told.push_back(event.type + " " + event.subject.value_or("-"));
  }
  EXPECT_EQ(told, (std::vector<std::string>{"converted_to_draft -", "ready_for_review -",
                                            "review_requested U_2", "review_requested T_1",
                                            "review_request_removed -", "base_changed release",
                                            "queued -", "dequeued -"}));
}

TEST_F(PullRequestPartsTest, LeaveOutAReviewThatIsStillBeingWritten) {
  decode("", R"({"__typename":"PullRequestReview","id":"V_1","state":"PENDING",)"
             R"("submittedAt":null})");
  EXPECT_TRUE(all<Review>().empty());
}

TEST_F(PullRequestPartsTest, CountWhatTheyDoNotKnowAndGoOn) {
  decode("", R"({"__typename":"NewThingEvent"},{"__typename":"NewThingEvent"},)"
             R"({"__typename":"PullRequestReview","id":"V_1","state":"BLESSED",)"
             R"("submittedAt":"2026-01-02T04:00:00Z"})");
  EXPECT_EQ(all<Review>().at(0).state, "commented");
  const std::vector<std::string> notes = oddities.take_notes();
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_NE(notes[0].find("'blessed' (1 time)"), std::string::npos);
  EXPECT_NE(notes[1].find("'NewThingEvent' (2 times)"), std::string::npos);
  EXPECT_TRUE(oddities.take_notes().empty());
}

TEST_F(PullRequestPartsTest, AreNoneWithoutWhatEveryOneHas) {
  for (const char* const json :
       {R"({})", R"({"id":"PR_1","number":1})",
        R"({"id":"PR\u0001","number":1,"updatedAt":"2026-01-03T00:00:00Z"})",
        R"({"id":"PR_1","number":-1,"updatedAt":"2026-01-03T00:00:00Z"})"}) {
    EXPECT_FALSE(PullRequestParts::begin(document.parse(json).value(), decoding).has_value())
        << json;
  }
}

}  // namespace
}  // namespace shiplog
