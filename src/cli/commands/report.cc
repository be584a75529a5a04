// `shiplog report`: one screen for a person.

#include "cli/report/report.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/asking.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/csv_view.h"
#include "services/views/json_view.h"
#include "services/views/markdown_view.h"

namespace shiplog {
namespace {

std::string in_format(const Answer& answer, const std::string& format, const Style& style) {
  if (format == "json") {
    return to_json(answer);
  }
  if (format == "csv") {
    return to_csv(answer);
  }
  return format == "markdown" ? to_markdown(answer) : render_report(answer, style);
}

std::vector<const Metric*> metrics_of_report() {
  std::vector<const Metric*> metrics;
  for (const std::string_view id : report_metrics()) {
    const Result<const Metric*> metric = find_metric(id);
    CHECK(metric);
    metrics.push_back(*metric);
  }
  return metrics;
}

}  // namespace

ExitCode run_report(const Arguments& arguments, Services& services, Terminal& terminal) {
  const std::vector<const Metric*> metrics = metrics_of_report();
  std::variant<Prepared, ExitCode> prepared =
      prepare(arguments, services, parts_read_by(metrics), terminal);
  if (const ExitCode* code = std::get_if<ExitCode>(&prepared)) {
    return *code;
  }
  Prepared& ready = std::get<Prepared>(prepared);
  Query& query = ready.question.asked.query;
  query.wants_grade = true;
  if (!query.every) {
    query.every = report_granularity(query.window, terminal.style());
  }
  Answer answer{.evaluations = evaluate_all(metrics, query, *ready.snapshot)};
  answer.asked = std::move(ready.question.asked);
  terminal.print(in_format(answer, format_of(arguments), terminal.style()));
  return ExitCode::Done;
}

}  // namespace shiplog
