// `shiplog sample` and `shiplog demo`: a made-up organisation.

#include "services/sample/sample.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "domain/timestamp.h"
#include "services/question/dates.h"

namespace shiplog {
namespace {

Result<std::optional<std::int64_t>> count_option(const Arguments& arguments,
                                                 std::string_view name) {
  const auto text = arguments.value(name);
  return text ? std::optional(TRY(parse_count(name, *text))) : std::nullopt;
}

Result<SampleOptions> options_of(const Arguments& arguments, Timestamp now) {
  SampleOptions options{.until = std::chrono::floor<std::chrono::days>(now)};
  if (const auto changes = TRY(count_option(arguments, "--changes"))) {
    options.changes = *changes;
  }
  if (const auto seed = TRY(count_option(arguments, "--seed"))) {
    options.seed = static_cast<std::uint64_t>(*seed);
  }
  if (const auto years = TRY(count_option(arguments, "--years"))) {
    options.years = *years;
  }
  options.repositories = TRY(count_option(arguments, "--repositories"));
  options.people = TRY(count_option(arguments, "--people"));
  if (const auto until = arguments.value("--until")) {
    options.until = TRY(parse_date("--until", *until, TimeZone()));
  }
  return options;
}

Result<Timestamp> now_of(const Arguments& arguments, const Services& services) {
  const auto text = arguments.value("--now");
  return text ? parse_date("--now", *text, TimeZone()) : services.clock().now();
}

}  // namespace

ExitCode run_sample(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<SampleOptions> options = options_of(arguments, services.clock().now());
  if (!options) {
    return terminal.refuse(options.error());
  }
  const Result<Unit> written =
      write_sample(*options, [&terminal](std::string_view lines) { return terminal.write(lines); });
  if (written) {
    return ExitCode::Done;
  }
  return written.error().code == ErrorCode::InvalidInput ? terminal.refuse(written.error())
                                                         : terminal.fail(written.error());
}

ExitCode run_demo(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<Timestamp> now = now_of(arguments, services);
  if (!now) {
    return terminal.refuse(now.error());
  }
  const Result<SampleOptions> options = options_of(arguments, *now);
  if (!options) {
    return terminal.refuse(options.error());
  }
  {
    const Interrupt interrupt;
    if (const auto used = services.use_sample_store(*options, interrupt.token()); !used) {
      return used.error().code == ErrorCode::InvalidInput ? terminal.refuse(used.error())
                                                          : terminal.fail(used.error());
    }
  }
  return run_report(arguments, services, terminal);
}

}  // namespace shiplog
