// What a sync is at, as the endpoint and the events tell it.

#pragma once

#include <string>

#include "services/sync/sync.h"
#include "services/sync/sync_desk.h"
#include "services/sync/sync_report.h"

namespace shiplog::api {

std::string sync_json(const SyncDeskState& state);

// {"repository":"acme/api","state":"running","phase":…,"done":…,"total":…,"error":null}: of one
// that goes on, and of one that has ended.
std::string sync_event_json(const SyncProgress::Active& active);
std::string sync_event_json(const RepositorySync& ended);

}  // namespace shiplog::api
