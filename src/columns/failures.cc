#include "columns/failures.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/string_table.h"
#include "columns/carriers.h"
#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/corrections.h"
#include "columns/deployment_rows.h"
#include "columns/organisation.h"
#include "columns/reverts.h"
#include "columns/shard.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

using std::chrono::hours;

constexpr Duration kRevertWithin = hours(7 * 24);
constexpr Duration kHotfixWithin = hours(48);
constexpr Duration kNearby = hours(24);

struct Finding {
  Row deployment = kNoRow;
  EvidenceKind kind = EvidenceKind::Incident;
  std::string_view source = {};
  Timestamp resolved_at = kNever;  // Of incidents.
  const Correction* correction = nullptr;
};

// A later success that would restore an earlier one.
struct Repair {
  Row deployment = kNoRow;
  Row by = kNoRow;
};

class FailureFinder {
 public:
  explicit FailureFinder(const FailureInput& input)
      : input_(input), rows_(input.deployments.rows), rank_(rows_.size(), 0) {
    for (const LineDraft& line : input.deployments.lines) {
      is_production_.push_back(line.source == DeploymentSource::Deployments &&
                                       input.production.is_in(line.environment)
                                   ? 1
                                   : 0);
      for (std::size_t rank = 0; rank < line.successes.size(); ++rank) {
        rank_[line.successes[rank]] = rank;
      }
    }
    index_named();
  }

  Failures find() {
    for (const KnownIncident* incident : input_.incidents) {
      incident->deployment.empty() ? blame_latest(*incident) : blame_named(*incident);
    }
    for (const LineDraft& line : input_.deployments.lines) {
      blame_within(line);
    }
    for (const Revert& revert : input_.reverts.pairs) {
      blame_reverted(revert);
    }
    for (Row change = 0; change < input_.changes.merged_count; ++change) {
      if (input_.is_hotfix[change] != 0) {
        blame_before_hotfix(change);
      }
    }
    Failures failures;
    judge(failures);
    restore(failures);
    mark_repairs(failures);
    return failures;
  }

 private:
  const LineDraft& line_of(Row row) const { return input_.deployments.lines[rows_[row].line]; }
  Timestamp moment(Row row) const { return rows_[row].succeeded_at; }

  // Few deployments are named by an incident or by `fixes`, of possibly very many.
  void index_named() {
    for (const KnownIncident* incident : input_.incidents) {
      named_.intern(incident->deployment);
    }
    for (const DeploymentDraft& row : rows_) {
      named_.intern(row.fixes);
    }
    successes_named_.resize(named_.size());
    for (Row row = 0; row < rows_.size() && happened(moment(row)); ++row) {
      if (rows_[row].excluded_by != nullptr) {
        continue;
      }
      if (const std::uint32_t name = named_.find(rows_[row].id); name != StringTable::kNone) {
        successes_named_[name].push_back(row);
      }
    }
  }
  std::span<const Row> successes_named(std::string_view id) const {
    return successes_named_[named_.find(id)];
  }

  // What was deployed to a test environment fixes nothing in production.
  bool can_fix(Row row, Row fixed) const {
    return line_of(row).environment == line_of(fixed).environment ||
           (is_production_[rows_[row].line] != 0 && is_production_[rows_[fixed].line] != 0);
  }

  void blame(Row row, EvidenceKind kind, std::string_view source) {
    findings_.push_back({.deployment = row, .kind = kind, .source = source});
  }
  void blame(Row row, EvidenceKind kind, std::string_view source, Row repaired_by) {
    blame(row, kind, source);
    repairs_.push_back({.deployment = row, .by = repaired_by});
  }

  void blame_named(const KnownIncident& incident) {
    for (const Row row : successes_named(incident.deployment)) {
      findings_.push_back({.deployment = row,
                           .kind = EvidenceKind::Incident,
                           .source = incident.id,
                           .resolved_at = incident.resolved_at,
                           .correction = incident.linked_by});
    }
  }

  // In each line that the incident may concern: the success that was live when it began.
  void blame_latest(const KnownIncident& incident) {
    for (const LineDraft& line : input_.deployments.lines) {
      const bool both_have_service = !incident.service.empty() && !line.service.empty();
      const bool is_concerned = both_have_service ? incident.service == line.service
                                                  : incident.repository == input_.repository_id;
      if (!is_concerned) {
        continue;
      }
      const auto next = std::ranges::upper_bound(line.successes, incident.started_at, {},
                                                 [this](Row row) { return moment(row); });
      if (next != line.successes.begin() &&
          incident.started_at - moment(*std::prev(next)) <= kNearby) {
        findings_.push_back({.deployment = *std::prev(next),
                             .kind = EvidenceKind::IncidentNearby,
                             .source = incident.id,
                             .resolved_at = incident.resolved_at});
      }
    }
  }

  // What the deployments themselves say: rollbacks, failures after success, `fixes`; and what
  // people say of them.
  void blame_within(const LineDraft& line) {
    for (std::size_t rank = 0; rank < line.successes.size(); ++rank) {
      const Row row = line.successes[rank];
      const DeploymentDraft& one = rows_[row];
      if (one.judged_by != nullptr) {
        findings_.push_back({.deployment = row,
                             .kind = EvidenceKind::ByHand,
                             .source = one.judged_by->id,
                             .correction = one.judged_by});
      }
      if (one.is_rollback) {
        blame(line.successes[rank - 1], EvidenceKind::Rollback, one.id, row);
      }
      if (one.failed_after_success) {
        blame(row, EvidenceKind::FailureStatus, one.id);
        if (rank + 1 < line.successes.size()) {
          repairs_.push_back({.deployment = row, .by = line.successes[rank + 1]});
        }
      }
      if (!one.fixes.empty()) {
        for (const Row fixed : successes_named(one.fixes)) {
          if (fixed < row && can_fix(row, fixed)) {
            blame(fixed, EvidenceKind::Fixes, one.id, row);
          }
        }
      }
    }
  }

  void blame_reverted(const Revert& revert) {
    const ChangeDraft& change = input_.changes.rows[revert.revert];
    for (const Carrier& carrier : input_.carriers.of(revert.reverted)) {
      const bool is_in_time = change.merged_at - moment(carrier.deployment) <= kRevertWithin;
      if (carrier.is_first_of_line || !is_in_time) {
        continue;
      }
      for (const Carrier& later : input_.carriers.of(revert.revert)) {
        if (rows_[later.deployment].line == rows_[carrier.deployment].line &&
            later.deployment > carrier.deployment) {
          blame(carrier.deployment, EvidenceKind::Revert, change.id, later.deployment);
        }
      }
    }
  }

  void blame_before_hotfix(Row change) {
    for (const Carrier& carrier : input_.carriers.of(change)) {
      const std::vector<Row>& successes = line_of(carrier.deployment).successes;
      std::size_t rank = rank_[carrier.deployment];
      while (rank > 0 && rows_[successes[rank - 1]].is_rollback) {
        --rank;
      }
      // The first of a line is never a rollback, and carries nothing itself.
      if (rank > 0 && moment(carrier.deployment) - moment(successes[rank - 1]) <= kHotfixWithin) {
        blame(successes[rank - 1], EvidenceKind::Hotfix, rows_[carrier.deployment].id,
              carrier.deployment);
      }
    }
  }

  // A person says that it did not fail.
  static bool is_acquitted(const DeploymentDraft& one) {
    return one.judged_by != nullptr && one.judged_by->value == kNo;
  }

  void judge(Failures& failures) {
    const auto key = [](const Finding& finding) {
      return std::tuple(finding.deployment, finding.kind, finding.source, finding.resolved_at);
    };
    std::ranges::sort(findings_, {}, key);
    const auto repeated = std::ranges::unique(findings_, {}, key);
    findings_.erase(repeated.begin(), repeated.end());

    failures.failure.resize(rows_.size(), Confidence::None);
    failures.evidence_offsets.assign(rows_.size() + 1, 0);
    for (const Finding& finding : findings_) {
      ++failures.evidence_offsets[finding.deployment + 1];
      failures.evidence.push_back(
          {.kind = finding.kind, .id = finding.source, .correction = finding.correction});
      Confidence& confidence = failures.failure[finding.deployment];
      confidence =
          std::max(confidence, finding.kind <= EvidenceKind::Revert ? Confidence::Confirmed
                                                                    : Confidence::Possible);
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      failures.evidence_offsets[row + 1] += failures.evidence_offsets[row];
      if (is_acquitted(rows_[row])) {
        failures.failure[row] = Confidence::None;
      }
    }
  }

  // By its incidents when all are resolved, those that name it before those nearby; else
  // by the first success that repairs it. One of which only a person says that it failed: by
  // the next success of its line.
  void restore(Failures& failures) {
    failures.restored_at.resize(rows_.size(), kNever);
    failures.restored_by.resize(rows_.size());
    std::vector<Row> first_repair(rows_.size(), kNoRow);
    for (const Repair& repair : repairs_) {
      first_repair[repair.deployment] = std::min(first_repair[repair.deployment], repair.by);
    }
    for (Row row = 0; row < rows_.size(); ++row) {
      const auto findings =
          list_at(failures.evidence_offsets, std::span<const Finding>(findings_), row);
      if (is_acquitted(rows_[row])) {
        continue;
      }
      if (findings.size() == 1 && findings.front().kind == EvidenceKind::ByHand) {
        first_repair[row] = std::min(first_repair[row], next_success(row));
      }
      const auto [at, by] = resolution(findings);
      failures.restored_at[row] = at;
      failures.restored_by[row] = by;
      if (!happened(at) && first_repair[row] != kNoRow) {
        failures.restored_at[row] = moment(first_repair[row]);
        failures.restored_by[row] = rows_[first_repair[row]].id;
      }
    }
  }

  Row next_success(Row row) const {
    const std::vector<Row>& successes = line_of(row).successes;
    return rank_[row] + 1 < successes.size() ? successes[rank_[row] + 1] : kNoRow;
  }

  // Never unless there are incidents, and all of them are resolved.
  static std::pair<Timestamp, std::string_view> resolution(std::span<const Finding> findings) {
    const bool is_named =
        std::ranges::find(findings, EvidenceKind::Incident, &Finding::kind) != findings.end();
    const EvidenceKind kind = is_named ? EvidenceKind::Incident : EvidenceKind::IncidentNearby;
    std::pair<Timestamp, std::string_view> latest{Timestamp::min(), {}};
    for (const Finding& finding : findings) {
      if (finding.kind == kind) {
        latest = std::max(latest, {finding.resolved_at, finding.source});
      }
    }
    const bool is_resolved = latest.first != Timestamp::min() && happened(latest.first);
    return is_resolved ? latest : std::pair<Timestamp, std::string_view>{kNever, {}};
  }

  void mark_repairs(Failures& failures) {
    failures.is_repair.resize(rows_.size(), 0);
    for (Row row = 0; row < rows_.size(); ++row) {
      const bool only_repairs = rank_[row] > 0 && carries_only_repairs(row);
      failures.is_repair[row] =
          rows_[row].is_rollback || !rows_[row].fixes.empty() || only_repairs ? 1 : 0;
    }
  }

  // Some changes, all of them reverts or hotfixes; those left out by hand do not matter.
  bool carries_only_repairs(Row row) const {
    std::size_t repairs = 0;
    std::size_t others = 0;
    for (const Row change : input_.carriers.changes_of(row)) {
      const bool is_repair = input_.is_hotfix[change] != 0 || input_.reverts.is_revert[change] != 0;
      const bool counts = input_.changes.rows[change].excluded_by == nullptr;
      repairs += counts && is_repair ? 1 : 0;
      others += counts && !is_repair ? 1 : 0;
    }
    return repairs > 0 && others == 0;
  }

  const FailureInput& input_;
  std::span<const DeploymentDraft> rows_;
  std::vector<std::size_t> rank_;            // By deployment: within its line.
  std::vector<std::uint8_t> is_production_;  // By line.
  StringTable named_;
  std::vector<std::vector<Row>> successes_named_;  // By the number of the id in named_.
  std::vector<Finding> findings_;
  std::vector<Repair> repairs_;
};

}  // namespace

Failures find_failures(const FailureInput& input) { return FailureFinder(input).find(); }

}  // namespace shiplog
