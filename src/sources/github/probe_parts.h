// ProbeParts: which lists of a repository are asked for their newest row, to see whether
// anything has changed. One that the token may not read would make the whole repository null.

#pragma once

#include "base/json_writer.h"
#include "sources/github/feeds/asking.h"

namespace shiplog {

struct ProbeParts {
  bool pull_requests = true;
  bool issues = true;
  bool deployments = true;

  // As variables of a query with `RepositoryProbe` of queries/fragments.
  void write(JsonWriter& json) const;

  // Leaves out from now on what the reply was refused for. False when there is nothing more to
  // leave out.
  bool leave_out_refused(const GitHubReply& reply);
};

}  // namespace shiplog
