#include "api/sync_json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/handlers/asking.h"
#include "base/json_writer.h"
#include "domain/timestamp.h"
#include "services/sync/sync.h"
#include "services/sync/sync_desk.h"
#include "services/sync/sync_report.h"

namespace shiplog::api {
namespace {

void put_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
  json.key(key).begin_array();
  for (const std::string& name : names) {
    json.text(name);
  }
  json.end_array();
}

struct RepositoryEvent {
  std::string_view repository = {};
  std::string_view state = {};
  std::string_view phase = {};
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::string_view error = {};
};

std::string event_json(const RepositoryEvent& event) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("repository").text(event.repository).key("state").text(event.state);
  put_text(json, "phase", event.phase);
  json.key("done").integer(event.done).key("total").integer(event.total);
  put_text(json, "error", event.error);
  json.end_object();
  return out;
}

}  // namespace

std::string sync_event_json(const SyncProgress::Active& active) {
  return event_json({.repository = active.repository,
                     .state = "running",
                     .phase = active.feed,
                     .done = active.done,
                     .total = active.total});
}

std::string sync_event_json(const RepositorySync& ended) {
  const bool has_failed = ended.outcome == SyncOutcome::Failed;
  return event_json({.repository = ended.repository,
                     .state = has_failed ? "failed" : "idle",
                     .error = ended.error ? std::string_view(ended.error->message) : ""});
}

std::string sync_json(const SyncDeskState& state) {
  const SyncProgress& progress = state.progress;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  put_names(json, "running", state.running);
  put_names(json, "waiting", state.waiting);
  json.key("active").begin_array();
  for (const SyncProgress::Active& active : progress.active) {
    json.begin_object().key("repository").text(active.repository).key("phase").text(active.feed);
    json.key("done").integer(active.done).key("total").integer(active.total).end_object();
  }
  json.end_array();
  json.key("repositories_done").integer(static_cast<std::int64_t>(progress.repositories_done));
  json.key("repositories_total").integer(static_cast<std::int64_t>(progress.repositories_total));
  put_text(json, "waiting_for", progress.waiting ? progress.waiting->reason : "");
  put_moment(json, "waiting_until", progress.waiting ? progress.waiting->until : kNever);
  put_text(json, "error", state.error);
  put_moment(json, "next_scheduled", state.next_scheduled);
  json.end_object();
  return out;
}

}  // namespace shiplog::api
