// `shiplog explain ID`: the things behind a number.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/asking.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/metric_table.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "metrics/metric.h"
#include "services/views/answer.h"
#include "services/views/csv_view.h"
#include "services/views/json_view.h"
#include "services/views/markdown_view.h"

namespace shiplog {
namespace {

// What fits on a screen of usual height.
constexpr std::int64_t kDefaultLimit = 18;

std::string in_format(const ExplainedAnswer& answer, const std::string& format, std::size_t limit,
                      const Style& style) {
  if (format == "json") {
    return to_json(answer);
  }
  if (format == "csv") {
    return to_csv(answer);
  }
  return format == "markdown" ? to_markdown(answer) : explanation_table(answer, limit, style);
}

}  // namespace

ExitCode run_explain(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<const Metric*> metric = find_metric(arguments.operands().front());
  if (!metric) {
    return terminal.fail(metric.error());
  }
  Result<std::int64_t> limit = kDefaultLimit;
  if (const auto text = arguments.value("--limit")) {
    limit = parse_count("--limit", *text);
  }
  if (!limit) {
    return terminal.refuse(limit.error());
  }
  std::variant<Prepared, ExitCode> prepared = prepare(arguments, services, kAllParts, terminal);
  if (const ExitCode* code = std::get_if<ExitCode>(&prepared)) {
    return *code;
  }
  Prepared& ready = std::get<Prepared>(prepared);
  ExplainedAnswer answer{.explanation =
                             explain(**metric, ready.question.asked.query, *ready.snapshot)};
  answer.asked = std::move(ready.question.asked);
  terminal.print(
      in_format(answer, format_of(arguments), static_cast<std::size_t>(*limit), terminal.style()));
  return ExitCode::Done;
}

}  // namespace shiplog
