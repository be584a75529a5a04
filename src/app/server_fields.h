// The settings of the section [server], for the list of all fields.

#pragma once

#include <vector>

#include "app/config.h"

namespace shiplog {

std::vector<ConfigField> server_fields();

}  // namespace shiplog
