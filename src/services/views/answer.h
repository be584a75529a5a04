// Answer: what was asked of some metrics, and what they said; ready to be shown. The
// command line and the API write it in the same shapes (docs/json.md).

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/query.h"

namespace shiplog {

// The question, in the words in which it was asked.
struct Asked {
  Query query = {};
  std::vector<std::string> repositories = {};  // Full names; empty: all of them.
  std::vector<std::string> teams = {};         // Slugs.
  std::optional<std::string> me = {};          // A login.
  bool bot_reviews = false;
  Timestamp complete_until = {};  // The data's end; the least Timestamp: there are none.
};

struct Answer {
  Asked asked = {};
  std::vector<Evaluation> evaluations = {};
};

// Which of all items an answer that is given in pages has.
struct ItemPage {
  std::size_t total = 0;    // Items in all, after those that were not asked for.
  std::size_t counted = 0;  // Of those.
  std::map<std::string, std::size_t, std::less<>> reasons = {};  // How many each leaves out.
  std::string next = {};  // Leads to the page after this one; empty: there is none.
};

struct ExplainedAnswer {
  Asked asked = {};
  Explanation explanation = {};
  std::optional<ItemPage> page = {};
};

// Words that would tell people apart, and why nothing is grouped by them.
inline constexpr std::string_view kPersonWords =
    "author|authors|person|people|login|user|users|member|reviewer|reviewers|assignee|developer";
inline constexpr std::string_view kNoGroupsByPerson =
    "nothing is grouped by person: these numbers are about the work of a team, and never rank "
    "people; '--me LOGIN' shows your own";

// The words of a question, the same in flags, addresses and answers. The find_ functions give
// nothing for a word that is none of these.
std::string_view granularity_name(Granularity granularity);  // "week"
std::string_view bots_name(Bots bots);                       // "default"
std::string_view group_by_name(GroupBy group_by);            // "author_kind"; None has none.
std::string_view placed_by_name(PlacedBy by);                // "merged", "default"
int percentile_number(Percentile percentile);                // 75

std::optional<Granularity> find_granularity(std::string_view name);
std::optional<Bots> find_bots(std::string_view name);
std::optional<GroupBy> find_group_by(std::string_view name);
std::optional<PlacedBy> find_placed_by(std::string_view name);
std::optional<Percentile> find_percentile(std::string_view number);  // "75" or "p75"

}  // namespace shiplog
