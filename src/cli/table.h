// Tables for the screen: columns as wide as what is in them, cut where the screen is
// narrower.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace shiplog {

struct TableColumn {
  std::string title = {};
  bool is_number = false;   // Stands right.
  bool may_shrink = false;  // Cut with "…" when the table is too wide; one column at most.
};

struct Cell {
  std::string text = {};
  Tone tone = Tone::Plain;
};
using TableRow = std::vector<Cell>;

// Rows may be shorter than the table is wide. Control characters in cells are taken out.
std::string render_table(std::span<const TableColumn> columns, std::span<const TableRow> rows,
                         const Style& style);

}  // namespace shiplog
