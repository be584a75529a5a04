#include "cli/import_summary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "domain/facts.h"
#include "services/import_git/import_git.h"
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

// The kinds that were met, and all together.
std::vector<TableRow> kind_rows(const ChangeCounts& stored,
                                const std::array<std::int64_t, kFactKindCount>& refused,
                                std::int64_t refused_without_kind) {
  std::vector<TableRow> rows;
  ChangeCount sum;
  std::int64_t refused_sum = refused_without_kind;
  for (const FactKind kind : kinds_by_name()) {
    const auto index = static_cast<std::size_t>(kind) - 1;
    const ChangeCount& count = stored[index];
    sum.added += count.added;
    sum.changed += count.changed;
    sum.unchanged += count.unchanged;
    refused_sum += refused[index];
    if (count.added + count.changed + count.unchanged + refused[index] > 0) {
      rows.push_back(row_of(std::string(kind_name(kind)), count, refused[index]));
    }
  }
  if (refused_without_kind > 0) {
    rows.push_back(row_of("not a fact", {}, refused_without_kind));
  }
  rows.push_back(row_of("all", sum, refused_sum));
  return rows;
}

std::string kind_table(const std::vector<TableRow>& rows, const Style& style) {
  const std::vector<TableColumn> columns = {{.title = "kind"},
                                            {.title = "new", .is_number = true},
                                            {.title = "changed", .is_number = true},
                                            {.title = "unchanged", .is_number = true},
                                            {.title = "refused", .is_number = true}};
  return render_table(columns, rows, style);
}

}  // namespace

std::string import_table(const IngestReport& report, const Style& style) {
  return kind_table(kind_rows(report.stored, report.refused, report.refused_without_kind), style);
}

std::string git_summary(const GitImportSummary& summary, const Style& style) {
  const std::string name = toned(without_controls(summary.repository), Tone::Bold, style);
  if (summary.is_up_to_date) {
    return name + ": nothing new\n";
  }
  return name + ": " + count(summary.commits) + " commits, " + count(summary.merged_pull_requests) +
         " pull requests known from merges and " + count(summary.squashed_pull_requests) +
         " from subjects, " + count(summary.releases) + " releases, " + count(summary.people) +
         " people" + (summary.is_incremental ? " (only what is new)" : "") + "\n" +
         kind_table(kind_rows(summary.changes, {}, 0), style);
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
