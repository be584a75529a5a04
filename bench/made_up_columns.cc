#include "bench/made_up_columns.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "columns/shard_columns.h"
#include "columns/text_ref.h"

namespace shiplog {
namespace {

constexpr auto kHistory = std::chrono::days(4 * 365);
constexpr std::size_t kChangesPerDeployment = 8;

struct Draft {
  Timestamp first_commit_at = {};
  Timestamp created_at = {};
  Timestamp first_review_at = kNever;
  Timestamp merged_at = kNever;
  Timestamp closed_at = kNever;
};

class MadeUpRepository {
 public:
  MadeUpRepository(std::string name, std::size_t changes, std::uint64_t seed)
      : name_(std::move(name)), count_(changes), random_(seed) {}

  std::shared_ptr<const Shard> build() {
    add_lines();
    add_people();
    const std::vector<Draft> drafts = sorted_drafts();
    for (const Draft& draft : drafts) {
      add_change(draft);
    }
    add_deployments();
    return finish();
  }

 private:
  double uniform() { return std::uniform_real_distribution<>(0, 1)(random_); }

  Duration log_normal_hours(double median, double spread) {
    const double hours = std::lognormal_distribution<>(std::log(median), spread)(random_);
    return Duration(static_cast<std::int64_t>(std::min(hours, 5000.0) * 3.6e9));
  }

  TextRef name(std::string_view value) {
    const TextRef ref{kNameBit | static_cast<std::uint32_t>(tables_.names.size()),
                      static_cast<std::uint32_t>(value.size())};
    tables_.names.insert(tables_.names.end(), value.begin(), value.end());
    return ref;
  }

  void add_lines() {
    for (const char* const environment : {"production", "staging"}) {
      tables_.lines.source.push_back(DeploymentSource::Deployments);
      tables_.lines.environment.push_back(name(environment));
      tables_.lines.service.push_back({});
      tables_.lines.latest_attempt_at.push_back(kMadeUpEnd - std::chrono::hours(1));
    }
  }

  void add_people() {
    for (int person = 0; person < 50; ++person) {
      tables_.people.id.push_back({});
      tables_.people.login.push_back({});
      tables_.people.is_bot.push_back(person < 4 ? 1 : 0);
      tables_.people.is_agent.push_back(0);
    }
  }

  Draft draft() {
    const auto span = std::chrono::duration_cast<Duration>(kHistory).count();
    Draft draft;
    draft.created_at =
        kMadeUpEnd - Duration(static_cast<std::int64_t>(static_cast<double>(span) * uniform()));
    draft.first_commit_at = draft.created_at - log_normal_hours(6, 1.5);
    const Timestamp ended_at = draft.created_at + log_normal_hours(20, 1.8);
    if (uniform() < 0.8) {
      draft.first_review_at = draft.created_at + (ended_at - draft.created_at) / 3;
    }
    if (draft.first_review_at > kMadeUpEnd) {
      draft.first_review_at = kNever;
    }
    if (ended_at <= kMadeUpEnd && uniform() < 0.98) {
      draft.closed_at = ended_at;
      draft.merged_at = uniform() < 0.85 ? ended_at : kNever;
    }
    return draft;
  }

  std::vector<Draft> sorted_drafts() {
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < count_; ++i) {
      drafts.push_back(draft());
    }
    std::sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
      return std::pair(a.merged_at, a.created_at) < std::pair(b.merged_at, b.created_at);
    });
    return drafts;
  }

  void add_change(const Draft& draft) {
    ChangeTable<Grown>& table = tables_.changes;
    const bool is_merged = happened(draft.merged_at);
    const bool is_approved = is_merged && happened(draft.first_review_at);
    table.kind.push_back(ChangeKind::PullRequest);
    table.id.push_back({});
    table.title.push_back({});
    table.base.push_back({});
    table.number.push_back(static_cast<std::int64_t>(table.number.size()));
    table.author.push_back(static_cast<Row>(random_() % 50));
    table.first_commit_at.push_back(draft.first_commit_at);
    table.created_at.push_back(draft.created_at);
    table.ready_at.push_back(draft.created_at);
    table.first_review_at.push_back(draft.first_review_at);
    table.approved_at.push_back(is_approved ? draft.first_review_at +
                                                  (draft.merged_at - draft.first_review_at) / 2
                                            : kNever);
    table.merged_at.push_back(draft.merged_at);
    table.closed_at.push_back(draft.closed_at);
    table.additions.push_back(static_cast<std::int64_t>(random_() % 700));
    table.deletions.push_back(static_cast<std::int64_t>(random_() % 300));
    table.is_reviewed.push_back(is_approved ? 1 : 0);
    for (auto* const flag :
         {&table.is_draft, &table.is_hotfix, &table.is_revert, &table.is_reverted}) {
      flag->push_back(0);
    }
  }

  // After every eighth merge: first to staging, two hours later to production.
  void add_deployments() {
    ChangeTable<Grown>& changes = tables_.changes;
    const auto merged = static_cast<std::size_t>(
        std::lower_bound(changes.merged_at.begin(), changes.merged_at.end(), kNever) -
        changes.merged_at.begin());
    std::vector<std::vector<Carrier>> carriers(changes.kind.size());
    tables_.deployments.change_offsets.push_back(0);
    tables_.deployments.evidence_offsets.push_back(0);
    for (std::size_t end = kChangesPerDeployment; end <= merged; end += kChangesPerDeployment) {
      const Timestamp merged_at = changes.merged_at[end - 1];
      for (const Row line : {Row{1}, Row{0}}) {
        const auto hours = std::chrono::hours(line == 1 ? 0 : 2);
        add_deployment(line, std::max(latest_, merged_at + hours));
        for (std::size_t i = end - kChangesPerDeployment; i < end; ++i) {
          tables_.deployments.changes.push_back(static_cast<Row>(i));
          carriers[i].push_back({.deployment = static_cast<Row>(tables_.deployments.id.size() - 1),
                                 .is_first_of_line = end == kChangesPerDeployment});
        }
        tables_.deployments.change_offsets.push_back(
            static_cast<Offset>(tables_.deployments.changes.size()));
      }
    }
    changes.carrier_offsets.push_back(0);
    for (const auto& of_change : carriers) {
      changes.carriers.insert(changes.carriers.end(), of_change.begin(), of_change.end());
      changes.carrier_offsets.push_back(static_cast<Offset>(changes.carriers.size()));
    }
    changes.toggle_offsets.assign(changes.kind.size() + 1, 0);
  }

  void add_deployment(Row line, Timestamp succeeded_at) {
    latest_ = succeeded_at;
    DeploymentTable<Grown>& table = tables_.deployments;
    const bool has_failed = uniform() < 0.1;
    table.id.push_back({});
    table.name.push_back({});
    table.line.push_back(line);
    table.succeeded_at.push_back(succeeded_at);
    table.is_first_of_line.push_back(table.line.size() <= 2 ? 1 : 0);
    table.is_rollback.push_back(0);
    table.is_repair.push_back(uniform() < 0.05 ? 1 : 0);
    table.failure.push_back(has_failed ? Confidence::Confirmed : Confidence::None);
    table.restored_at.push_back(
        has_failed && uniform() < 0.9 ? succeeded_at + log_normal_hours(2, 1) : kNever);
    table.restored_by.push_back({});
    table.evidence_offsets.push_back(0);
  }

  std::shared_ptr<const Shard> finish() {
    auto shard = std::make_shared<Shard>();
    shard->repository_id = name_;
    shard->full_name = name_;
    shard->begins_at = kMadeUpEnd - kHistory;
    hold(*shard, tables_);
    return shard;
  }

  std::string name_;
  std::size_t count_;
  std::mt19937_64 random_;
  Timestamp latest_ = Timestamp::min();
  ShardTables<Grown> tables_ = {};
};

}  // namespace

Snapshot made_up_columns(std::size_t changes, std::size_t repositories, std::uint64_t seed) {
  std::vector<double> shares;
  for (std::size_t rank = 1; rank <= repositories; ++rank) {
    shares.push_back(1 / static_cast<double>(rank));
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  Snapshot snapshot = {.complete_until = kMadeUpEnd};
  for (std::size_t i = 0; i < repositories; ++i) {
    const auto count = static_cast<std::size_t>(static_cast<double>(changes) * shares[i] / sum);
    std::string name = std::to_string(1'000'000 + i);
    snapshot.shards.push_back(MadeUpRepository("acme/" + name, count, seed + i).build());
  }
  return snapshot;
}

}  // namespace shiplog
