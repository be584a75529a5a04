// `shiplog config show` and `shiplog config check`.

#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/asking.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/services.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "services/views/csv_view.h"
#include "services/views/markdown_view.h"

namespace shiplog {
namespace {

std::string settings_json(const std::vector<Setting>& settings) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("settings").begin_array();
  for (const Setting& setting : settings) {
    json.begin_object().key("name").text(setting.name).key("value").text(setting.value);
    json.key("origin").text(setting.origin).end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

std::string settings_in(const std::string& format, const std::vector<Setting>& settings,
                        const Style& style) {
  if (format == "json") {
    return settings_json(settings);
  }
  std::string out = format == "csv"        ? "name,value,origin\r\n"
                    : format == "markdown" ? "| setting | value | from |\n|---|---|---|\n"
                                           : "";
  std::vector<TableRow> rows;
  for (const Setting& setting : settings) {
    if (format == "csv") {
      out += csv_line(std::vector{setting.name, setting.value, setting.origin});
    } else if (format == "markdown") {
      out += "| " + markdown_cell(setting.name) + " | " + markdown_cell(setting.value) + " | " +
             markdown_cell(setting.origin) + " |\n";
    }
    rows.push_back({{setting.name}, {setting.value, Tone::Bold}, {setting.origin, Tone::Faint}});
  }
  const std::vector<TableColumn> columns = {
      {.title = "setting"}, {.title = "value", .may_shrink = true}, {.title = "from"}};
  return format == "table" ? render_table(columns, rows, style) : out;
}

}  // namespace

ExitCode run_config_show(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<std::vector<Setting>> settings = services.settings();
  if (!settings) {
    return terminal.refuse(settings.error());
  }
  terminal.print(settings_in(format_of(arguments), *settings, terminal.style()));
  return ExitCode::Done;
}

ExitCode run_config_check(const Arguments& /*arguments*/, Services& services, Terminal& terminal) {
  const std::vector<std::string> mistakes = services.configuration_mistakes();
  for (const std::string& mistake : mistakes) {
    terminal.print(mistake + "\n");
  }
  if (mistakes.empty()) {
    terminal.say("The configuration is in order.");
  }
  return mistakes.empty() ? ExitCode::Done : ExitCode::Failed;
}

}  // namespace shiplog
