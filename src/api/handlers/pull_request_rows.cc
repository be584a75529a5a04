#include "api/handlers/pull_request_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/handlers/asking.h"
#include "api/handlers/lists.h"
#include "api/handlers/metric_schemas.h"
#include "api/parameters.h"
#include "api/schema.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/explanation.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/stages.h"

namespace shiplog::api {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

double number_of(Timestamp moment) {
  return happened(moment) ? static_cast<double>(moment.time_since_epoch().count()) : kMissing;
}

double seconds_between(Timestamp from, Timestamp until) {
  return happened(from) && happened(until) ? std::chrono::duration<double>(until - from).count()
                                           : kMissing;
}

Timestamp deployed_at(const ShardScope& scope, Row row) {
  const Carrier* carrier = scope.carrier_of(row);
  return carrier == nullptr || carrier->is_first_of_line
             ? kNever
             : scope.shard->deployments().succeeded_at[carrier->deployment];
}

double lead_time(const PullRequestRow& each) {
  const ChangeTimes times = change_times(*each.scope, each.row, deployed_at(*each.scope, each.row));
  return seconds_between(times.first_commit_at, times.deployed_at);
}

double cycle_time(const PullRequestRow& each) {
  const ChangeTimes times = change_times(*each.scope, each.row, kNever);
  return seconds_between(times.first_commit_at, times.merged_at);
}

double size_of(const PullRequestRow& each) {
  const ChangeTable<Fixed>& changes = each.scope->shard->changes();
  const std::int64_t added = changes.additions[each.row];
  const std::int64_t deleted = changes.deletions[each.row];
  return added == kUnknown || deleted == kUnknown ? kMissing : static_cast<double>(added + deleted);
}

// Never by author: people are not compared.
struct SortKey {
  std::string_view name = {};
  double (*value)(const PullRequestRow& row) = nullptr;
};
constexpr std::array kSortKeys = {
    SortKey{"opened_at",
            [](const PullRequestRow& each) {
              return number_of(each.scope->shard->changes().created_at[each.row]);
            }},
    SortKey{"merged_at",
            [](const PullRequestRow& each) {
              return number_of(each.scope->shard->changes().merged_at[each.row]);
            }},
    SortKey{"closed_at",
            [](const PullRequestRow& each) {
              return number_of(each.scope->shard->changes().closed_at[each.row]);
            }},
    SortKey{"lead_time", lead_time},
    SortKey{"cycle_time", cycle_time},
    SortKey{"size", size_of}};

const SortKey* find_sort_key(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  const auto found = std::ranges::find(kSortKeys, text, &SortKey::name);
  return found == kSortKeys.end() ? nullptr : &*found;
}

const ParameterRule& state_rule() {
  static const ParameterRule rule{.key = "state",
                                  .help = "Only those that are open, merged, or closed unmerged",
                                  .choices = {"open", "merged", "closed"}};
  return rule;
}

const ParameterRule& search_rule() {
  static const ParameterRule rule{
      .key = "q",
      .help = "Only those whose title, repository or number holds this, ignoring case",
      .takes = "a text to look for"};
  return rule;
}

const ParameterRule& sort_rule() {
  static const ParameterRule rule{
      .key = "sort",
      .help = "In this order, the greatest first with a dash; what lacks it comes last",
      .takes =
          "opened_at, merged_at, closed_at, lead_time, cycle_time or size, or one of them "
          "after a dash",
      .standard = "-opened_at",
      .accepts = [](std::string_view text) { return find_sort_key(text) != nullptr; }};
  return rule;
}

std::string_view state_of(const ChangeTable<Fixed>& changes, Row row) {
  if (happened(changes.merged_at[row])) {
    return "merged";
  }
  return happened(changes.closed_at[row]) ? "closed" : "open";
}

bool holds_ignoring_case(std::string_view text, std::string_view sought) {
  const auto lower = [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
  };
  return !std::ranges::search(text, sought, {}, lower, lower).empty();
}

// What a request asks of each pull request.
class Filter {
 public:
  Filter(const Query& query, const Parameters& parameters)
      : query_(query),
        state_(parameters.value(state_rule().key).value_or("")),
        sought_(parameters.value(search_rule().key).value_or("")) {}

  bool accepts(const Shard& shard, Row row) const {
    const ChangeTable<Fixed>& changes = shard.changes();
    if (changes.kind[row] != ChangeKind::PullRequest) {
      return false;
    }
    const std::string_view state = state_of(changes, row);
    return (state_.empty() || state == state_) && is_timely(changes, row, state) &&
           (!query_.base || shard.text(changes.base[row]) == *query_.base) && is_sought(shard, row);
  }

 private:
  bool is_in_window(Timestamp moment) const {
    return happened(moment) && moment >= query_.window.from && moment < query_.window.until;
  }

  bool is_timely(const ChangeTable<Fixed>& changes, Row row, std::string_view state) const {
    if (state == "open") {
      return true;
    }
    const bool was_opened = state_.empty() && is_in_window(changes.created_at[row]);
    return was_opened || is_in_window(changes.closed_at[row]) ||
           is_in_window(changes.merged_at[row]);
  }

  bool is_sought(const Shard& shard, Row row) const {
    if (sought_.empty()) {
      return true;
    }
    const std::string number = "#" + std::to_string(shard.changes().number[row]);
    return holds_ignoring_case(shard.text(shard.changes().title[row]), sought_) ||
           holds_ignoring_case(shard.full_name, sought_) || number == sought_ ||
           number.substr(1) == sought_;
  }

  const Query& query_;
  std::string state_;
  std::string sought_;
};

// By the key; those without it, and those that are equal by it, as they were.
void sort_by(std::vector<PullRequestRow>& rows, std::string_view order) {
  const bool is_descending = order.starts_with('-');
  const SortKey* key = find_sort_key(order);
  std::vector<std::pair<double, PullRequestRow>> keyed;
  keyed.reserve(rows.size());
  for (const PullRequestRow& row : rows) {
    const double value = key->value(row);
    const double ascending = is_descending ? -value : value;
    keyed.emplace_back(std::isnan(value) ? std::numeric_limits<double>::infinity() : ascending,
                       row);
  }
  std::ranges::stable_sort(keyed, {}, &std::pair<double, PullRequestRow>::first);
  std::ranges::transform(keyed, rows.begin(), &std::pair<double, PullRequestRow>::second);
}

void put_size(JsonWriter& json, std::string_view key, std::int64_t size) {
  json.key(key);
  size == kUnknown ? json.null() : json.integer(size);
}

void put_seconds(JsonWriter& json, std::string_view key, double seconds) {
  json.key(key);
  std::isnan(seconds) ? json.null() : json.real(seconds);
}

void put_labels(JsonWriter& json, const Shard& shard, Row row) {
  const LabelTable<Fixed>& labels = shard.work().labels;
  const auto [begin, end] = std::ranges::equal_range(labels.change, row);
  json.key("labels").begin_array();
  for (auto label = begin; label != end; ++label) {
    const auto at = static_cast<std::size_t>(label - labels.change.begin());
    json.text(shard.text(labels.names[labels.label[at]]));
  }
  json.end_array();
}

void put_times(JsonWriter& json, const PullRequestRow& each) {
  const Shard& shard = *each.scope->shard;
  const ChangeTimes times = change_times(*each.scope, each.row, deployed_at(*each.scope, each.row));
  put_moment(json, "opened_at", shard.changes().created_at[each.row]);
  put_moment(json, "first_commit_at", times.first_commit_at);
  put_moment(json, "ready_at", times.ready_at);
  put_moment(json, "first_review_at", times.first_review_at);
  put_moment(json, "approved_at", times.approved_at);
  put_moment(json, "merged_at", times.merged_at);
  put_moment(json, "closed_at", shard.changes().closed_at[each.row]);
  put_moment(json, "deployed_at", times.deployed_at);
  json.key("stages").begin_object();
  for (std::size_t i = 0; i < kStageCount; ++i) {
    json.key(stage_name(static_cast<Stage>(i)));
    times.stages[i] ? json.real(*times.stages[i]) : json.null();
  }
  json.end_object();
  put_seconds(json, "lead_time", seconds_between(times.first_commit_at, times.deployed_at));
  put_seconds(json, "cycle_time", seconds_between(times.first_commit_at, times.merged_at));
}

}  // namespace

std::vector<const ParameterRule*> pull_request_rules() {
  return {&state_rule(), &search_rule(), &sort_rule()};
}

std::vector<PullRequestRow> select_pull_requests(const Scope& scope, const Parameters& parameters) {
  const Filter filter(*scope.query, parameters);
  std::vector<PullRequestRow> rows;
  for (const ShardScope& each : scope.shards) {
    for (Row row = 0; row < each.shard->change_count(); ++row) {
      if (filter.accepts(*each.shard, row)) {
        rows.push_back({.scope = &each, .row = row});
      }
    }
  }
  sort_by(rows, parameters.value_or_standard(sort_rule().key));
  return rows;
}

std::uint64_t identity_of(const PullRequestRow& row) {
  const Shard& shard = *row.scope->shard;
  return hash_bytes(shard.text(shard.changes().id[row.row]), hash_bytes(shard.repository_id));
}

void put_pull_request(JsonWriter& json, const PullRequestRow& row, const ApiServices& services,
                      const Snapshot& snapshot) {
  const Shard& shard = *row.scope->shard;
  const ChangeTable<Fixed>& changes = shard.changes();
  const PersonTable<Fixed>& people = shard.people();
  const std::int64_t number = changes.number[row.row];
  const std::string page = page_of_repository(services, snapshot, shard);
  json.key("repository").text(shard.full_name).key("id").text(shard.text(changes.id[row.row]));
  json.key("number").integer(number).key("title").text(shard.text(changes.title[row.row]));
  put_text(json, "url", page.empty() ? "" : page + "/pull/" + std::to_string(number));
  const Row author = changes.author[row.row];
  json.key("author").begin_object().key("login").text(shard.text(people.login[author]));
  json.key("bot").boolean(people.is_bot[author] != 0).end_object();
  json.key("state").text(state_of(changes, row.row));
  json.key("draft").boolean(changes.is_draft[row.row] != 0);
  json.key("base").text(shard.text(changes.base[row.row]));
  put_labels(json, shard, row.row);
  put_size(json, "additions", changes.additions[row.row]);
  put_size(json, "deletions", changes.deletions[row.row]);
  put_times(json, row);
}

std::vector<Field> pull_request_fields() {
  const auto moment = [](std::string_view name) {
    return Field{.name = name, .schema = nullable(time())};
  };
  return {{.name = "repository", .schema = text()},
          {.name = "id", .schema = text()},
          {.name = "number", .schema = integer()},
          {.name = "title", .schema = text()},
          {.name = "url", .schema = nullable(text()), .help = "where people see it"},
          {.name = "author",
           .schema =
               object({{.name = "login", .schema = text()}, {.name = "bot", .schema = boolean()}})},
          {.name = "state", .schema = one_of({"open", "merged", "closed"})},
          {.name = "draft", .schema = boolean()},
          {.name = "base", .schema = text(), .help = "the branch it is made to"},
          {.name = "labels", .schema = list_of(text())},
          {.name = "additions", .schema = nullable(integer())},
          {.name = "deletions", .schema = nullable(integer())},
          moment("opened_at"),
          moment("first_commit_at"),
          moment("ready_at"),
          moment("first_review_at"),
          moment("approved_at"),
          moment("merged_at"),
          moment("closed_at"),
          moment("deployed_at"),
          {.name = "stages", .schema = stages_schema()},
          {.name = "lead_time", .schema = nullable(real())},
          {.name = "cycle_time", .schema = nullable(real())}};
}

}  // namespace shiplog::api
