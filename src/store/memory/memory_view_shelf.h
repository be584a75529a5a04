// MemoryViewShelf: the saved views of a MemoryStore.

#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/view_shelf.h"

namespace shiplog {

class MemoryViewShelf final : public ViewShelf {
 public:
  Result<std::vector<SavedView>> all() override;
  Result<Unit> put(const SavedView& view) override;
  Result<Unit> remove(std::string_view name) override;

 private:
  std::mutex mutex_ = {};
  std::map<std::string, SavedView, std::less<>> views_ = {};
};

}  // namespace shiplog
