#include "services/sample/sample.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/function_ref.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/sample/organisation.h"
#include "services/sample/repository_history.h"

namespace shiplog {
namespace {

constexpr std::int64_t kMostChanges = 100'000'000;
constexpr std::int64_t kMostRepositories = 100'000;
constexpr std::int64_t kMostPeople = 1'000'000;
constexpr std::int64_t kMostYears = 20;

// Where not told otherwise: a person brings so many changes a year, and some small
// organisation is there even for a few changes.
constexpr std::int64_t kChangesPerPersonYear = 200;
constexpr std::int64_t kFewestPeople = 18;
constexpr std::int64_t kFewestRepositories = 10;
constexpr std::int64_t kChangesPerRepository = 20;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

Result<Unit> check_bounds(std::string_view name, std::int64_t value, std::int64_t most) {
  if (value >= 1 && value <= most) {
    return Unit{};
  }
  return Error{ErrorCode::InvalidInput, "a sample has 1 to " + std::to_string(most) + " " +
                                            std::string(name) + ", not " + std::to_string(value)};
}

std::int64_t people_of(const SampleOptions& options) {
  return options.people.value_or(
      std::max(kFewestPeople, options.changes / (kChangesPerPersonYear * options.years)));
}

std::int64_t repositories_of(const SampleOptions& options, std::int64_t people) {
  const std::int64_t usual = std::max(kFewestRepositories, people * 2 / 5);
  const std::int64_t room = std::max<std::int64_t>(1, options.changes / kChangesPerRepository);
  return options.repositories.value_or(std::min({usual, room, kMostRepositories}));
}

}  // namespace

Result<Unit> generate_sample(const SampleOptions& options, FactSink sink) {
  TRY(check_bounds("changes", options.changes, kMostChanges));
  TRY(check_bounds("years", options.years, kMostYears));
  const std::int64_t people = people_of(options);
  TRY(check_bounds("people", people, kMostPeople));
  const std::int64_t repositories = repositories_of(options, people);
  TRY(check_bounds("repositories", repositories, std::min(kMostRepositories, options.changes)));

  const sample::Organisation organisation(options, repositories, people);
  TRY(organisation.write_facts(sink));
  for (const sample::RepositoryPlan& repository : organisation.repositories()) {
    TRY(sample::RepositoryHistory(organisation, repository, options.seed).write(sink));
  }
  return Unit{};
}

Result<Unit> write_sample(const SampleOptions& options,
                          FunctionRef<Result<Unit>(std::string_view lines)> sink) {
  std::string piece;
  const auto write = [&](const Fact& fact) -> Result<Unit> {
    append_fact_line(piece, fact);
    piece += '\n';
    if (piece.size() < kPieceBytes) {
      return Unit{};
    }
    TRY(sink(piece));
    piece.clear();
    return Unit{};
  };
  TRY(generate_sample(options, write));
  return piece.empty() ? Result<Unit>{Unit{}} : sink(piece);
}

}  // namespace shiplog
