#include "services/browse/views.h"

#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/fact_store.h"
#include "store/view_shelf.h"

namespace shiplog {

Result<std::vector<SavedView>> saved_views(FactStore& store) { return store.views().all(); }

Result<Unit> save_view(FactStore& store, const SavedView& view) { return store.views().put(view); }

Result<Unit> remove_view(FactStore& store, std::string_view name) {
  return store.views().remove(name);
}

}  // namespace shiplog
