// `shiplog serve`: the dashboard and its API.

#include <string>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "services/sample/sample.h"

namespace shiplog {
namespace {

ExitCode tell(const Error& error, Terminal& terminal) {
  return error.code == ErrorCode::InvalidInput ? terminal.refuse(error) : terminal.fail(error);
}

}  // namespace

ExitCode run_serve(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Interrupt interrupt;
  if (arguments.has("--sample")) {
    const SampleOptions sample{.until =
                                   std::chrono::floor<std::chrono::days>(services.clock().now())};
    terminal.say("Making a sample organisation, unless it is there …");
    if (const auto used = services.use_sample_store(sample, interrupt.token()); !used) {
      return tell(used.error(), terminal);
    }
  }
  const Result<Unit> served = services.serve({.listen = arguments.value("--listen"),
                                              .is_sample = arguments.has("--sample"),
                                              .stop = interrupt.token(),
                                              .on_ready = [&terminal](const std::string& url) {
                                                terminal.print("Shiplog is ready: " + url + "\n");
                                                static_cast<void>(terminal.flush());
                                              }});
  return served ? ExitCode::Done : tell(served.error(), terminal);
}

}  // namespace shiplog
