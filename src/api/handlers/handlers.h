// The endpoints of each resource: a file each, listed in endpoints.cc.

#pragma once

#include <vector>

#include "api/endpoint.h"

namespace shiplog::api {

std::vector<Endpoint> session_endpoints();
std::vector<Endpoint> metric_endpoints();  // The catalog, values and explanations.
std::vector<Endpoint> pull_request_endpoints();
std::vector<Endpoint> deployment_endpoints();
std::vector<Endpoint> happening_endpoints();   // Incidents and releases.
std::vector<Endpoint> repository_endpoints();  // And teams.
std::vector<Endpoint> sync_endpoints();
std::vector<Endpoint> export_endpoints();
std::vector<Endpoint> note_endpoints();  // Annotations and saved views.
std::vector<Endpoint> event_endpoints();
std::vector<Endpoint> health_endpoints();

}  // namespace shiplog::api
