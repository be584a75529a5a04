#include "columns/packed_column.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "columns/text_ref.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

template <typename Packing>
using Items = std::vector<typename Packing::Wide>;

// Empty when the items do not fit.
template <typename Packing>
Items<Packing> through_narrow(const Items<Packing>& items) {
  const std::vector<std::uint32_t> narrow = packed<Packing>(std::span(items));
  const PackedColumn<Packing> column(narrow.data(), narrow.size());
  return {column.begin(), column.end()};
}

template <typename Packing>
void expect_kept(const Items<Packing>& items) {
  EXPECT_EQ(through_narrow<Packing>(items), items);
}
template <typename Packing>
void expect_too_wide(const typename Packing::Wide& item) {
  EXPECT_EQ(through_narrow<Packing>({typename Packing::Wide{}, item}), Items<Packing>{});
}

TEST(PackedColumn, KeepsWholeSecondsOfTheNextHundredYears) {
  expect_kept<SecondsPacking>(
      {Timestamp{}, Timestamp(seconds(1)), kNever, Timestamp(seconds(4'294'967'294))});
}

TEST(PackedColumn, RoundsNoTime) {
  expect_too_wide<SecondsPacking>(Timestamp(microseconds(1)));
  expect_too_wide<SecondsPacking>(Timestamp(seconds(1) - microseconds(1)));
  expect_too_wide<SecondsPacking>(Timestamp(seconds(-1)));
  expect_too_wide<SecondsPacking>(Timestamp(seconds(4'294'967'295)));
  expect_too_wide<SecondsPacking>(Timestamp(seconds(4'294'967'296)));
  expect_too_wide<SecondsPacking>(Timestamp::min());
}

TEST(PackedColumn, KeepsNumbersOf32Bits) {
  expect_kept<NumberPacking>({-1, 0, 2'147'483'647, -2'147'483'648});
  expect_too_wide<NumberPacking>(2'147'483'648);
  expect_too_wide<NumberPacking>(-2'147'483'649);
  expect_too_wide<NumberPacking>(std::numeric_limits<std::int64_t>::max());
}

TEST(PackedColumn, KeepsShortTextsNearTheBegin) {
  expect_kept<TextPacking>({{.begin = 0, .size = 0},
                            {.begin = 8'388'607, .size = 255},
                            {.begin = kNameBit, .size = 0},
                            {.begin = kNameBit | 8'388'607, .size = 1}});
  expect_too_wide<TextPacking>({.begin = 8'388'608, .size = 1});
  expect_too_wide<TextPacking>({.begin = kNameBit | 8'388'608, .size = 1});
  expect_too_wide<TextPacking>({.begin = 1, .size = 256});
}

TEST(PackedColumn, ReadsWideItemsAsTheyAre) {
  const std::vector<std::int64_t> items = {5, 1LL << 40, -7};
  const PackedColumn<NumberPacking> column(items.data(), items.size());
  EXPECT_FALSE(column.is_narrow());
  EXPECT_EQ(column[1], 1LL << 40);
  EXPECT_THAT(column, testing::ElementsAreArray(items));
}

TEST(PackedColumn, IsSearchedAndCutLikeASpan) {
  const std::vector<std::uint32_t> seconds_since = {10, 20, 20, 30};
  const PackedColumn<SecondsPacking> column(seconds_since.data(), seconds_since.size());
  const auto found = std::lower_bound(column.begin(), column.end(), Timestamp(seconds(20)));
  EXPECT_EQ(found - column.begin(), 1);
  EXPECT_EQ(std::ranges::upper_bound(column, Timestamp(seconds(20))) - column.begin(), 3);
  EXPECT_THAT(column.subspan(2, 2),
              testing::ElementsAre(Timestamp(seconds(20)), Timestamp(seconds(30))));
  EXPECT_TRUE(column.subspan(4, 0).empty());
}

}  // namespace
}  // namespace shiplog
