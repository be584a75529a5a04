#include "store/memory/memory_view_shelf.h"

#include <mutex>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/view_shelf.h"

namespace shiplog {

Result<std::vector<SavedView>> MemoryViewShelf::all() {
  const std::scoped_lock lock(mutex_);
  std::vector<SavedView> views;
  for (const auto& [name, view] : views_) {
    views.push_back(view);
  }
  return views;
}

Result<Unit> MemoryViewShelf::put(const SavedView& view) {
  const std::scoped_lock lock(mutex_);
  views_[view.name] = view;
  return Unit{};
}

Result<Unit> MemoryViewShelf::remove(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  const auto found = views_.find(name);
  if (found == views_.end()) {
    return no_such_view(name);
  }
  views_.erase(found);
  return Unit{};
}

}  // namespace shiplog
