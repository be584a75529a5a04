// The settings of when a team works, and of which paths make up a service.

#pragma once

#include <vector>

#include "app/config.h"

namespace shiplog {

std::vector<ConfigField> calendar_fields();
std::vector<ConfigField> service_fields();

}  // namespace shiplog
