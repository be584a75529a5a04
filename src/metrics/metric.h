// What a metric is.
//
// A metric is one file in definitions/: its words, its formula and its caveats
// together. The catalog lists them; the CLI, the API and docs/metrics.md are made
// from that list, so a definition is written once. The engine (evaluate.h) owns
// windows, buckets, groups, intervals, comparison and explanation for all of them.

#pragma once

#include <cstdint>
#include <string_view>

namespace shiplog {

enum class MetricUnit : std::uint8_t { Seconds, PerWeek, Ratio, Count, Lines };
std::string_view unit_name(MetricUnit unit);  // "per_week"

// Which way is better. Neutral metrics are never coloured or ranked.
enum class Better : std::uint8_t { Lower, Higher, Neutral };
std::string_view better_name(Better better);  // "lower"

// How the values of items become one number.
enum class Statistic : std::uint8_t {
  Median,         // Type 7; interval by order statistics.
  KaplanMeier,    // Median of durations of which some have not ended.
  Rate,           // Items that have the property ÷ items; Wilson.
  CountPerWeek,   // Items ÷ observed weeks; exact Poisson.
  CountAtEnd,     // Items at the end of the window.
  MedianAtEnd,    // Median over the items at the end of the window.
  Mean,           // Of what is counted per item; Student's.
  RatioOfCounts,  // Items of one kind ÷ items of another.
  Evenness,       // How evenly items are spread over their subjects: 1 − Gini.
  SoleShare,      // Subjects whose items are all of one holder ÷ subjects; Wilson.
};
std::string_view statistic_name(Statistic statistic);  // "kaplan_meier"

// Why an item is left out. In this order: the first that holds is given.
enum class Reason : std::uint8_t {
  Counted,
  OutsideScope,
  ExcludedByHand,
  BotAuthor,
  NotMerged,
  NotClosed,
  Draft,
  NeverDraft,
  NoTime,  // A moment that the metric measures from is not known.
  SizeUnknown,
  TitleUnknown,
  NotFinished,
  NotDecided,     // A run that neither passed nor failed.
  CommitUnknown,  // A run over what is not known.
  LaterRun,       // Of a commit that an earlier one speaks for.
  Reviewed,
  NotAReview,
  NotByAnother,  // By the author, a bot, or after the close.
  NotProduction,
  NeverSucceeded,
  NotFailed,
  FirstDeployment,
  NotDeployed,
  NotOpen,  // Not open at the end of the window.
  DeployedOutsideWindow,
  OutsideWindow,
};
std::string_view reason_name(Reason reason);  // "bot_author"

struct Formula;  // How the engine computes it: metrics/formula.h.

struct Metric {
  std::string_view id = {};
  std::uint32_t version = 1;  // Raised when the formula changes.
  std::string_view title = {};
  std::string_view question = {};    // The question of a person that it answers.
  std::string_view definition = {};  // In words that need no knowledge of DORA.
  std::string_view caveat = {};      // How it misleads. Shown wherever the number is.
  MetricUnit unit = MetricUnit::Count;
  Better better = Better::Neutral;
  Statistic statistic = Statistic::Median;
  bool is_dora = false;
  bool is_estimate = false;  // By a rule of thumb; marked so wherever it is shown.
  const Formula* formula = nullptr;
};

}  // namespace shiplog
