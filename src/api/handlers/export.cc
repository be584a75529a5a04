// GET /api/v1/export: facts to keep, or values for a spreadsheet.

#include "services/export/export.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/handlers.h"
#include "api/http/response.h"
#include "api/parameters.h"
#include "api/principal.h"
#include "base/error.h"
#include "base/result.h"
#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "services/views/answer.h"
#include "services/views/csv_view.h"

namespace shiplog::api {
namespace {

const ParameterRule& format_rule() {
  static const ParameterRule rule{
      .key = "format",
      .help = "The facts of the scope as `shiplog import` reads them, or the values of all metrics",
      .standard = "ndjson",
      .choices = {"ndjson", "csv"}};
  return rule;
}

// Only names that we chose stand in the header.
Response attachment(Body body, std::string_view type, std::string_view name) {
  Response response{.body = std::move(body)};
  response.headers.set("content-type", type);
  response.headers.set("content-disposition", "attachment; filename=\"" + std::string(name) + "\"");
  response.headers.set("cache-control", "private, no-store");
  return response;
}

// Written while it is read: nothing of the size of the store is held.
Response facts_of(FactStore& store, ExportOptions options) {
  const Stream stream = [&store, options = std::move(options)](const WriteChunk& write) {
    const auto sink = [&write](std::string_view piece) -> Result<Unit> {
      return write(piece)
                 ? Result<Unit>(Unit{})
                 : Result<Unit>(Error{ErrorCode::Cancelled, "whoever asked for it has gone"});
    };
    const auto written = export_facts(store, options, sink, {});
    return written ? Result<Unit>(Unit{}) : Result<Unit>(written.error());
  };
  return attachment(stream, "application/x-ndjson; charset=utf-8", "shiplog.ndjson");
}

Result<Response> export_data(const Call& call) {
  Prepared ready = TRY(prepare(call));
  if (call.parameters.value_or_standard(format_rule().key) == "ndjson") {
    return facts_of(*call.services.store,
                    {.repositories = std::move(ready.question.asked.query.repositories)});
  }
  Answer answer{.evaluations =
                    evaluate_all(metric_catalog(), ready.question.asked.query, *ready.snapshot)};
  answer.asked = std::move(ready.question.asked);
  return attachment(bytes_of(to_csv(answer)), "text/csv; charset=utf-8", "shiplog.csv");
}

}  // namespace

std::vector<Endpoint> export_endpoints() {
  return {{.path = "/api/v1/export",
           .name = "export",
           .summary = "Facts to keep, or the values of all metrics for a spreadsheet",
           .permission = Permission::Operate,
           .parameters = grammar_and({&format_rule()}),
           .content_type = "application/x-ndjson",
           .answer = export_data}};
}

}  // namespace shiplog::api
