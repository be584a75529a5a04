#include "cli/table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace shiplog {
namespace {

const std::vector<TableColumn> kColumns = {
    {.title = "name", .may_shrink = true}, {.title = "n", .is_number = true}, {.title = "x"}};

TEST(Table, AlignsColumnsAndLeavesNoSpacesAtTheEnd) {
  const std::vector<TableRow> rows = {{{"alpha"}, {"7"}, {"yes"}}, {{"b"}, {"1,234"}}};
  EXPECT_EQ(render_table(kColumns, rows, {}),
            "name       n  x\n"
            "alpha      7  yes\n"
            "b      1,234\n");
}

TEST(Table, CutsTheColumnThatMayShrink) {
  const std::vector<TableRow> rows = {{{std::string(60, 'a')}, {"7"}, {"yes"}}};
  const std::string table = render_table(kColumns, rows, {.width = 30});
  EXPECT_NE(table.find(std::string(21, 'a') + "…  7  yes\n"), std::string::npos) << table;
}

TEST(Table, MeasuresWideCharactersAndColoursNothingWithoutATerminal) {
  const std::vector<TableRow> rows = {{{"日本", Tone::Bold}, {"1"}}, {{"abcd"}, {"2"}}};
  EXPECT_EQ(render_table(kColumns, rows, {}), "name  n  x\n日本  1\nabcd  2\n");
}

TEST(Table, ColoursOnATerminal) {
  const std::vector<TableRow> rows = {{{"a", Tone::Bold}, {"1"}}};
  const std::string table = render_table(kColumns, rows, {.has_color = true});
  EXPECT_NE(table.find("\x1b[1ma   \x1b[0m"), std::string::npos);
}

TEST(Table, LetsNoCellCommandTheTerminal) {
  const std::vector<TableRow> rows = {{{"a\x1b[2Jb"}}};
  EXPECT_EQ(render_table(kColumns, rows, {}).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace shiplog
