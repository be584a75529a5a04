#include "services/sync/store_facts.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

Result<std::vector<bool>> StoreFacts::has(FactKind kind, const std::vector<std::string>& keys) {
  return store_.has(kind, keys);
}

Result<Unit> StoreFacts::each(FactKind kind, std::string_view repository,
                              const std::function<Result<Unit>(const FactRecord&)>& visit) {
  if (kind == FactKind::Withdrawn || kind == FactKind::Team) {
    // They belong to the organisation: who visits them tells whose they are.
    return store_.scan_kind(kind, visit);
  }
  const auto visit_kind = [&](const FactRecord& record) -> Result<Unit> {
    return record.kind == kind ? visit(record) : Result<Unit>(Unit{});
  };
  return store_.scan_repository(repository, visit_kind);
}

}  // namespace shiplog
