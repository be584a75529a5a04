// What `shiplog doctor` looks at. Each check says what it saw, and what to do about it.

#pragma once

#include <vector>

#include "app/config_loading.h"
#include "app/open_store.h"
#include "cli/services.h"
#include "domain/timestamp.h"

namespace shiplog {

Finding check_configuration(const LoadedConfig& loaded);
Finding check_clock(Timestamp now);
Finding check_time_zones();
Finding check_git();

// Whether it can be reached and written and is sound, its size, the room that is left, and
// its column file. Makes no store where there is none.
std::vector<Finding> check_store(const StorePlace& place);

}  // namespace shiplog
