#include "cli/import_summary.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/table.h"
#include "cli/terminal.h"
#include "domain/facts.h"
#include "services/ingest/ingest_report.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

std::string count(std::int64_t number) { return human_count(static_cast<std::size_t>(number)); }

TableRow row_of(std::string name, const ChangeCount& stored, std::int64_t refused) {
  return {{std::move(name)},
          {count(stored.added), stored.added > 0 ? Tone::Bold : Tone::Plain},
          {count(stored.changed)},
          {count(stored.unchanged), Tone::Faint},
          {count(refused), refused > 0 ? Tone::Worse : Tone::Faint}};
}

std::string names_of(const NameCounts& names) {
  std::string out;
  for (const auto& [name, times] : names.counts()) {
    out += (out.empty() ? "" : ", ") + name + " (" + count(times) + ")";
  }
  return names.others() > 0 ? out + " and others (" + count(names.others()) + ")" : out;
}

}  // namespace

std::string import_table(const IngestReport& report, const Style& style) {
  std::vector<TableRow> rows;
  ChangeCount sum;
  for (const FactKind kind : kinds_by_name()) {
    const auto index = static_cast<std::size_t>(kind) - 1;
    const ChangeCount& stored = report.stored[index];
    sum.added += stored.added;
    sum.changed += stored.changed;
    sum.unchanged += stored.unchanged;
    if (stored.added + stored.changed + stored.unchanged + report.refused[index] > 0) {
      rows.push_back(row_of(std::string(kind_name(kind)), stored, report.refused[index]));
    }
  }
  if (report.refused_without_kind > 0) {
    rows.push_back(row_of("not a fact", {}, report.refused_without_kind));
  }
  rows.push_back(row_of("all", sum, report.refused_total()));
  const std::vector<TableColumn> columns = {{.title = "kind"},
                                            {.title = "new", .is_number = true},
                                            {.title = "changed", .is_number = true},
                                            {.title = "unchanged", .is_number = true},
                                            {.title = "refused", .is_number = true}};
  return render_table(columns, rows, style);
}

std::vector<std::string> refusal_lines(const IngestReport& report) {
  std::vector<std::string> lines;
  for (const RefusedLine& refused : report.refused_lines) {
    lines.push_back(refused.source + ":" + std::to_string(refused.line) + ": " + refused.reason);
  }
  const auto shown = static_cast<std::int64_t>(lines.size());
  if (report.refused_total() > shown) {
    lines.push_back("and " + count(report.refused_total() - shown) + " more lines were refused");
  }
  return lines;
}

std::vector<std::string> unknown_name_lines(const IngestReport& report) {
  std::vector<std::string> lines;
  if (!report.unknown_kinds.is_empty()) {
    lines.push_back("Passed over kinds that this version does not know: " +
                    names_of(report.unknown_kinds));
  }
  if (!report.unknown_fields.is_empty()) {
    lines.push_back("Passed over fields that this version does not know: " +
                    names_of(report.unknown_fields));
  }
  return lines;
}

}  // namespace shiplog
