#include "services/sync/sync_report.h"

#include <string>
#include <string_view>

#include "base/check.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

void write_changes(JsonWriter& json, const ChangeCounts& counts) {
  ChangeCount sum;
  for (const ChangeCount& count : counts) {
    sum.added += count.added;
    sum.changed += count.changed;
    sum.unchanged += count.unchanged;
  }
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

std::string report_text(const RepositorySync& sync) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("outcome").text(outcome_name(sync.outcome));
  json.key("feed").text(sync.feed).key("done").integer(sync.done).key("total").integer(sync.total);
  json.key("pages").integer(sync.pages).key("requests").integer(sync.requests);
  json.key("points").integer(sync.points);
  write_changes(json, sync.changes);
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

}  // namespace shiplog
