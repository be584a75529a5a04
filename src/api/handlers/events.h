// What server-sent events say.

#pragma once

#include <string>

#include "services/query/live_snapshot.h"

namespace shiplog::api {

// Of a `snapshot` event: {"generation":12,"repositories":["acme/api"]}
std::string snapshot_event_json(const LiveChange& change);

}  // namespace shiplog::api
