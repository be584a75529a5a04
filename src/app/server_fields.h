// The settings of the sections [server] and [sync], for the list of all fields.

#pragma once

#include <vector>

#include "app/config.h"

namespace shiplog {

std::vector<ConfigField> server_fields();

}  // namespace shiplog
