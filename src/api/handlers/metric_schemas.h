// The shapes of docs/json.md, which the command line writes as well.

#pragma once

#include "api/schema.h"

namespace shiplog::api {

Schema catalog_schema();
Schema answer_schema();
Schema explanation_schema();
Schema points_schema();

// The stages of a change, in seconds; null where one did not happen.
Schema stages_schema();
Schema evidence_schema();

}  // namespace shiplog::api
