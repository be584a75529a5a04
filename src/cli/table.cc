#include "cli/table.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "cli/text_width.h"

namespace shiplog {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowestColumn = 8;

std::vector<std::size_t> widths_of(std::span<const TableColumn> columns,
                                   std::span<const TableRow> rows, std::size_t room) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t width = width_of(columns[i].title);
    for (const TableRow& row : rows) {
      width = std::max(width, i < row.size() ? width_of(row[i].text) : 0);
    }
    widths.push_back(width);
  }
  const std::size_t total =
      std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + kGap * (columns.size() - 1);
  for (std::size_t i = 0; i < columns.size() && total > room; ++i) {
    if (columns[i].may_shrink) {
      const std::size_t excess = total - room;
      const std::size_t least = std::min(widths[i], kNarrowestColumn);
      widths[i] = std::max(least, widths[i] > excess ? widths[i] - excess : 0);
    }
  }
  return widths;
}

void append_row(std::string& out, std::span<const TableColumn> columns,
                std::span<const std::size_t> widths, const TableRow& row, const Style& style) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string text = truncate(row[i].text, widths[i], style.has_utf8);
    const bool is_last = i + 1 == row.size();
    const std::string padded = columns[i].is_number ? pad_left(text, widths[i])
                               : is_last            ? text
                                                    : pad_right(text, widths[i]);
    line += i == 0 ? "" : std::string(kGap, ' ');
    line += toned(padded, row[i].tone, style);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
}

}  // namespace

std::string render_table(std::span<const TableColumn> columns, std::span<const TableRow> rows,
                         const Style& style) {
  std::vector<TableRow> clean(rows.begin(), rows.end());
  for (TableRow& row : clean) {
    for (Cell& cell : row) {
      cell.text = without_controls(cell.text);
    }
  }
  const std::vector<std::size_t> widths = widths_of(columns, clean, style.width);
  TableRow titles;
  for (const TableColumn& column : columns) {
    titles.push_back({.text = column.title, .tone = Tone::Faint});
  }
  std::string out;
  append_row(out, columns, widths, titles, style);
  for (const TableRow& row : clean) {
    append_row(out, columns, widths, row, style);
  }
  return out;
}

}  // namespace shiplog
