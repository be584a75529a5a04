// Trouble: incidents, and issues that say the same, after something broke in production.

#pragma once

#include <cstdint>
#include <string_view>

#include "services/sample/organisation.h"

namespace shiplog::sample {

class Trouble {
 public:
  // Borrows both.
  Trouble(const Organisation& organisation, const RepositoryPlan& repository, Dice& dice);

  // Something that went out at this moment hurts. The incident names the deployment, or
  // the repository, or only the service; or an issue is all there is; or nothing.
  Result<Unit> strike(sys_seconds shipped, std::string_view deployment, std::size_t area,
                      FactSink sink);

  // An incident that no deployment caused.
  Result<Unit> strike_alone(sys_seconds at, FactSink sink);

 private:
  Incident incident_at(sys_seconds started);
  Result<Unit> write_issue(sys_seconds started, FactSink sink);

  const Organisation& organisation_;
  const RepositoryPlan& repository_;
  Dice& dice_;
  std::int64_t last_incident_ = 0;
};

}  // namespace shiplog::sample
