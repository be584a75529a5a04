#include "cli/commands/asking.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/question.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// The clock cuts the facts; while it is later than all of them there is nothing to cut,
// and the columns on disk serve as they are.
Result<std::shared_ptr<const Snapshot>> snapshot_for(Question& question, Services& services) {
  const Timestamp now = question.asked.query.now;
  std::shared_ptr<const Snapshot> snapshot = TRY(services.snapshot(question.reading));
  if (snapshot->complete_until > now) {
    question.reading.now = now;
    snapshot = TRY(services.snapshot(question.reading));
  }
  return snapshot;
}

}  // namespace

std::variant<Prepared, ExitCode> prepare(const Arguments& arguments, Services& services,
                                         Terminal& terminal) {
  const Result<Defaults> defaults = services.defaults();
  if (!defaults) {
    return terminal.refuse(defaults.error());
  }
  Result<Question> question = read_question(arguments, *defaults, services.clock());
  if (!question) {
    return terminal.refuse(question.error());
  }
  Result<std::shared_ptr<const Snapshot>> snapshot = snapshot_for(*question, services);
  if (!snapshot) {
    return terminal.fail(snapshot.error());
  }
  if (const auto found = find_repositories(*question, **snapshot); !found) {
    return terminal.fail(found.error());
  }
  return Prepared{.question = *std::move(question), .snapshot = *std::move(snapshot)};
}

std::string format_of(const Arguments& arguments) {
  return arguments.value("--format").value_or("table");
}

}  // namespace shiplog
