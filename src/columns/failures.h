// Failures: the evidence that a deployment failed, what restored it, and which
// deployments were made only to repair another.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "columns/carriers.h"
#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/deployment_rows.h"
#include "columns/organisation.h"
#include "columns/pattern.h"
#include "columns/reverts.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {

// All by deployment, as the columns of the same names. Texts are views into what it was
// found in.
struct Failures {
  struct Source {
    EvidenceKind kind = EvidenceKind::Incident;
    std::string_view id = {};
    const Correction* correction = nullptr;  // By whom it was said or linked, if by hand.
  };
  std::vector<Offset> evidence_offsets = {};
  std::vector<Source> evidence = {};
  std::vector<Confidence> failure = {};
  std::vector<Timestamp> restored_at = {};
  std::vector<std::string_view> restored_by = {};
  std::vector<std::uint8_t> is_repair = {};
};

struct FailureInput {
  std::string_view repository_id = {};
  const Pattern& production;  // Of environments.
  const ChangeRows& changes;
  std::span<const std::uint8_t> is_hotfix = {};  // By change.
  const Reverts& reverts;
  const DeploymentRows& deployments;
  const Carriers& carriers;
  std::span<const KnownIncident* const> incidents = {};  // All that may matter, each once.
};

Failures find_failures(const FailureInput& input);

}  // namespace shiplog
