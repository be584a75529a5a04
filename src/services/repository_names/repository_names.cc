#include "services/repository_names/repository_names.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  const auto lower = [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [lower](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

bool RepositoryName::is_called(std::string_view wanted) const {
  return id == wanted || equal_ignoring_case(full_name, wanted);
}

Result<std::vector<RepositoryName>> repository_names(FactStore& store) {
  std::vector<RepositoryName> names;
  for (std::string& id : TRY(store.repositories())) {
    names.push_back({.id = id, .full_name = id});
  }
  FactReader reader;
  const auto note_name = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    names.push_back({.id = record.key, .full_name = std::get<Repository>(fact).full_name});
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Repository, note_name));
  return names;
}

Error unknown_repository(const std::string& wanted, const std::vector<RepositoryName>& names,
                         const FactStore& store) {
  std::vector<std::string> known;
  known.reserve(names.size());
  for (const RepositoryName& name : names) {
    known.push_back(name.full_name);
  }
  return {ErrorCode::NotFound,
          store.name() + " has no repository " + in_quotes(wanted) + did_you_mean(wanted, known)};
}

}  // namespace shiplog
