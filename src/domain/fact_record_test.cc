#include "domain/fact_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/iso_time.h"
#include "domain/fact_reader.h"
#include "domain/fact_shape.h"
#include "domain/facts.h"

namespace shiplog {
namespace {

using testing::HasSubstr;
using testing::Not;

Fact read(std::string_view line) {
  FactReader reader;
  return std::move(reader.read_stored(line)).value();
}

FactRecord record_of(std::string_view line) { return to_record(read(line)); }

Timestamp at(std::string_view text) { return parse_time(text).value(); }

// One line of every kind, with every field, in canonical form.
constexpr std::array<std::string_view, kFactKindCount> kFullLines = {
    R"({"kind":"repository","id":"R","full_name":"a/b","default_branch":"main","created_at":"2024-01-01T00:00:00Z","is_private":true,"is_archived":false,"language":"C++","topics":["x","y"],"updated_at":"2024-01-02T00:00:00.5Z"})",
    R"({"kind":"person","id":"P","login":"ada","name":"Ada","is_bot":false,"class":"human","aliases":["a2"],"time_zone":"Europe/London"})",
    R"({"kind":"team","id":"T","slug":"core","name":"Core","members":["P"],"repositories":["R"],"parent":"T0"})",
    R"({"kind":"commit","repository":"R","sha":"c1","parents":["c0"],"author":"P","authored_at":"2024-01-01T00:00:00Z","committed_at":"2024-01-01T00:00:01Z","additions":1,"deletions":2,"changed_files":3,"headline":"Fix \"it\"","is_revert_of":"b1","directories":["src/base"]})",
    R"({"kind":"pull_request","id":"PR","repository":"R","number":1,"created_at":"2024-01-01T00:00:00Z","title":"t","author":"P","updated_at":"2024-01-03T00:00:00Z","closed_at":"2024-01-03T00:00:00Z","merged_at":"2024-01-03T00:00:00Z","merged_by":"P","merge_commit":"m","base":"main","head":"fix","head_commit":"h","is_draft":false,"additions":9223372036854775807,"deletions":0,"changed_files":3,"labels":["l"],"closes_issues":["I"],"directories":["src"],"commits":[{"sha":"h","authored_at":"2023-12-31T00:00:00Z","committed_at":"2024-01-01T00:00:00Z","author":"P"},{"sha":"g"}],"events":[{"type":"review_requested","at":"2024-01-01T00:00:00Z","actor":"P","subject":"Q"}]})",
    R"({"kind":"review","id":"V","pull_request":"PR","submitted_at":"2024-01-01T00:00:00.000001Z","state":"approved","author":"Q"})",
    R"({"kind":"comment","id":"K","pull_request":"PR","created_at":"0001-01-01T00:00:00Z","author":"Q"})",
    R"({"kind":"deployment","id":"D","repository":"R","environment":"prod","sha":"m","created_at":"2024-01-01T00:00:00Z","finished_at":"2024-01-01T00:01:00Z","status":"success","ref":"main","service":"api","fixes":"D0","statuses":[{"state":"success","at":"2024-01-01T00:01:00Z"}]})",
    R"({"kind":"release","id":"L","repository":"R","tag":"v1","published_at":"9999-12-31T23:59:59.999999Z","sha":"m","name":"One","is_prerelease":false,"is_draft":false})",
    R"({"kind":"issue","id":"I","repository":"R","number":2,"created_at":"2024-01-01T00:00:00Z","title":"t\u0000\n","author":"P","closed_at":"2024-01-02T00:00:00Z","updated_at":"2024-01-02T00:00:00Z","labels":["bug"]})",
    R"({"kind":"incident","id":"N","started_at":"2024-01-01T00:00:00Z","repository":"R","service":"api","title":"down","severity":"1","resolved_at":"2024-01-01T01:00:00Z","deployment":"D","url":"https://x/1"})",
    R"({"kind":"workflow_run","id":"W","repository":"R","name":"CI","created_at":"2024-01-01T00:00:00Z","started_at":"2024-01-01T00:00:01Z","finished_at":"2024-01-01T00:00:02Z","branch":"main","sha":"m","event":"push","conclusion":"success","attempt":1})",
    R"({"kind":"withdrawn","of":"commit","repository":"R","sha":"c1","at":"2024-01-01T00:00:00Z"})",
    R"({"kind":"correction","id":"X","at":"2024-01-01T00:00:00Z","by":"ada","of":"deployment","target":"D","field":"excluded","value":"true","reason":"a drill"})",
    R"({"kind":"annotation","id":"A","at":"2024-01-01T00:00:00Z","by":"ada","text":"moved","repository":"R","team":"T"})",
};

TEST(FactRecord, KeepsACanonicalLineByteForByte) {
  for (const std::string_view line : kFullLines) {
    EXPECT_EQ(record_of(line).line, line);
    EXPECT_EQ(export_line(record_of(line)).value(), line);
  }
}

// So that a field added to a shape must be added above too.
TEST(FactRecord, IsTestedWithEveryFieldOfEveryKind) {
  std::size_t index = 0;
  const auto expect_all_in_line = [&index]<typename T>(const T* /*tag*/) {
    const std::string_view line = kFullLines.at(index++);
    for_each_field<T>([line](const auto& field) {
      const bool is_elsewhere = field.name == "earliest_commit_at" ||
                                (std::is_same_v<T, Withdrawn> && field.name == "id");
      if (!is_elsewhere) {
        EXPECT_THAT(line, HasSubstr("\"" + std::string(field.name) + "\":"));
      }
    });
  };
  [&]<typename... T>(const std::variant<T...>* /*tag*/) {
    (expect_all_in_line(static_cast<const T*>(nullptr)), ...);
  }(static_cast<const Fact*>(nullptr));
}

TEST(FactRecord, PutsAnyLineIntoCanonicalForm) {
  EXPECT_EQ(record_of(R"( { "login" : "\u0061da", "colour": 1, "id":"P", "name": null,)"
                      R"( "aliases": ["a", "b"], "kind":"person" } )")
                .line,
            R"({"kind":"person","id":"P","login":"ada","aliases":["a","b"]})");
  EXPECT_EQ(
      record_of(R"({"kind":"comment","id":"K","pull_request":"PR",)"
                R"("created_at":"2024-01-01T02:00:00.1200009+02:00"})")
          .line,
      R"({"kind":"comment","id":"K","pull_request":"PR","created_at":"2024-01-01T00:00:00.12Z"})");
}

TEST(FactRecord, TellsAnEmptyListFromAnAbsentOne) {
  const std::string root = R"({"kind":"commit","repository":"R","sha":"c","parents":[]})";
  EXPECT_EQ(record_of(root).line, root);
  const std::string unknown = R"({"kind":"commit","repository":"R","sha":"c"})";
  EXPECT_EQ(record_of(unknown).line, unknown);
  EXPECT_EQ(record_of(R"({"kind":"commit","repository":"R","sha":"c","directories":null})").line,
            unknown);
}

TEST(FactRecord, IsKeyedByWhatIdentifiesTheFact) {
  EXPECT_EQ(record_of(kFullLines[0]).key, "R");
  EXPECT_EQ(record_of(kFullLines[3]).key,
            "R\x1f"
            "c1");
  EXPECT_EQ(record_of(kFullLines[12]).key,
            "commit\x1fR\x1f"
            "c1");
  EXPECT_EQ(
      record_of(R"({"kind":"withdrawn","of":"issue","id":"I","at":"2024-01-01T00:00:00Z"})").key,
      "issue\x1fI");
}

TEST(FactRecord, BelongsToItsOwner) {
  const std::array<std::string_view, kFactKindCount> owners = {
      "R", "", "", "R", "R", "PR", "PR", "R", "R", "R", "R", "R", "", "", "R"};
  for (std::size_t i = 0; i < owners.size(); ++i) {
    EXPECT_EQ(record_of(kFullLines.at(i)).owner, owners.at(i)) << kFullLines.at(i);
  }
  EXPECT_EQ(record_of(R"({"kind":"incident","id":"N","started_at":"2024-01-01T00:00:00Z"})").owner,
            "");
}

TEST(FactRecord, KnowsTheEarliestCommitOfAPullRequest) {
  EXPECT_EQ(record_of(kFullLines[4]).earliest_commit_at, at("2023-12-31T00:00:00Z"));
  EXPECT_EQ(record_of(kFullLines[3]).earliest_commit_at, std::nullopt);
}

TEST(FactRecord, ExportsAnEarliestCommitThatItsCommitsDoNotSay) {
  constexpr std::string_view kEarlier =
      R"({"kind":"pull_request","id":"1","repository":"R","number":1,"earliest_commit_at":"2020-01-01T00:00:00Z","commits":[{"sha":"a","authored_at":"2021-01-01T00:00:00Z"}]})";
  const FactRecord record = record_of(kEarlier);
  EXPECT_THAT(record.line, Not(HasSubstr("earliest_commit_at")));
  EXPECT_EQ(export_line(record).value(), kEarlier);
}

TEST(FactRecord, ExportsNoEarliestCommitThatItsCommitsSay) {
  const FactRecord record = record_of(
      R"({"kind":"pull_request","id":"1","repository":"R","number":1,"earliest_commit_at":"2022-01-01T00:00:00Z","commits":[{"sha":"a","authored_at":"2021-01-01T00:00:00Z"}]})");
  EXPECT_EQ(record.earliest_commit_at, at("2021-01-01T00:00:00Z"));
  EXPECT_EQ(export_line(record).value(), record.line);
}

TEST(FactRecord, CallsALineItCannotReadDamage) {
  FactRecord record{.kind = FactKind::PullRequest, .key = "1", .line = "{"};
  record.earliest_commit_at = Timestamp{};
  EXPECT_EQ(export_line(record).error().code, ErrorCode::Internal);
}

FactRecord version(std::string_view updated_at, std::string_view title) {
  std::string line = R"({"kind":"issue","id":"I","repository":"R","number":1,)"
                     R"("created_at":"2024-01-01T00:00:00Z","title":")" +
                     std::string(title) + "\"";
  if (!updated_at.empty()) {
    line += ",\"updated_at\":\"" + std::string(updated_at) + "\"";
  }
  return record_of(line + "}");
}

void expect_to_win(const FactRecord& winner, const FactRecord& loser) {
  FactRecord stored = loser;
  EXPECT_EQ(merge(stored, FactRecord(winner)), MergeOutcome::Changed);
  EXPECT_EQ(stored.line, winner.line);
  EXPECT_EQ(stored.updated_at, winner.updated_at);
  stored = winner;
  EXPECT_EQ(merge(stored, FactRecord(loser)), MergeOutcome::Unchanged);
  EXPECT_EQ(stored.line, winner.line);
}

TEST(Merge, LetsTheNewerVersionWin) {
  expect_to_win(version("2024-01-02T00:00:00.5Z", "a"), version("2024-01-02T00:00:00Z", "b"));
}

TEST(Merge, LetsAVersionWithATimeBeatOneWithout) {
  expect_to_win(version("2024-01-02T00:00:00Z", "a"), version("", "b"));
}

TEST(Merge, LetsTheBytewiseGreaterLineWinAmongEquals) {
  expect_to_win(version("", "b"), version("", "a"));
  expect_to_win(version("", "\xc3\xa9"), version("", "z"));
}

TEST(Merge, LetsTheLaterWithdrawalWin) {
  expect_to_win(
      record_of(R"({"kind":"withdrawn","of":"issue","id":"I","at":"2024-01-01T00:00:00.5Z"})"),
      record_of(R"({"kind":"withdrawn","of":"issue","id":"I","at":"2024-01-01T00:00:00Z"})"));
}

TEST(Merge, KeepsTheLeastEarliestCommitWhicheverWins) {
  const auto pull = [](std::string_view updated_at, std::string_view authored_at) {
    return record_of(
        R"({"kind":"pull_request","id":"1","repository":"R","number":1,"updated_at":")" +
        std::string(updated_at) + R"(","commits":[{"sha":"a","authored_at":")" +
        std::string(authored_at) + "\"}]}");
  };
  const FactRecord before = pull("2024-01-01T00:00:00Z", "2023-01-01T00:00:00Z");
  const FactRecord after = pull("2024-01-02T00:00:00Z", "2023-06-01T00:00:00Z");

  FactRecord stored = before;
  EXPECT_EQ(merge(stored, FactRecord(after)), MergeOutcome::Changed);
  EXPECT_EQ(stored.line, after.line);
  EXPECT_EQ(stored.earliest_commit_at, at("2023-01-01T00:00:00Z"));

  stored = after;
  EXPECT_EQ(merge(stored, FactRecord(before)), MergeOutcome::Changed);
  EXPECT_EQ(stored.line, after.line);
  EXPECT_EQ(merge(stored, FactRecord(before)), MergeOutcome::Unchanged);
}

// Draws values for every field of a shape, often absent and often alike, so that versions
// collide.
class RandomFacts {
 public:
  explicit RandomFacts(std::uint32_t seed) : random_(seed) {}

  Fact fact() {
    using Draw = Fact (*)(RandomFacts&);
    static constexpr auto kDraws = []<std::size_t... I>(std::index_sequence<I...>) {
      return std::array<Draw, sizeof...(I)>{[](RandomFacts& facts) {
        return Fact(facts.object<std::variant_alternative_t<I, Fact>>());
      }...};
    }(std::make_index_sequence<kFactKindCount>());
    return kDraws.at(below(kFactKindCount))(*this);
  }

  template <typename T>
  T object() {
    T out;
    for_each_field<T>([&](const auto& field) { draw(out.*field.member, field.rule); });
    return out;
  }

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

 private:
  void draw(std::string& out, FieldRule rule) {
    if (rule == FieldRule::ReviewState) {
      out = kReviewStates.at(below(kReviewStates.size()));
    } else if (rule == FieldRule::Free) {
      constexpr std::array<std::string_view, 5> kTexts = {"", "a\"\\/\b\n\x01", "é😀", "ab",
                                                          "\x7f"};
      out = kTexts.at(below(kTexts.size()));
    } else {
      out = below(2) == 0 ? "x" : "y/é 1";
    }
  }
  void draw(std::int64_t& out, FieldRule) { out = static_cast<std::int64_t>(below(3)); }
  void draw(bool& out, FieldRule) { out = below(2) == 0; }
  void draw(Timestamp& out, FieldRule) {
    out = Timestamp(Duration(static_cast<std::int64_t>(below(4)) * 500'000));
  }
  template <typename T>
  void draw(std::optional<T>& out, FieldRule rule) {
    if (below(2) == 0) {
      draw(out.emplace(), rule);
    }
  }
  template <typename T>
  void draw(std::vector<T>& out, FieldRule rule) {
    out.resize(below(3));
    for (T& item : out) {
      if constexpr (std::is_same_v<T, std::string>) {
        draw(item, rule);
      } else {
        item = object<T>();
      }
    }
  }

  std::mt19937 random_;
};

TEST(FactRecordProperty, IsAFixedPointOfReadingAndWriting) {
  RandomFacts random(1);
  for (int i = 0; i < 5'000; ++i) {
    const FactRecord record = to_record(random.fact());
    const FactRecord again = record_of(record.line);
    ASSERT_EQ(again.line, record.line);
    ASSERT_EQ(again.key, record.key);
    ASSERT_EQ(again.owner, record.owner);
    ASSERT_EQ(again.updated_at, record.updated_at);

    const std::string exported = export_line(record).value();
    const FactRecord imported = record_of(exported);
    ASSERT_EQ(imported.line, record.line);
    ASSERT_EQ(imported.earliest_commit_at, record.earliest_commit_at);
    ASSERT_EQ(export_line(imported).value(), exported);
  }
}

FactRecord merged(const std::vector<FactRecord>& versions) {
  FactRecord result = versions.front();
  for (const FactRecord& next : versions) {
    merge(result, FactRecord(next));
  }
  return result;
}

TEST(MergeProperty, ForgetsOrderAndRepetition) {
  RandomFacts random(2);
  std::mt19937 shuffling(3);
  for (int i = 0; i < 2'000; ++i) {
    std::vector<FactRecord> versions;
    for (std::size_t count = 2 + random.below(3); count > 0; --count) {
      auto pull = random.object<PullRequest>();
      pull.id = "PR";
      versions.push_back(to_record(pull));
    }
    const FactRecord expected = merged(versions);
    versions.push_back(versions.front());
    std::shuffle(versions.begin(), versions.end(), shuffling);
    const FactRecord actual = merged(versions);
    ASSERT_EQ(actual.line, expected.line);
    ASSERT_EQ(actual.earliest_commit_at, expected.earliest_commit_at);
    ASSERT_EQ(export_line(actual).value(), export_line(expected).value());
  }
}

TEST(MergeProperty, GroupsAsItLikes) {
  RandomFacts random(4);
  const auto joined = [](FactRecord a, const FactRecord& b) {
    merge(a, FactRecord(b));
    return a;
  };
  for (int i = 0; i < 2'000; ++i) {
    const FactRecord a = to_record(random.object<PullRequest>());
    const FactRecord b = to_record(random.object<PullRequest>());
    const FactRecord c = to_record(random.object<PullRequest>());
    const FactRecord left = joined(joined(a, b), c);
    const FactRecord right = joined(a, joined(b, c));
    ASSERT_EQ(left.line, right.line);
    ASSERT_EQ(left.earliest_commit_at, right.earliest_commit_at);
  }
}

}  // namespace
}  // namespace shiplog
