// Our statistics against reference values that R and SciPy computed. The file is not
// part of the project; without it these tests are skipped, and those beside the code,
// which hold a few of its values, still run.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stats/false_discovery.h"
#include "stats/kaplan_meier.h"
#include "stats/log_rank.h"
#include "stats/poisson.h"
#include "stats/power.h"
#include "stats/quantile.h"
#include "stats/rate.h"
#include "stats/shift.h"
#include "stats/trend.h"
#include "tests/source_directory.h"

namespace shiplog {
namespace {

namespace dom = simdjson::dom;

constexpr double kTolerance = 1e-6;

std::filesystem::path shared_data() {
  const char* const folder = std::getenv("SHIPLOG_SHARED_DATA");
  return folder != nullptr ? std::filesystem::path(folder) : source_directory() / "../shared/data";
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

  SurvivalCurve curve_of(std::string_view key) {
    const std::vector<double> times = numbers(golden[key]["time"]);
    const std::vector<double> events = numbers(golden[key]["event"]);
    std::vector<double> ended;
    std::vector<double> censored;
    for (std::size_t i = 0; i < times.size(); ++i) {
      (events[i] != 0 ? ended : censored).push_back(times[i]);
    }
    return {SortedSample(std::move(ended)), SortedSample(std::move(censored))};
  }

  void expect_survival(std::string_view key) {
    const dom::element block = golden[key];
    const SurvivalCurve curve = curve_of(key);
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

TEST_F(GoldenStatistics, SurvivalBandsAtEachTime) {
  for (const std::string_view key : {"km_pr", "km_aml_maintained", "km_lung60"}) {
    const dom::element block = golden[key]["log_log"];
    const SurvivalCurve curve = curve_of(key);
    const std::vector<double> times = numbers(block["time"]);
    for (std::size_t i = 0; i < times.size(); ++i) {
      SCOPED_TRACE(std::string(key) + " at " + std::to_string(times[i]));
      expect_near(curve.share_beyond(times[i]), block["surv"].at(i));
      if (const auto band = curve.band_at(times[i])) {
        expect_near(band->low, block["lower"].at(i));
        expect_near(band->high, block["upper"].at(i));
      }
    }
  }
}

TEST_F(GoldenStatistics, RestrictedMean) {
  const dom::element block = golden["rmst_pr_168h"];
  const auto mean = curve_of("km_pr").restricted_mean(block["tau"].get_double());
  expect_near(mean.value, block["rmst"]);
  expect_near(mean.deviation, block["se"]);
}

TEST_F(GoldenStatistics, LogRankOfTwoGroups) {
  const dom::element block = golden["logrank_aml"];
  const std::vector<double> times = numbers(block["group_time"]);
  const std::vector<double> events = numbers(block["group_event"]);
  std::vector<double> values[2][2];  // By group, and by whether it ended.
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::string_view group = block["group"].at(i).get_string();
    values[group == "Maintained" ? 0 : 1][events[i] != 0 ? 1 : 0].push_back(times[i]);
  }
  const SortedSample first_ended(values[0][1]);
  const SortedSample first_censored(values[0][0]);
  const SortedSample second_ended(values[1][1]);
  const SortedSample second_censored(values[1][0]);
  const auto result = log_rank({first_ended, first_censored}, {second_ended, second_censored});
  expect_near(result->observed, block["obs"].at(0));
  expect_near(result->expected, block["exp"].at(0));
  expect_near(result->chi_squared, block["chisq"]);
  expect_near(result->p_value, block["p"]);
}

TEST_F(GoldenStatistics, RanksOfTwoSamples) {
  const dom::element block = golden["mann_whitney"];
  const auto comparison =
      compare_ranks(SortedSample(numbers(block["a"])), SortedSample(numbers(block["b"])));
  expect_near(comparison->u, block["U"]);
  expect_near(comparison->p_value, block["p_normal_cc"]);
  expect_near(comparison->delta, block["cliffs_delta"]);
}

TEST_F(GoldenStatistics, CentreOfOneSample) {
  const dom::element block = golden["median_ci_example"];
  expect_near(median_of_pair_means(SortedSample(numbers(block["x"]))), block["hodges_lehmann"]);
}

TEST_F(GoldenStatistics, TrendOfASeries) {
  const dom::element block = golden["mann_kendall"];
  const std::vector<double> series = numbers(block["y"]);
  const auto trend = mann_kendall(series);
  expect_near(trend->s, block["S"]);
  expect_near(trend->z, block["z"]);
  expect_near(trend->p_value, block["p"]);
  expect_near(trend->tau, block["tau"]);
  expect_near(theil_sen(series)->slope, block["theil_sen"]);
  expect_near(theil_sen(series)->intercept, block["intercept"]);
}

TEST_F(GoldenStatistics, ManyTestsAtOnce) {
  const dom::element block = golden["benjamini_hochberg"];
  const std::vector<double> adjusted = benjamini_hochberg(numbers(block["p"]));
  for (std::size_t i = 0; i < adjusted.size(); ++i) {
    expect_near(adjusted[i], block["adjusted"].at(i));
  }
}

TEST_F(GoldenStatistics, ItemsToTellTwoRatesApart) {
  expect_near(std::ceil(items_to_tell_apart(0.15, 0.10)),
              golden["power"]["two_prop_n_per_group_15pct_vs_10pct_a.05_p.80"]);
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
