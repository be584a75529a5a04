// Annotations: what people note about a moment, shown in every chart over time. They are facts,
// so that an export holds them.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

class FactStore;

// Those that were not taken back, in order of time.
Result<std::vector<Annotation>> list_annotations(FactStore& store);

// With an id of its own, which it returns.
Result<std::string> add_annotation(FactStore& store, Annotation annotation);

// NotFound when there is none, or it was taken back already.
Result<Unit> withdraw_annotation(FactStore& store, std::string_view id, Timestamp now);

}  // namespace shiplog
