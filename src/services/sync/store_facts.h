// StoreFacts: what a store holds, as far as a feed must know it.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "store/fact_store.h"

namespace shiplog {

class StoreFacts final : public KnownFacts {
 public:
  // Borrows the store.
  explicit StoreFacts(FactStore& store) : store_(store) {}

  Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) override;
  Result<Unit> each(FactKind kind, std::string_view repository,
                    const std::function<Result<Unit>(const FactRecord&)>& visit) override;

 private:
  FactStore& store_;
};

}  // namespace shiplog
