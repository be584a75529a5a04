// `shiplog completion SHELL` and `shiplog man`.

#include "cli/completion.h"

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/help.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "metrics/catalog.h"
#include "metrics/metric.h"

namespace shiplog {

ExitCode run_completion(const Arguments& arguments, Services& /*services*/, Terminal& terminal) {
  std::vector<std::string_view> metrics;
  for (const Metric* metric : metric_catalog()) {
    metrics.push_back(metric->id);
  }
  const std::string& shell = arguments.operands().front();
  terminal.print(shell == "bash"  ? bash_completion(metrics)
                 : shell == "zsh" ? zsh_completion(metrics)
                                  : fish_completion(metrics));
  return ExitCode::Done;
}

ExitCode run_man(const Arguments& /*arguments*/, Services& /*services*/, Terminal& terminal) {
  terminal.print(manual_page());
  return ExitCode::Done;
}

}  // namespace shiplog
