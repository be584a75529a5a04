#include "domain/fact_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/iso_time.h"
#include "domain/fact_record.h"
#include "domain/facts.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

template <typename T>
T read_as(std::string_view line) {
  FactReader reader;
  FactReading reading = reader.read(line);
  if (const auto* refusal = std::get_if<FactRefusal>(&reading)) {
    ADD_FAILURE() << line << ": " << refusal->reason;
    return {};
  }
  const auto* fact = std::get_if<Fact>(&reading);
  if (fact == nullptr || !std::holds_alternative<T>(*fact)) {
    ADD_FAILURE() << line << ": another kind";
    return {};
  }
  return std::get<T>(*fact);
}

std::string why_refused(std::string_view line) {
  FactReader reader;
  const FactReading reading = reader.read(line);
  const auto* refusal = std::get_if<FactRefusal>(&reading);
  return refusal == nullptr ? "it was not refused" : refusal->reason;
}

TEST(FactReader, ReadsEveryFieldOfAPullRequest) {
  const auto pull = read_as<PullRequest>(
      R"({"kind":"pull_request","id":"PR_1","repository":"R","number":7,"title":"Add \"x\"",)"
      R"("created_at":"2024-03-04T05:06:07.25+01:00","is_draft":false,"additions":12,)"
      R"("labels":["bug","ui"],"commits":[{"sha":"a","authored_at":"2024-03-01T00:00:00Z"}],)"
      R"("events":[{"type":"closed","at":"2024-03-05T00:00:00Z","actor":"ada"}]})");
  EXPECT_EQ(pull.id, "PR_1");
  EXPECT_EQ(pull.number, 7);
  EXPECT_EQ(pull.title, "Add \"x\"");
  EXPECT_EQ(format_time(pull.created_at.value()), "2024-03-04T04:06:07.25Z");
  EXPECT_EQ(pull.is_draft, false);
  EXPECT_EQ(pull.additions, 12);
  EXPECT_EQ(pull.deletions, std::nullopt);
  EXPECT_THAT(pull.labels, ElementsAre("bug", "ui"));
  ASSERT_EQ(pull.commits.size(), 1U);
  EXPECT_EQ(pull.commits[0].committed_at, std::nullopt);
  ASSERT_EQ(pull.events.size(), 1U);
  EXPECT_EQ(pull.events[0].actor, "ada");
}

TEST(FactReader, TakesFieldsInAnyOrder) {
  const auto review = read_as<Review>(
      R"({"state":"approved","submitted_at":"2024-01-01T00:00:00Z","pull_request":"P",)"
      R"("id":"V","kind":"review"})");
  EXPECT_EQ(review.id, "V");
  EXPECT_EQ(review.state, "approved");
}

TEST(FactReader, TakesNullForAbsent) {
  const auto commit = read_as<Commit>(
      R"({"kind":"commit","repository":"R","sha":"a","author":null,"parents":null})");
  EXPECT_EQ(commit.author, std::nullopt);
  EXPECT_THAT(commit.parents, IsEmpty());
  EXPECT_EQ(why_refused(R"({"kind":"person","id":null,"login":"ada"})"), "a person without id");
}

TEST(FactReader, TakesAnEmptyReferenceForAbsent) {
  EXPECT_EQ(read_as<Commit>(R"({"kind":"commit","repository":"R","sha":"a","author":""})").author,
            std::nullopt);
}

TEST(FactReader, LetsTheLastOfARepeatedFieldCount) {
  EXPECT_EQ(read_as<Person>(R"({"kind":"person","id":"1","login":"a","login":"b"})").login, "b");
  EXPECT_EQ(
      read_as<Person>(R"({"kind":"person","id":"1","login":"a","name":"x","name":null})").name,
      std::nullopt);
}

TEST(FactReader, KeepsWordsThatTheFormatMayLearn) {
  EXPECT_EQ(
      read_as<Person>(R"({"kind":"person","id":"1","login":"a","class":"robot"})").actor_class,
      "robot");
  EXPECT_EQ(read_as<PullRequest>(R"({"kind":"pull_request","id":"1","repository":"R","number":1,)"
                                 R"("events":[{"type":"pinned","at":"2024-01-01T00:00:00Z"}]})")
                .events.at(0)
                .type,
            "pinned");
}

TEST(FactReader, NamesUnknownFieldsAndKeepsTheRest) {
  FactReader reader;
  const FactReading reading = reader.read(
      R"({"kind":"pull_request","id":"1","repository":"R","number":1,"colour":{"a":[1]},)"
      R"("commits":[{"sha":"a","tree":"b"}]})");
  EXPECT_TRUE(std::holds_alternative<Fact>(reading));
  EXPECT_THAT(reader.unknown_fields(),
              ElementsAre("pull_request.colour", "pull_request.commits.tree"));
  reader.read(R"({"kind":"person","id":"1","login":"a"})");
  EXPECT_THAT(reader.unknown_fields(), IsEmpty());
}

TEST(FactReader, HoldsNoMoreThanSomeUnknownFields) {
  std::string line = R"({"kind":"person","id":"1","login":"a")";
  for (int i = 0; i < 1000; ++i) {
    line += ",\"f" + std::to_string(i) + "\":1";
  }
  FactReader reader;
  EXPECT_TRUE(std::holds_alternative<Fact>(reader.read(line + "}")));
  EXPECT_EQ(reader.unknown_fields().size(), FactReader::kUnknownFieldsMax);
}

TEST(FactReader, PassesOverUnknownKinds) {
  FactReader reader;
  const FactReading reading = reader.read(R"({"kind":"sprint","id":1})");
  ASSERT_TRUE(std::holds_alternative<UnknownKind>(reading));
  EXPECT_EQ(std::get<UnknownKind>(reading).name, "sprint");
}

TEST(FactReader, SaysWhichKindItRefused) {
  FactReader reader;
  const FactReading reading = reader.read(R"({"kind":"review","id":"V"})");
  EXPECT_EQ(std::get<FactRefusal>(reading).kind, FactKind::Review);
}

struct RefusalCase {
  std::string_view line = {};
  std::string_view reason = {};
};

class FactReaderRefuses : public testing::TestWithParam<RefusalCase> {};

TEST_P(FactReaderRefuses, WithItsReason) {
  EXPECT_THAT(why_refused(GetParam().line), HasSubstr(std::string(GetParam().reason)));
}

constexpr std::string_view kSurrogate = R"({"kind":"person","id":"1","login":"\udc00"})";

INSTANTIATE_TEST_SUITE_P(
    Lines, FactReaderRefuses,
    testing::Values(
        RefusalCase{"hello", "is not JSON: 'hello'"},
        RefusalCase{R"({"kind":"person",)", "is not JSON"},
        RefusalCase{R"({"kind":"person","id":"1","login":"a"} {})", "is not JSON"},
        RefusalCase{R"({"kind":"person","id":"1","login":"a","x":tru})", "is not JSON"},
        RefusalCase{kSurrogate, "is not JSON"}, RefusalCase{"[1]", "is a list, not a JSON object"},
        RefusalCase{"7", "is 7, not a JSON object"}, RefusalCase{"{}", "has no kind"},
        RefusalCase{R"({"kind":3})", "kind is 3, not a text"},
        RefusalCase{R"({"kind":"person","login":"a"})", "a person without id"},
        RefusalCase{R"({"kind":"person","id":"","login":"a"})", "id is empty"},
        RefusalCase{R"({"kind":"person","id":12,"login":"a"})", "id is 12, not a text"},
        RefusalCase{R"({"kind":"person","id":"a\u0007","login":"a"})",
                    R"(id is 'a\x07', which holds a control character)"},
        RefusalCase{R"({"kind":"commit","repository":"R"})", "a commit without sha"},
        RefusalCase{R"({"kind":"pull_request","id":"1","repository":"R","number":-4})",
                    "number is -4, which is negative"},
        RefusalCase{R"({"kind":"pull_request","id":"1","repository":"R","number":1.5})",
                    "number is 1.5, not a whole number"},
        RefusalCase{R"({"kind":"pull_request","id":"1","repository":"R","number":"1"})",
                    "number is '1', not a whole number"},
        RefusalCase{
            R"({"kind":"commit","repository":"R","sha":"a","additions":9223372036854775808})",
            "additions is 9223372036854775808, beyond 2^63"},
        RefusalCase{
            R"({"kind":"commit","repository":"R","sha":"a","additions":99999999999999999999999})",
            "beyond 64 bits"},
        RefusalCase{R"({"kind":"repository","id":"1","full_name":"a/b","is_private":"no"})",
                    "is_private is 'no', not true or false"},
        RefusalCase{R"({"kind":"repository","id":"1","full_name":"a/b","topics":"x"})",
                    "topics is 'x', not a list"},
        RefusalCase{R"({"kind":"repository","id":"1","full_name":"a/b","topics":["x",null]})",
                    "topics[1] is null, not a text"},
        RefusalCase{R"({"kind":"team","id":"1","slug":"a","members":["x",""]})",
                    "members[1] is empty"},
        RefusalCase{R"({"kind":"repository","id":"1","full_name":"a/b","created_at":17})",
                    "created_at is 17, not a time"},
        RefusalCase{
            R"({"kind":"repository","id":"1","full_name":"a/b","created_at":"0000-01-01T00:00:00Z"})",
            "created_at: '0000-01-01T00:00:00Z' is no time"},
        RefusalCase{R"({"kind":"repository","id":"1","full_name":"a/b","created_at":"2024-01-01"})",
                    "created_at: '2024-01-01' is no time: it is a date alone"},
        RefusalCase{R"({"kind":"pull_request","id":"1","repository":"R","number":1,)"
                    R"("commits":[{"sha":"a"},{"sha":"b","authored_at":"x"}]})",
                    "commits[1].authored_at: 'x' is no time"},
        RefusalCase{
            R"({"kind":"pull_request","id":"1","repository":"R","number":1,"commits":[{}]})",
            "commits[0] without sha"},
        RefusalCase{
            R"({"kind":"pull_request","id":"1","repository":"R","number":1,"commits":["a"]})",
            "commits[0] is 'a', not an object"},
        RefusalCase{
            R"({"kind":"review","id":"1","pull_request":"P","submitted_at":"2024-01-01T00:00:00Z","state":"maybe"})",
            "state is 'maybe'; it must be approved, changes_requested, commented or dismissed"},
        RefusalCase{R"({"kind":"withdrawn","of":"issue","at":"2024-01-01T00:00:00Z"})",
                    "a withdrawn without id"},
        RefusalCase{
            R"({"kind":"withdrawn","of":"commit","id":"x","sha":"a","at":"2024-01-01T00:00:00Z"})",
            "a withdrawn commit without repository and sha"},
        RefusalCase{"\xff\xfe{", "is not valid UTF-8"}));

TEST(FactReader, RefusesANulByte) {
  using namespace std::string_view_literals;
  EXPECT_THAT(why_refused("{\"kind\":\"per\0son\"}"sv), HasSubstr("holds a NUL byte"));
}

TEST(FactReader, RefusesDeepNesting) {
  const std::string line =
      R"({"kind":"person","x":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
  EXPECT_THAT(why_refused(line), HasSubstr("levels deep"));
}

TEST(FactReader, RefusesIdsThatNoIndexWouldHold) {
  EXPECT_THAT(why_refused(R"({"kind":"person","login":"a","id":")" + std::string(513, 'x') + "\"}"),
              HasSubstr("longer than 512 bytes"));
}

TEST(FactReader, GoesOnAfterARefusalAndAHugeLine) {
  FactReader reader;
  reader.read("{");
  const std::string name(3'000'000, 'n');
  FactReading huge =
      reader.read(R"({"kind":"person","id":"1","login":"a","name":")" + name + "\"}");
  ASSERT_TRUE(std::holds_alternative<Fact>(huge));
  EXPECT_EQ(std::get<Person>(std::get<Fact>(huge)).name->size(), name.size());
  EXPECT_TRUE(
      std::holds_alternative<Fact>(reader.read(R"({"kind":"person","id":"1","login":"a"})")));
}

TEST(FactReader, CallsAStoredLineItCannotReadDamage) {
  FactReader reader;
  EXPECT_EQ(reader.read_stored("{\"kind\":").error().code, ErrorCode::Internal);
  EXPECT_EQ(reader.read_stored(R"({"kind":"sprint"})").error().code, ErrorCode::Internal);
  EXPECT_TRUE(reader.read_stored(R"({"kind":"person","id":"1","login":"a"})").has_value());
}

}  // namespace
}  // namespace shiplog
