// Saved views, for rooms that do not know the store.

#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/view_shelf.h"

namespace shiplog {

class FactStore;

// In the bytewise order of their names.
Result<std::vector<SavedView>> saved_views(FactStore& store);

// In the place of one of the same name.
Result<Unit> save_view(FactStore& store, const SavedView& view);

// NotFound when there is none of that name.
Result<Unit> remove_view(FactStore& store, std::string_view name);

}  // namespace shiplog
