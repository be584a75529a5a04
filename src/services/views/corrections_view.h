// Corrections as programs read them, from the command line and from the API.

#pragma once

#include <span>
#include <string>

#include "services/corrections/corrections.h"

namespace shiplog {

// {"corrections": [{"id": …, "at": …, "by": …, "of": …, "target": …, "name": …, "field": …,
// "value": …, "reason": …, "in_effect": true}]}
std::string corrections_json(std::span<const ListedCorrection> corrections);

}  // namespace shiplog
