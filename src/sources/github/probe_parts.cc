#include "sources/github/probe_parts.h"

#include <string_view>

#include "base/json_writer.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/github_client.h"

namespace shiplog {

void ProbeParts::write(JsonWriter& json) const {
  json.key("pullRequests").boolean(pull_requests);
  json.key("issues").boolean(issues);
  json.key("deployments").boolean(deployments);
}

bool ProbeParts::leave_out_refused(const GitHubReply& reply) {
  if (!reply.is_refused()) {
    return false;
  }
  bool is_less = false;
  const auto leave_out = [&](std::string_view path, std::string_view list, bool& part) {
    if (part && path.find(list) != std::string_view::npos) {
      part = false;
      is_less = true;
    }
  };
  for (const GitHubProblem& problem : reply.answer.problems) {
    leave_out(problem.path, ".pullRequests", pull_requests);
    leave_out(problem.path, ".issues", issues);
    leave_out(problem.path, ".deployments", deployments);
  }
  return is_less;
}

}  // namespace shiplog
