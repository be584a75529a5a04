// How long it takes to lay repositories out, and to map what was laid out.
//
//   columns_bench [changes]        the sample of so many changes; 1,000,000 unless said

#include <fmt/format.h>
#include <time.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bench/measured.h"
#include "columns/carriers.h"
#include "columns/change_rows.h"
#include "columns/column_file.h"
#include "columns/commit_graph.h"
#include "columns/deployment_rows.h"
#include "columns/membership.h"
#include "columns/parts.h"
#include "columns/repository_facts.h"
#include "columns/shard_builder.h"
#include "columns/shard_columns.h"
#include "columns/snapshot.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/sample/sample.h"

namespace {

using namespace shiplog;
using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

// Of this thread alone, for a machine that others use, too.
double processor_seconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Timestamp minute(std::uint64_t number) { return Timestamp{} + std::chrono::minutes(number); }

std::string sha_of(std::uint64_t number) {
  // As scattered as real ones, so that no order helps.
  return fmt::format("{:016x}{:024x}", number * 0x9E3779B97F4A7C15, number);
}

// Branches of three commits, each merged into the trunk; every twentieth merge is deployed
// to one of two environments.
RepositoryFacts history(const Organisation& organisation, std::uint64_t commits) {
  RepositoryFacts facts(organisation);
  const auto commit = [&](std::uint64_t number, std::vector<std::string> parents) {
    Commit fact{.repository = "r", .sha = sha_of(number)};
    fact.parents.assign(parents.begin(), parents.end());
    fact.committed_at = minute(number);
    facts.add(fact);
  };
  commit(0, {});
  std::uint64_t trunk = 0;
  for (std::uint64_t next = 1; next + 4 <= commits; next += 4) {
    commit(next, {sha_of(trunk)});
    commit(next + 1, {sha_of(next)});
    commit(next + 2, {sha_of(next + 1)});
    commit(next + 3, {sha_of(trunk), sha_of(next + 2)});
    trunk = next + 3;
    PullRequest pull{.id = fmt::format("p{}", trunk), .repository = "r"};
    pull.created_at = minute(next);
    pull.merged_at = minute(trunk);
    pull.merge_commit = sha_of(trunk);
    facts.add(pull);
    if (trunk % 80 == 0) {
      facts.add(Deployment{.id = fmt::format("d{}", trunk),
                           .repository = "r",
                           .environment = trunk % 160 == 0 ? "production" : "staging",
                           .sha = sha_of(trunk),
                           .created_at = minute(trunk),
                           .status = "success"});
    }
  }
  return facts;
}

void measure_mapping(const Organisation& organisation, std::uint64_t commits) {
  const RepositoryFacts facts = history(organisation, commits);
  const double start = processor_seconds();
  const CommitGraph graph(facts);
  const double graph_seconds = processor_seconds() - start;
  const Membership membership(facts, graph);
  const double membership_seconds = processor_seconds() - start - graph_seconds;
  const ChangeRows changes = change_rows(facts, graph, membership);
  DeploymentRows deployments = deployment_rows(facts);
  mark_rollbacks(deployments, graph);
  const double mapping_start = processor_seconds();
  const Carriers carriers = find_carriers(changes, deployments, graph);
  fmt::print(
      "mapping {:>9} commits, {} lines: {:.3f} s (graph {:.3f}, membership {:.3f}), "
      "carriers {:.3f} s, {} links\n",
      commits, deployments.lines.size(), processor_seconds() - start, graph_seconds,
      membership_seconds, processor_seconds() - mapping_start, carriers.carriers.size());
  if (commits == 1'000'000) {
    measured("columns.mapping", (processor_seconds() - start) * 1e3);
  }
}

// Facts of one repository at a time, as a store would give them.
class SampleLayout {
 public:
  explicit SampleLayout(const Organisation& organisation) : organisation_(organisation) {}

  void add(const Fact& fact) {
    const std::string owner = to_record(fact).owner;
    const bool is_remark =
        std::holds_alternative<Review>(fact) || std::holds_alternative<Comment>(fact);
    if (!is_remark && !owner.empty() && owner != repository_) {
      lay_out();
      repository_ = owner;
    }
    if (!owner.empty()) {
      facts_.push_back(fact);
    }
  }

  void lay_out() {
    if (facts_.empty()) {
      return;
    }
    fact_count_ += facts_.size();
    const double start = processor_seconds();
    ShardBuilder builder(organisation_, repository_);
    for (const Fact& fact : facts_) {
      builder.add(fact);
    }
    shards_.push_back(std::make_shared<const Shard>(builder.build()));
    seconds_ += processor_seconds() - start;
    facts_.clear();
  }

  std::vector<std::shared_ptr<const Shard>> shards_;
  std::size_t fact_count_ = 0;
  double seconds_ = 0;

 private:
  const Organisation& organisation_;
  std::string repository_;
  std::vector<Fact> facts_;
};

void measure_layout(const Organisation& organisation, std::int64_t change_count) {
  SampleLayout layout(organisation);
  const auto sink = [&layout](const Fact& fact) -> Result<Unit> {
    layout.add(fact);
    return Unit{};
  };
  const SampleOptions options{.changes = change_count,
                              .until = Timestamp(std::chrono::sys_days(std::chrono::days(19723)))};
  if (!generate_sample(options, sink)) {
    fmt::print("the sample cannot be generated\n");
    return;
  }
  layout.lay_out();
  Snapshot snapshot{.shards = std::move(layout.shards_)};
  std::size_t changes = 0;
  std::size_t bytes = 0;
  std::size_t numbers = 0;
  std::size_t work = 0;
  for (const auto& shard : snapshot.shards) {
    const Sections sections = sections_of(*shard);
    changes += shard->change_count();
    bytes += shard->at_rest.size();
    numbers += sections.numbers.size();
    work += sections.work.size();
  }
  const auto a_change = [changes](std::size_t of_all) {
    return static_cast<double>(of_all) / static_cast<double>(changes);
  };
  fmt::print(
      "layout of {} changes, {} facts, {} repositories: {:.2f} s on one thread, "
      "{:.0f} bytes a change in numbers, {:.0f} in tables of work, {:.0f} in texts\n",
      changes, layout.fact_count_, snapshot.shards.size(), layout.seconds_, a_change(numbers),
      a_change(work), a_change(bytes - numbers - work));
  measured("columns.bytes", a_change(numbers));
  measured("columns.layout", layout.seconds_);

  const std::string path = std::filesystem::temp_directory_path() / "columns_bench.columns";
  auto start = Steady::now();
  const Result<Unit> written = write_column_file(path, {}, snapshot);
  fmt::print("column file of {:.0f} MB: written in {:.3f} s{}\n", static_cast<double>(bytes) / 1e6,
             seconds_since(start), written ? "" : ", " + written.error().message);
  for (const unsigned threads : {1U, 2U}) {
    start = Steady::now();
    const Result<Snapshot> read = read_column_file(path, {}, kAllParts, threads);
    fmt::print("column file mapped and checked in {:.3f} s on {} thread{}{}\n",
               seconds_since(start), threads, threads == 1 ? "" : "s",
               read ? "" : ", " + read.error().message);
  }
  std::filesystem::remove(path);
}

}  // namespace

int main(int count, char** arguments) {
  Organisation organisation = Organisation::create({}).value();
  organisation.finish();
  for (const std::uint64_t commits : {1'000'000U, 2'000'000U, 4'000'000U}) {
    measure_mapping(organisation, commits);
  }
  measure_layout(organisation, count > 1 ? std::atoll(arguments[1]) : 1'000'000);
  return 0;
}
