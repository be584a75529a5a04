// Collecting: from a window to the items that count in it.

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "columns/column.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog {

struct Item {
  Timestamp moment = {};
  double value = 0;
  bool is_censored = false;
  bool is_possible = false;
  Row row = kNoRow;  // In its repository.
};

// What a reader should know about the items of a window, in numbers.
struct Remarks {
  std::size_t linked_by_time = 0;
  std::size_t was_raised = 0;
  // Left out, though they belong to the window:
  std::size_t excluded_by_hand = 0;
  std::size_t first_deployment = 0;
  std::size_t no_time = 0;
  std::size_t size_unknown = 0;
  std::size_t title_unknown = 0;
  std::size_t commit_unknown = 0;

  Remarks& operator+=(const Remarks& other);
};

// Of one repository or more, in the order of the repositories and of their rows, so that
// joining what several threads collected gives what one would have.
struct Collection {
  std::vector<Item> items = {};
  std::vector<PartValues> parts = {};  // One per item, of metrics that have parts.
  std::vector<Subject> subjects = {};  // One per item, of metrics that have subjects.
  Remarks remarks = {};

  void append(const Collection& other);
};

// Judges a row as the metric and the query's lenses do, windows aside.
Judgement judge_row(const Metric& metric, const Query& query, const Viewpoint& from, Row row);

// Until when a metric of what is open looks: the window's end, or now.
Timestamp end_of(const Window& window, const Query& query);

// The items that the window places. O(rows scanned in one column + items).
Collection collect_placed(const Metric& metric, const Query& query, const ShardScope& shard,
                          const Window& window);

// The items open at each of the ends, which ascend: a collection each, in one pass.
std::vector<Collection> collect_open(const Metric& metric, const Query& query,
                                     const ShardScope& shard, std::span<const Timestamp> ends);

}  // namespace shiplog
