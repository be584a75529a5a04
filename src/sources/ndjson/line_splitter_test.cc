#include "sources/ndjson/line_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "sources/line_source.h"
#include "sources/ndjson/text_stream.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string shown(const SourceLine& line) {
  return std::to_string(line.number) + ":" +
         (line.is_too_long ? "too long" : std::string(line.text));
}

std::vector<std::string> lines_of(std::unique_ptr<ByteStream> bytes) {
  LineSplitter splitter(std::move(bytes), "facts");
  std::vector<std::string> lines;
  while (const auto line = splitter.next({}).value()) {
    lines.push_back(shown(*line));
  }
  return lines;
}

std::vector<std::string> lines_of(const std::string& text, std::size_t bite = SIZE_MAX) {
  return lines_of(std::make_unique<TextStream>(text, bite));
}

TEST(LineSplitter, NumbersLinesAndPassesOverBlankOnes) {
  EXPECT_THAT(lines_of("a\n\n \t\nb\n"), ElementsAre("1:a", "4:b"));
  EXPECT_THAT(lines_of(""), IsEmpty());
  EXPECT_THAT(lines_of("\n\n"), IsEmpty());
}

TEST(LineSplitter, GivesOutALastLineWithoutItsEnd) {
  EXPECT_THAT(lines_of("a\nb"), ElementsAre("1:a", "2:b"));
}

TEST(LineSplitter, AcceptsWindowsLineEnds) {
  EXPECT_THAT(lines_of("a\r\n\r\nb\r"), ElementsAre("1:a", "3:b"));
}

TEST(LineSplitter, PassesOverAByteOrderMarkAtTheStartOnly) {
  EXPECT_THAT(lines_of("\xEF\xBB\xBF"
                       "a\n\xEF\xBB\xBF"
                       "b\n"),
              ElementsAre("1:a",
                          "2:\xEF\xBB\xBF"
                          "b"));
  EXPECT_THAT(lines_of("\xEF\xBB\xBF\n"), IsEmpty());
}

TEST(LineSplitter, GivesOutTheSameLinesHoweverTheBytesArrive) {
  const std::string text = "one\r\n\ntwo\nthree three three\n\r\nfour";
  const auto expected = lines_of(text);
  for (std::size_t bite = 1; bite < text.size(); ++bite) {
    EXPECT_EQ(lines_of(text, bite), expected) << bite;
  }
}

TEST(LineSplitter, GivesOutALineOfTheGreatestLength) {
  const std::string longest(kLineBytesMax, 'x');
  EXPECT_THAT(lines_of("a\n" + longest + "\r\nb\n"), ElementsAre("1:a", "2:" + longest, "3:b"));
  EXPECT_THAT(lines_of(longest), ElementsAre("1:" + longest));
}

TEST(LineSplitter, KeepsTheNumberOfALineThatIsTooLong) {
  const std::string too_long(kLineBytesMax + 1, 'x');
  EXPECT_THAT(lines_of("a\n" + too_long + "\nb\n"), ElementsAre("1:a", "2:too long", "3:b"));
  EXPECT_THAT(lines_of(too_long + too_long, 1'000'003), ElementsAre("1:too long"));
}

// A gigabyte of the same letter.
class EndlessLine final : public ByteStream {
 public:
  Result<std::size_t> read(std::span<char> into, const std::stop_token& /*stop*/) override {
    const std::size_t count = std::min(into.size(), left_);
    std::fill_n(into.begin(), count, 'x');
    left_ -= count;
    return count;
  }
  std::int64_t position() const override { return 0; }
  std::optional<std::int64_t> size() const override { return std::nullopt; }

 private:
  std::size_t left_ = std::size_t{1} << 30;
};

TEST(LineSplitter, DoesNotHoldAGigabyteThatIsOneLine) {
  const auto peak_kibibytes = [] {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const auto before = peak_kibibytes();
  EXPECT_THAT(lines_of(std::make_unique<EndlessLine>()), ElementsAre("1:too long"));
  EXPECT_LT(peak_kibibytes() - before, 200 * 1024);
}

class BrokenStream final : public ByteStream {
 public:
  Result<std::size_t> read(std::span<char> into, const std::stop_token& stop) override {
    if (std::exchange(is_first_, false)) {
      return text_.read(into, stop);
    }
    return Error{ErrorCode::InvalidInput, "broken"};
  }
  std::int64_t position() const override { return 0; }
  std::optional<std::int64_t> size() const override { return std::nullopt; }

 private:
  TextStream text_{"a\nhalf a li"};
  bool is_first_ = true;
};

TEST(LineSplitter, KeepsHalfALineToItselfWhenTheStreamBreaks) {
  LineSplitter splitter(std::make_unique<BrokenStream>(), "facts");
  EXPECT_EQ(shown(splitter.next({}).value().value()), "1:a");
  EXPECT_EQ(splitter.next({}).error().message, "broken");
}

}  // namespace
}  // namespace shiplog
