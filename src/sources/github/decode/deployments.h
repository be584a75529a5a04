// Deployments: GitHub's JSON → facts.

#pragma once

#include <optional>
#include <vector>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

// GitHub's words for a state come down to those of facts: what is live is a success, what
// waits or was never taken up is queued, what was taken down is inactive.
class DeploymentParts {
 public:
  // From a `DeploymentFields`; absent for what lacks an id, a commit or a time.
  static std::optional<DeploymentParts> begin(Json node, const Decoding& decoding);

  // More of its statuses.
  void add(Json node, const Decoding& decoding);

  const std::string& id() const { return deployment_.id; }
  Timestamp created_at() const { return deployment_.created_at; }
  // Whether nothing more is to be expected of it.
  bool is_settled() const { return is_settled_; }
  // Where its list of statuses goes on; absent: it is whole.
  const Text& next() const { return next_; }

  FactRecord tell() &&;

 private:
  Deployment deployment_ = {};
  Moment updated_at_ = {};
  bool is_settled_ = false;
  Text next_ = {};
};

}  // namespace shiplog
