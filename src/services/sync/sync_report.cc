#include "services/sync/sync_report.h"

#include <simdjson.h>

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

void write_changes(JsonWriter& json, const ChangeCount& sum) {
  json.key("added").integer(sum.added).key("changed").integer(sum.changed);
  json.key("unchanged").integer(sum.unchanged);
}

}  // namespace

std::string_view outcome_name(SyncOutcome outcome) {
  switch (outcome) {
    case SyncOutcome::Complete:
      return "complete";
    case SyncOutcome::Unchanged:
      return "unchanged";
    case SyncOutcome::Elsewhere:
      return "synced elsewhere";
    case SyncOutcome::Lost:
      return "lost";
    case SyncOutcome::Failed:
      return "failed";
  }
  CHECK(false);
}

ChangeCount RepositorySync::changes_in_all() const {
  ChangeCount sum;
  for (const ChangeCount& count : changes) {
    sum.added += count.added;
    sum.changed += count.changed;
    sum.unchanged += count.unchanged;
  }
  return sum;
}

void SyncSummary::add(SyncSummary other) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(repositories, other.repositories);
  append(missed, other.missed);
  append(notes, other.notes);
  usage.requests += other.usage.requests;
  usage.points += other.usage.points;
  usage.bytes += other.usage.bytes;
  usage.points_left = other.usage.points_left;
}

std::string report_text(const RepositorySync& sync) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("outcome").text(outcome_name(sync.outcome));
  json.key("feed").text(sync.feed).key("done").integer(sync.done).key("total").integer(sync.total);
  json.key("pages").integer(sync.pages).key("requests").integer(sync.requests);
  json.key("points").integer(sync.points);
  write_changes(json, sync.changes_in_all());
  if (sync.complete_until) {
    json.key("complete_until").text(format_time(*sync.complete_until));
  }
  json.key("notes").begin_array();
  for (const std::string& note : sync.notes) {
    json.text(note);
  }
  json.end_array();
  if (sync.error) {
    json.key("error").text(sync.error->message);
  }
  json.end_object();
  return text;
}

SyncReport read_report(std::string_view text) {
  SyncReport report;
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(text)).get(object) != simdjson::SUCCESS) {
    return report;
  }
  const auto read_text = [&](std::string_view key, std::string& into) {
    std::string_view value;
    if (object[key].get(value) == simdjson::SUCCESS) {
      into = value;
    }
  };
  const auto read_number = [&](std::string_view key, std::int64_t& into) {
    if (object[key].get(into) != simdjson::SUCCESS) {
      into = 0;
    }
  };
  read_text("outcome", report.outcome);
  read_text("feed", report.feed);
  read_text("error", report.error);
  read_number("done", report.done);
  read_number("total", report.total);
  read_number("pages", report.pages);
  read_number("requests", report.requests);
  read_number("points", report.points);
  read_number("added", report.added);
  read_number("changed", report.changed);
  simdjson::dom::array notes;
  if (object["notes"].get(notes) == simdjson::SUCCESS) {
    for (const simdjson::dom::element note : notes) {
      std::string_view value;
      if (note.get(value) == simdjson::SUCCESS) {
        report.notes.emplace_back(value);
      }
    }
  }
  return report;
}

}  // namespace shiplog
