#include "sources/github/decode/workflow_runs.h"

#include <optional>
#include <string>
#include <string_view>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

std::optional<FactRecord> decode_workflow_run(Json run, const Decoding& decoding) {
  const std::string_view id = run["node_id"].id();
  const Moment created_at = run["created_at"].time();
  if (id.empty() || !created_at) {
    return std::nullopt;
  }
  const Moment updated_at = run["updated_at"].time();
  WorkflowRun fact = {.id = std::string(id),
                      .repository = std::string(decoding.repository),
                      .name = std::string(run["name"].text()),
                      .created_at = *created_at,
                      .started_at = run["run_started_at"].time(),
                      .branch = run["head_branch"].optional_text(),
                      .sha = run["head_sha"].optional_id(),
                      .event = run["event"].optional_text(),
                      .conclusion = run["conclusion"].optional_text(),
                      .attempt = run["run_attempt"].count()};
  if (fact.name.empty()) {
    fact.name = std::string(run["path"].text());
  }
  // GitHub gives no time of ending; nothing changes a run after its end.
  if (run["status"].text() == "completed") {
    fact.finished_at = updated_at;
  }
  FactRecord record = to_record(fact);
  record.updated_at = updated_at;
  return record;
}

}  // namespace shiplog
