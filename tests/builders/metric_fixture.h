// Asks a metric about a shard of a few rows: four weeks from a Monday, in hours.

#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/evaluate.h"
#include "tests/builders/shard_fixture.h"

namespace shiplog {

inline constexpr Timestamp kMonday =
    std::chrono::sys_days(std::chrono::year(2024) / std::chrono::March / 4);

// An hour of the window, which begins with the first; earlier ones are negative.
constexpr Timestamp at(double hours) {
  return kMonday + Duration(static_cast<std::int64_t>(hours * 3.6e9));
}

constexpr double kHour = 3600;
constexpr double kWeekHours = 168;

// For a metric's tests: rows go into `shard`, questions are asked with `query`.
class MetricFixture : public ::testing::Test {
 protected:
  explicit MetricFixture(const Metric& asked) : metric(asked) {
    query.window = {.from = at(0), .until = at(4 * kWeekHours)};
    query.now = at(5 * kWeekHours);
    shard.begins_at(at(-4 * kWeekHours));
  }

  Snapshot snapshot() const { return snapshot_of({shard.build()}, query.now); }
  Evaluation evaluation() const { return evaluate(metric, query, snapshot()); }
  Estimate total() const { return evaluation().total; }
  std::optional<double> value() const { return total().value; }

  Part part(std::string_view name) const {
    for (Part& part : evaluation().parts) {
      if (part.name == name) {
        return part;
      }
    }
    ADD_FAILURE() << "no part " << name;
    return {};
  }

  // Why an item is left out, or "counted"; empty when it is not listed.
  std::string reason_of(std::string_view id) const {
    for (const ExplainedItem& item : explain(metric, query, snapshot()).items) {
      if (id_of(item) == id) {
        return std::string(reason_name(item.reason));
      }
    }
    return {};
  }

  std::vector<std::string> notes() const { return evaluation().notes; }

  const Metric& metric;
  ShardFixture shard{"acme/api"};
  Query query;
};

}  // namespace shiplog
