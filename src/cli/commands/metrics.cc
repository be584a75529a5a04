// `shiplog metrics` and `shiplog metrics list`.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/asking.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/metric_table.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
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
  return format == "markdown" ? to_markdown(answer) : metric_table(answer, style);
}

std::string catalog_text(const Style& style) {
  std::string out;
  const std::size_t width = style.width - 2;
  for (const Metric* metric : metric_catalog()) {
    out += out.empty() ? "" : "\n";
    out += toned(metric->id, Tone::Bold, style) + "  " + std::string(metric->title) + "\n";
    for (const std::string_view text : {metric->question, metric->definition, metric->caveat}) {
      for (const std::string& line : wrap(text, width)) {
        out += "  " + (text == metric->caveat ? toned(line, Tone::Faint, style) : line) + "\n";
      }
    }
  }
  return out;
}

}  // namespace

ExitCode run_metrics(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<std::vector<const Metric*>> metrics = find_metrics(arguments.operands());
  if (!metrics) {
    return terminal.fail(metrics.error());
  }
  std::variant<Prepared, ExitCode> prepared =
      prepare(arguments, services, parts_read_by(*metrics), terminal);
  if (const ExitCode* code = std::get_if<ExitCode>(&prepared)) {
    return *code;
  }
  Prepared& ready = std::get<Prepared>(prepared);
  // The grade is of all five of DORA's metrics, which are asked together when none is named.
  ready.question.asked.query.wants_grade = arguments.operands().empty();
  Answer answer{.evaluations = evaluate_all(*metrics, ready.question.asked.query, *ready.snapshot)};
  answer.asked = std::move(ready.question.asked);
  terminal.print(in_format(answer, format_of(arguments), terminal.style()));
  return ExitCode::Done;
}

ExitCode run_metrics_list(const Arguments& arguments, Services& /*services*/, Terminal& terminal) {
  const std::string format = format_of(arguments);
  const std::span<const Metric* const> catalog = metric_catalog();
  if (format == "json") {
    terminal.print(catalog_json(catalog));
  } else if (format == "csv") {
    terminal.print(catalog_csv(catalog));
  } else {
    terminal.print(format == "markdown" ? catalog_markdown(catalog)
                                        : catalog_text(terminal.style()));
  }
  return ExitCode::Done;
}

}  // namespace shiplog
