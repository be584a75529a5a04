#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_time.h"
#include "base/json_writer.h"
#include "domain/timestamp.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/json_view.h"

namespace shiplog {
namespace {

using Items = std::vector<const ExplainedItem*>;

// Those that have a place in a scatter, in order of time.
Items shown_items(const Explanation& explanation) {
  Items items;
  for (const ExplainedItem& item : explanation.items) {
    if (item.is_counted && item.value && happened(item.moment)) {
      items.push_back(&item);
    }
  }
  return items;
}

template <typename Put>
void put_column(JsonWriter& json, std::string_view name, const Items& items, Put put) {
  json.key(name).begin_array();
  for (const ExplainedItem* item : items) {
    put(*item);
  }
  json.end_array();
}

void put_window(JsonWriter& json, const Query& query) {
  json.key("window").begin_object().key("from").text(format_time(query.window.from));
  json.key("until").text(format_time(query.window.until)).key("every");
  query.every ? json.text(granularity_name(*query.every)) : json.null();
  json.key("time_zone").text(query.zone.name()).end_object();
}

}  // namespace

std::string points_json(const ExplainedAnswer& answer, std::size_t most) {
  Items items = shown_items(answer.explanation);
  const std::size_t total = items.size();
  items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(std::min(total, most)));
  std::map<std::string_view, std::int64_t> repositories;
  for (const ExplainedItem* item : items) {
    repositories.emplace(item->repository, 0);
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  put_window(json, answer.asked.query);
  json.key("unit").text(unit_name(answer.explanation.metric->unit));
  json.key("repositories").begin_array();
  std::int64_t number = 0;
  for (auto& [name, index] : repositories) {
    index = number++;
    json.text(name);
  }
  json.end_array();
  put_column(json, "at", items,
             [&json](const ExplainedItem& item) { json.text(format_time(item.moment)); });
  put_column(json, "value", items, [&json](const ExplainedItem& item) { json.real(*item.value); });
  put_column(json, "repository", items, [&](const ExplainedItem& item) {
    json.integer(repositories.find(item.repository)->second);
  });
  put_column(json, "number", items, [&json](const ExplainedItem& item) {
    const bool has_number = item.change && item.change->number != 0;
    has_number ? json.integer(item.change->number) : json.null();
  });
  put_column(json, "open", items,
             [&json](const ExplainedItem& item) { json.boolean(item.is_still_open); });
  json.key("total").integer(static_cast<std::int64_t>(total)).end_object();
  return out + "\n";
}

}  // namespace shiplog
