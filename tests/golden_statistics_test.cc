// Our statistics against reference values that R and SciPy computed. The file is not
// part of the project; without it these tests are skipped, and those beside the code,
// which hold a few of its values, still run.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stats/kaplan_meier.h"
#include "stats/poisson.h"
#include "stats/quantile.h"
#include "stats/rate.h"

namespace shiplog {
namespace {

namespace dom = simdjson::dom;

constexpr double kTolerance = 1e-6;

std::filesystem::path shared_data() {
  const char* const folder = std::getenv("SHIPLOG_SHARED_DATA");
  return folder != nullptr ? std::filesystem::path(folder)
                           : std::filesystem::path(SOURCE_DIR) / "../shared/data";
}

std::vector<double> numbers(dom::element array) {
  std::vector<double> values;
  for (const dom::element element : array.get_array()) {
    values.push_back(element.get_double());
  }
  return values;
}

// A number, or absent for null.
std::optional<double> number_or_null(dom::element element) {
  return element.is_null() ? std::nullopt : std::optional<double>(element.get_double());
}

void expect_near(std::optional<double> actual, dom::element expected) {
  const std::optional<double> wanted = number_or_null(expected);
  ASSERT_EQ(actual.has_value(), wanted.has_value());
  if (wanted) {
    EXPECT_NEAR(*actual, *wanted, kTolerance * (1 + std::abs(*wanted)));
  }
}

void expect_near(const Interval& actual, dom::element expected) {
  expect_near(actual.low, expected.at(0));
  expect_near(actual.high, expected.at(1));
}

class GoldenStatistics : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path file = shared_data() / "golden.json";
    if (!std::filesystem::exists(file)) {
      GTEST_SKIP() << "no reference values at " << file;
    }
    golden = parser.load(file.string());
  }

  void expect_survival(std::string_view key) {
    const dom::element block = golden[key];
    const std::vector<double> times = numbers(block["time"]);
    const std::vector<double> events = numbers(block["event"]);
    std::vector<double> ended;
    std::vector<double> censored;
    for (std::size_t i = 0; i < times.size(); ++i) {
      (events[i] != 0 ? ended : censored).push_back(times[i]);
    }
    const SurvivalCurve curve(SortedSample(std::move(ended)), SortedSample(std::move(censored)));
    const dom::element quantiles = block["log_log"]["quantiles"];
    const std::vector<double> probabilities = numbers(quantiles["p"]);
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      SCOPED_TRACE(std::string(key) + " at " + std::to_string(probabilities[i]));
      const Interval interval = curve.quantile_interval(probabilities[i]).value_or(Interval{});
      expect_near(curve.quantile(probabilities[i]), quantiles["est"].at(i));
      expect_near(interval.low, quantiles["lower"].at(i));
      expect_near(interval.high, quantiles["upper"].at(i));
    }
  }

  dom::parser parser;
  dom::element golden;
};

TEST_F(GoldenStatistics, SurvivalQuantilesAndTheirBands) {
  expect_survival("km_pr");
  expect_survival("km_aml_maintained");
  expect_survival("km_lung60");
}

TEST_F(GoldenStatistics, WilsonIntervals) {
  for (const dom::element block : golden["binomial_ci95"].get_array()) {
    expect_near(wilson_interval(block["x"].get_uint64(), block["n"].get_uint64()), block["wilson"]);
  }
}

TEST_F(GoldenStatistics, DifferencesOfRates) {
  for (const dom::element block : golden["newcombe"].get_array()) {
    expect_near(newcombe_interval(block["x"].at(0).get_uint64(), block["n"].at(0).get_uint64(),
                                  block["x"].at(1).get_uint64(), block["n"].at(1).get_uint64()),
                block["ci"]);
  }
}

TEST_F(GoldenStatistics, RanksOfTheMediansInterval) {
  for (const dom::element block : golden["median_ci_ranks_symmetric"].get_array()) {
    const auto ranks = quantile_ranks(block["n"].get_uint64(), 0.5);
    expect_near(ranks ? std::optional(static_cast<double>(ranks->low)) : std::nullopt,
                block["lower_rank"]);
    expect_near(ranks ? std::optional(static_cast<double>(ranks->high)) : std::nullopt,
                block["upper_rank"]);
  }
}

TEST_F(GoldenStatistics, QuantilesOfTypeSeven) {
  const dom::element block = golden["median_ci_example"];
  const SortedSample sample(numbers(block["x"]));
  const dom::element expected = block["quantile_type7"];
  expect_near(sample.quantile(0.25), expected["p25"]);
  expect_near(sample.quantile(0.5), expected["p50"]);
  expect_near(sample.quantile(0.75), expected["p75"]);
  expect_near(sample.quantile(0.9), expected["p90"]);
  expect_near(sample.quantile(0.95), expected["p95"]);
  expect_near(sample.quantile_interval(0.5)->low, block["lower"]);
  expect_near(sample.quantile_interval(0.5)->high, block["upper"]);
}

TEST_F(GoldenStatistics, PoissonIntervals) {
  for (const dom::element block : golden["poisson_ci95"].get_array()) {
    const Interval interval = poisson_interval(block["count"].get_uint64());
    const double weeks = block["weeks"].get_double();
    expect_near(*interval.low / weeks, block["ci"].at(0));
    expect_near(*interval.high / weeks, block["ci"].at(1));
  }
}

TEST_F(GoldenStatistics, RatioOfTwoCounts) {
  const dom::element block = golden["poisson_ratio"];
  expect_near(poisson_ratio_interval(
                  block["counts"].at(0).get_uint64(), block["exposure"].at(0).get_double(),
                  block["counts"].at(1).get_uint64(), block["exposure"].at(1).get_double()),
              block["ci"]);
}

}  // namespace
}  // namespace shiplog
