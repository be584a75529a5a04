#include "metrics/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "metrics/formula.h"

namespace shiplog {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

TEST(MetricCatalog, EveryMetricIsCompleteAndItsIdItsOwn) {
  std::set<std::string_view> ids;
  for (const Metric* const metric : metric_catalog()) {
    SCOPED_TRACE(metric->id);
    EXPECT_TRUE(ids.insert(metric->id).second);
    EXPECT_THAT(std::string(metric->id), MatchesRegex("[a-z_]+"));
    EXPECT_TRUE(metric->question.ends_with("?"));
    EXPECT_TRUE(metric->definition.ends_with("."));
    EXPECT_TRUE(metric->caveat.ends_with("."));
    EXPECT_FALSE(metric->title.empty());
    ASSERT_NE(metric->formula, nullptr);
    EXPECT_NE(metric->formula->judge, nullptr);
    EXPECT_FALSE(metric->formula->absent.empty());
    EXPECT_LE(metric->formula->parts.size(), kMostParts);
    EXPECT_EQ(metric->formula->parts.empty(), metric->formula->values_of_parts == nullptr);
  }
}

TEST(MetricCatalog, HeadlineBeginsWithTheFiveOfDora) {
  std::size_t of_dora = 0;
  for (const Metric* const metric : headline_metrics()) {
    EXPECT_TRUE(find_metric(metric->id));
    of_dora += metric->is_dora ? 1 : 0;
  }
  EXPECT_EQ(of_dora, 5U);
  EXPECT_EQ(headline_metrics().front()->id, "lead_time");
}

TEST(MetricCatalog, UnknownIdNamesTheNearest) {
  const Result<const Metric*> found = find_metric("lead_tiem");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::NotFound);
  EXPECT_THAT(found.error().message, HasSubstr("lead_time"));
}

}  // namespace
}  // namespace shiplog
