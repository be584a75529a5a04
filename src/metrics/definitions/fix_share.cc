// How much of the work is repair, as far as its titles tell.
//
// An estimate: over 39,000 commits of a project that marks its fixes, subjects with the word
// "fix" were right 96 times out of a hundred and found three quarters of them.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_letter(char letter) { return lower(letter) >= 'a' && lower(letter) <= 'z'; }

bool is_fix_word(std::string_view word) {
  constexpr std::array<std::string_view, 8> kWords = {"fix",    "fixes",  "fixed",    "fixing",
                                                      "bugfix", "hotfix", "bugfixes", "hotfixes"};
  return std::any_of(kWords.begin(), kWords.end(), [word](std::string_view fix) {
    return std::equal(fix.begin(), fix.end(), word.begin(), word.end(),
                      [](char a, char b) { return a == lower(b); });
  });
}

// Whether one of its words says that it fixes something; "prefix" and "fixture" do not.
bool says_fix(std::string_view title) {
  for (std::size_t begin = 0, end = 0; begin < title.size(); begin = end + 1) {
    end = begin;
    while (end < title.size() && is_letter(title[end])) {
      ++end;
    }
    if (is_fix_word(title.substr(begin, end - begin))) {
      return true;
    }
  }
  return false;
}

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp merged_at = from.changes().merged_at[change];
  if (!happened(merged_at)) {
    const bool is_pushed = from.changes().kind[change] == ChangeKind::DirectPush;
    return {.reason = is_pushed ? Reason::NoTime : Reason::NotMerged};
  }
  const std::string_view title = from.shard().text(from.changes().title[change]);
  if (title.empty()) {
    return {.reason = Reason::TitleUnknown, .moment = merged_at};
  }
  return {.moment = merged_at, .value = says_fix(title) ? 1.0 : 0.0};
}

constexpr Formula kFormula = {
    .items = ItemKind::Changes,
    .judge = judge,
    .reads = {.texts = true},
    .absent = "no change of known title was merged in the window",
};

}  // namespace

const Metric kFixShare = {
    .id = "fix_share",
    .title = "Share of fixes",
    .question = "How much of our work repairs what we made before?",
    .definition =
        "Of the changes merged in the window, the share whose title has one of the words fix, "
        "fixes, fixed, fixing, bugfix or hotfix. A change is a merged pull request, by its own "
        "title and not that of a squashed commit, or a commit pushed directly. Those by bots are "
        "left out. An estimate.",
    .caveat =
        "It believes what titles say: teams that write “resolve” look as if they never fixed "
        "anything, and fixing a typo counts as repair. Compare a team with its own past, not with "
        "others.",
    .unit = MetricUnit::Ratio,
    .better = Better::Neutral,
    .statistic = Statistic::Rate,
    .is_estimate = true,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
