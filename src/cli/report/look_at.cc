#include "cli/report/look_at.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/report/report.h"
#include "domain/timestamp.h"
#include "metrics/comparison.h"
#include "metrics/evaluation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

using Sentence = std::optional<std::string>;

// Fewer things than this say little about the rest.
constexpr std::size_t kFew = 6;

Sentence empty_store(const Answer& answer) {
  if (answer.asked.complete_until != Timestamp::min()) {
    return std::nullopt;
  }
  return "The store is empty. Read a clone with 'shiplog import git PATH', or facts with "
         "'shiplog import FILE'; 'shiplog demo' shows a sample.";
}

Sentence data_end_before_window(const Answer& answer) {
  const Query& query = answer.asked.query;
  const Timestamp end = answer.asked.complete_until;
  if (end == Timestamp::min() || end >= query.window.from) {
    return std::nullopt;
  }
  const auto day_after = query.zone.day_of(end + std::chrono::days(1));
  return fmt::format(
      "The data end on {}, before this window begins. Look at their own time with "
      "'--until {:04}-{:02}-{:02}', or import what came since.",
      human_day(end, query.zone), static_cast<int>(day_after.year()),
      static_cast<unsigned>(day_after.month()), static_cast<unsigned>(day_after.day()));
}

Sentence no_deployments(const Answer& answer) {
  const Evaluation* frequency = find_evaluation(answer, "deployment_frequency");
  if (frequency == nullptr || frequency->total.value ||
      answer.asked.complete_until < answer.asked.query.window.from) {
    return std::nullopt;
  }
  return "No deployments are known, so nothing can be said about what reached people. Import "
         "'deployment' or 'release' facts (docs/facts.md), or take each merge for one: "
         "SHIPLOG_PRODUCTION_RULE=merges.";
}

Sentence assumed_deployments(const Answer& answer) {
  const Evaluation* frequency = find_evaluation(answer, "deployment_frequency");
  if (frequency == nullptr) {
    return std::nullopt;
  }
  const auto& sources = frequency->deployments_from;
  const auto assumed = std::count_if(sources.begin(), sources.end(),
                                     [](const auto& source) { return source.second == "merges"; });
  if (assumed == 0) {
    return std::nullopt;
  }
  const std::string where =
      sources.size() == 1 ? "" : fmt::format(" in {} of {} repositories", assumed, sources.size());
  return "Each merge is taken for a deployment" + where +
         ", since no others are known: import 'deployment' facts to see what reaches people.";
}

Sentence clearly_worse(const Answer& answer) {
  for (const Evaluation& evaluation : answer.evaluations) {
    const Metric& metric = *evaluation.metric;
    const auto& previous = evaluation.previous;
    if (previous && previous->change.verdict == Verdict::Worse) {
      return fmt::format("{} became clearly worse: {}, was {}. 'shiplog explain {}' lists each.",
                         name_of(metric), human_value(metric.unit, *evaluation.total.value),
                         human_value(metric.unit, *previous->estimate.value), metric.id);
    }
  }
  return std::nullopt;
}

std::string stage_in_words(std::string_view stage) {
  if (stage == "coding") {
    return "writing it";
  }
  if (stage == "pickup") {
    return "the wait for a first review";
  }
  if (stage == "review") {
    return "the review";
  }
  if (stage == "merge") {
    return "the wait for its merge";
  }
  if (stage == "development") {
    return "the way from its first commit to its merge";
  }
  return "the wait for its deployment";
}

Sentence longest_stage(const Answer& answer) {
  const Evaluation* lead_time = find_evaluation(answer, "lead_time");
  if (lead_time == nullptr || !lead_time->total.value) {
    return std::nullopt;
  }
  const auto by_share = [](const Part& left, const Part& right) {
    return left.share.value_or(0) < right.share.value_or(0);
  };
  const auto longest = std::max_element(lead_time->parts.begin(), lead_time->parts.end(), by_share);
  if (longest == lead_time->parts.end() || longest->estimate.count < kFew || !longest->share) {
    return std::nullopt;
  }
  return fmt::format("The largest part of a change's time is {}: {} of it, typically {}.",
                     stage_in_words(longest->name), human_value(MetricUnit::Ratio, *longest->share),
                     human_duration(*longest->estimate.value));
}

Sentence no_failures_known(const Answer& answer) {
  const Evaluation* rate = find_evaluation(answer, "change_fail_rate");
  const bool is_nothing = rate != nullptr && rate->total.ratio &&
                          rate->total.ratio->numerator == 0 && rate->total.count >= kFew;
  if (!is_nothing) {
    return std::nullopt;
  }
  return "No deployment is known to have failed. If some did, nobody recorded it: import "
         "'incident' facts, or label issues 'incident'.";
}

Sentence no_reviews_known(const Answer& answer) {
  const Evaluation* coverage = find_evaluation(answer, "review_coverage");
  const bool is_nothing = coverage != nullptr && coverage->total.ratio &&
                          coverage->total.ratio->numerator == 0 && coverage->total.count >= kFew;
  if (!is_nothing) {
    return std::nullopt;
  }
  return "No reviews are known. If there were some, import 'review' facts: git does not keep them.";
}

Sentence old_open_work(const Answer& answer) {
  const Evaluation* age = find_evaluation(answer, "open_age");
  constexpr double kOld = 30.0 * 86400;
  if (age == nullptr || age->total.value.value_or(0) < kOld || age->total.count < kFew) {
    return std::nullopt;
  }
  return fmt::format(
      "{} pull requests are open, half of them for more than {}: finish or close "
      "what nobody works on.",
      human_count(age->total.count), human_duration(*age->total.value));
}

Sentence few_items(const Answer& answer) {
  const Evaluation* lead_time = find_evaluation(answer, "lead_time");
  if (lead_time == nullptr || !lead_time->total.value || lead_time->total.count >= kFew) {
    return std::nullopt;
  }
  return fmt::format(
      "The lead time rests on {} only: too few to trust. A longer window, such as "
      "'--last 1y', says more.",
      lead_time->total.count == 1 ? "1 change" : human_count(lead_time->total.count) + " changes");
}

}  // namespace

std::vector<std::string> things_to_look_at(const Answer& answer) {
  constexpr std::array kRules = {
      empty_store,         data_end_before_window, no_deployments,    clearly_worse, longest_stage,
      assumed_deployments, no_reviews_known,       no_failures_known, old_open_work, few_items};
  if (const Sentence nothing = empty_store(answer)) {
    return {*nothing};
  }
  std::vector<std::string> sentences;
  for (const auto rule : kRules) {
    if (Sentence sentence = rule(answer)) {
      sentences.push_back(*std::move(sentence));
    }
  }
  return sentences;
}

}  // namespace shiplog
