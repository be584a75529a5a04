#include "metrics/manual.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "metrics/catalog.h"
#include "metrics/formula.h"
#include "metrics/levels.h"
#include "metrics/metric.h"

namespace shiplog {
namespace {

constexpr std::string_view kIntroduction =
    R"(# What the numbers mean

<!-- Made from the catalog of metrics; a test holds it to that. To change a word, change the
metric's file in src/metrics/definitions/, then run the tests with SHIPLOG_UPDATE_DOCS=1. -->

Shiplog measures how work flows from the first commit to the people who use it. Five of its
numbers are those of DORA, a research programme that has asked tens of thousands of teams how
they deliver software: lead time and deployment frequency say how fast, change fail rate,
recovery time and rework rate say how safely. Nothing below assumes that you know it.

## What holds for every number

- **A window** reaches from its beginning up to, but not including, its end. What happened at
  the very end belongs to the next window, so adjacent windows never count a thing twice.
- **Nothing is not zero.** Where there is nothing to measure there is no number, and the answer
  says why: no deployments is not "0 % failures".
- **Every number says what it stands on**: how many items are behind it (`count`) and, where one
  exists, the interval in which the true value lies with 95 % confidence. Few items, wide
  interval: then a difference may be chance.
- **A change between two windows is called clear** only when the 95 % interval of the difference
  excludes zero; then it is better or worse, otherwise there is no clear change. The interval is
  made of those of the two values, which of rates is Newcombe's method. Beside it stands the
  least change that so few items would show four times out of five.
- **What has not ended counts as "at least this long"**, not as nothing. To leave it out would
  make every wait look shorter than it is. Beside such a median stands the plain one of what has
  ended, and how many have not.
- **A week is a week of observed time**: the part of the window after the data begin and before
  they end. A bucket of a series that is cut, by the window or by the data, is marked partial.
- **Bots** never count as reviewers. Whether what they write counts is part of each definition,
  and `--bots include|exclude|only` asks otherwise.
- **People have the last word.** `shiplog exclude` leaves something out of every number, `shiplog
  override` says that a deployment failed or did not, or what caused an incident; each with a
  reason and a name, visible in every explanation, undone as easily. A correction later than
  the clock has not been made.
- **`shiplog explain`** lists the items behind any number, those counted and those left out, each
  with the reason.
- **Versions**: when a formula changes, its version is raised, and history is computed anew.

## What counts as a deployment to production

Each repository has one rule, always named beside the numbers (`deployments_from`):

| rule | a deployment is |
|---|---|
| `deployments` | a recorded deployment to an environment whose name begins with `prod`, `production` or `live` (configurable), once it has succeeded |
| `releases` | a published release that is no pre-release |
| `merges` | each merge into the default branch; an assumption, and marked as one |

Unless told otherwise, the first of these is used that had any in the last 90 days of the data,
or else ever.

A deployment carries a change when its commit contains the change. Where the commits are not
known, the first success after the merge is taken to carry it, and the change is marked as
linked by time. The first known deployment carries nothing, since what was in the one before it
is not known.
)";

constexpr std::string_view kLevels = R"(
## Levels, score and grade

A level is the cluster into which the value would have fallen in DORA's report of that year. The
clusters describe who answered the survey, move from year to year, and leave gaps: a value may
fit none of them or several, and is not forced into one. They are meant for one application or
service: over many repositories the deployment frequency is the sum of theirs. In 2024 the high cluster failed more
often than the medium one. Of 2022 and most of 2023 the figures are not here, since they were not
read in a report; in 2020 there was no report, and since 2025 there are no levels.

)";

constexpr std::string_view kScores = R"(
The score is that of DORA's Quick Check, from 0 to 10. Times are scored on the logarithm of its
six bands (10 under an hour, then 8, 6, 4 and 2 in the middle of an hour to a day, a day to a week,
a week to a month, a month to six, and 0 beyond); the deployment frequency by the time between
deployments; rates 10 − percent ÷ 10. The **grade** is the plain mean of the scores there are, with
how many of the five, and an interval from 400 samples drawn anew from the items. A letter (A from
8, B from 6, C from 4, D from 2, else E) stands there only when at least four metrics rest on ten
items each, and is a span where the interval crosses. Compare with your own window before: the
mean of all industries in 2025, 6.7, is of other people's work. A grade is never made of a person.

Where nothing in the data could have told of a failure (no incident, failure status, rollback,
revert or hotfix at all), the two failure rates have neither level nor score: none recorded is not
none happened.
)";

std::string bound(const Metric& metric, double value) {
  if (metric.unit == MetricUnit::Ratio) {
    return std::to_string(static_cast<int>(std::lround(value * 100))) + " %";
  }
  constexpr double kHour = 3600;
  constexpr double kDay = 24 * kHour;
  const double seconds = metric.unit == MetricUnit::PerWeek ? 7 * kDay / value : value;
  struct Length {
    double seconds;
    std::string_view words;
  };
  constexpr std::array<Length, 5> kLengths = {{{kHour, "1 hour"},
                                               {kDay, "1 day"},
                                               {7 * kDay, "1 week"},
                                               {365.25 / 12 * kDay, "1 month"},
                                               {365.25 / 2 * kDay, "6 months"}}};
  for (const Length& length : kLengths) {
    if (std::abs(seconds - length.seconds) < 1) {
      return std::string(length.words);
    }
  }
  return {};
}

// "under 1 hour", "1 day to 1 week", "over 6 months"; of frequencies, between deployments.
std::string range_words(const Metric& metric, const LevelRange& range) {
  double shortest = range.low;
  double longest = range.high;
  if (metric.unit == MetricUnit::PerWeek) {
    std::swap(shortest, longest);
  }
  const std::string from = bound(metric, shortest);
  const std::string until = bound(metric, longest);
  const bool is_open = metric.unit == MetricUnit::PerWeek ? longest == 0 : std::isinf(longest);
  if (is_open) {
    return "over " + from;
  }
  return shortest == 0 || std::isinf(shortest) ? "up to " + until : from + " to " + until;
}

std::string levels_section() {
  std::string text(kLevels);
  text += "| year | metric | elite | high | medium | low |\n|---|---|---|---|---|---|\n";
  for (const LevelTable& table : level_tables()) {
    const Metric& metric = **find_metric(table.metric);
    std::array<std::string, kLevelCount> cells = {"–", "–", "–", "–"};
    for (const LevelRange& range : table.ranges) {
      cells.at(static_cast<std::size_t>(range.level)) = range_words(metric, range);
    }
    text += "| " + std::to_string(table.year) + " | `" + std::string(table.metric) + "`";
    for (const std::string& cell : cells) {
      text += " | " + cell;
    }
    text += " |\n";
  }
  return text + "\nOf the deployment frequency it is the time between deployments.\n" +
         std::string(kScores);
}

std::string_view unit_words(MetricUnit unit) {
  switch (unit) {
    case MetricUnit::Seconds:
      return "seconds";
    case MetricUnit::PerWeek:
      return "per week";
    case MetricUnit::Ratio:
      return "a ratio, shown in percent";
    case MetricUnit::Count:
      return "a count";
    case MetricUnit::Lines:
      return "lines";
  }
  return {};
}

std::string_view better_words(Better better) {
  switch (better) {
    case Better::Lower:
      return "lower is better";
    case Better::Higher:
      return "higher is better";
    case Better::Neutral:
      return "neither way is better";
  }
  return {};
}

std::string_view statistic_words(Statistic statistic) {
  switch (statistic) {
    case Statistic::Median:
      return "median; interval by order statistics, from six items on";
    case Statistic::KaplanMeier:
      return "Kaplan–Meier median; interval by Greenwood's log-log bands";
    case Statistic::Rate:
      return "share of the items; Wilson's interval";
    case Statistic::CountPerWeek:
      return "count per observed week; exact Poisson interval";
    case Statistic::CountAtEnd:
      return "count at the end of the window; no interval";
    case Statistic::MedianAtEnd:
      return "median at the end of the window; interval by order statistics, from six items on";
    case Statistic::Mean:
      return "mean; Student's interval, from six items on";
    case Statistic::RatioOfCounts:
      return "one count divided by another; no interval";
    case Statistic::Evenness:
      return "1 minus the Gini coefficient; no interval";
    case Statistic::SoleShare:
      return "share of what the items touch; Wilson's interval";
  }
  return {};
}

std::string bots_words(const Formula& formula) {
  if (formula.items == ItemKind::Deployments || formula.items == ItemKind::Runs) {
    return "it does not matter whose they are";
  }
  return formula.counts_bots ? "what bots write counts" : "what bots write is left out";
}

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string parts_row(const Formula& formula) {
  if (formula.parts.empty()) {
    return {};
  }
  std::string names;
  for (const PartDefinition& part : formula.parts) {
    names += (names.empty() ? "" : ", ") + code(part.name);
  }
  return "| parts | " + names + " |\n";
}

std::string section(const Metric& metric) {
  const auto row = [](std::string_view name, const std::string& value) {
    return "| " + std::string(name) + " | " + value + " |\n";
  };
  std::string text = "\n## " + std::string(metric.title) + "\n\n*" + std::string(metric.question) +
                     "*\n\n" + std::string(metric.definition) + "\n\n**How it misleads.** " +
                     std::string(metric.caveat) + "\n\n";
  text += "| | |\n|---|---|\n";
  text += row("id", code(metric.id) + (metric.is_dora ? ", one of DORA's five" : ""));
  text += row("version", std::to_string(metric.version));
  text += row("unit", std::string(unit_words(metric.unit)));
  if (metric.is_estimate) {
    text += row("exactness", "an estimate, by a rule of thumb");
  }
  text += row("direction", std::string(better_words(metric.better)));
  text += row("statistic", std::string(statistic_words(metric.statistic)));
  text += row("bots", bots_words(*metric.formula));
  text += parts_row(*metric.formula);
  return text;
}

}  // namespace

std::string metrics_manual() {
  std::string manual = std::string(kIntroduction) + levels_section();
  for (const Metric* const metric : metric_catalog()) {
    manual += section(*metric);
  }
  return manual;
}

}  // namespace shiplog
