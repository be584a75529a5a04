#include "services/corrections/corrections.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/printable.h"
#include "base/result.h"
#include "columns/corrections.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/fact_shape.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/corrections/target.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

constexpr std::size_t kWordsMax = 2000;  // Bytes of a reason; of a name far fewer.

Result<Unit> check(const Author& author) {
  if (author.reason.empty()) {
    return Error{ErrorCode::InvalidInput,
                 "a correction needs a reason, for whoever asks later why the number moved"};
  }
  if (author.by.empty()) {
    return Error{ErrorCode::InvalidInput, "a correction needs the name of who makes it"};
  }
  if (author.reason.size() > kWordsMax || author.by.size() > kIdBytesMax) {
    return Error{ErrorCode::InvalidInput,
                 "the reason is at most " + std::to_string(kWordsMax) + " bytes long"};
  }
  return Unit{};
}

Result<Unit> check_kind(const Target& target, std::span<const FactKind> kinds,
                        std::string_view what) {
  if (std::ranges::find(kinds, target.of) == kinds.end()) {
    return Error{ErrorCode::InvalidInput,
                 "a " + std::string(kind_name(target.of)) + " is nothing " + std::string(what)};
  }
  return Unit{};
}

bool corrects_the_same(const Correction& one, const Correction& other) {
  return std::tie(one.of, one.target, one.field) == std::tie(other.of, other.target, other.field);
}

// The same correction at the same moment is the same fact.
std::string id_for(const Correction& correction) {
  constexpr std::size_t kDigits = 12;
  std::string text = format_time(correction.at);
  for (const std::string* part : {&correction.of, &correction.target, &correction.field,
                                  &correction.value, &correction.by, &correction.reason}) {
    text += '\x1f' + *part;
  }
  return "C_" + sha256_hex(text).substr(0, kDigits);
}

Result<std::vector<Correction>> all_corrections(FactStore& store) {
  std::vector<Correction> all;
  FactReader reader;
  const auto add = [&](const FactRecord& record) -> Result<Unit> {
    Fact fact = TRY(reader.read_stored(record.line));
    all.push_back(std::get<Correction>(std::move(fact)));
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Correction, add));
  return all;
}

// Later than whatever it replaces, also when the clock was set back since.
Result<Correction> store_correction(FactStore& store, Correction correction) {
  for (const Correction& other : TRY(all_corrections(store))) {
    if (corrects_the_same(correction, other)) {
      correction.at = std::max(correction.at, other.at + std::chrono::microseconds(1));
    }
  }
  correction.id = id_for(correction);
  const std::unique_ptr<FactWriter> writer =
      TRY(store.open_writer({.description = "correct " + correction.of}));
  Batch batch;
  batch.records.push_back(to_record(correction));
  TRY(writer->apply(std::move(batch)));
  return correction;
}

Correction correction_of(const Target& target, std::string_view field, std::string_view value,
                         const Author& author) {
  return {.at = author.now,
          .by = author.by,
          .of = std::string(kind_name(target.of)),
          .target = target.id,
          .field = std::string(field),
          .value = std::string(value),
          .reason = author.reason};
}

// The repository that a fact belongs to; empty when it belongs to none.
Result<std::string> owner_of(FactStore& store, const Target& target) {
  std::string owner;
  bool is_found = false;
  const auto look = [&](const FactRecord& record) -> Result<Unit> {
    if (record.key != target.id) {
      return Unit{};
    }
    owner = record.owner;
    is_found = true;
    return Error{ErrorCode::Cancelled, {}};
  };
  if (Result<Unit> scanned = store.scan_kind(target.of, look); !scanned && !is_found) {
    return std::move(scanned).error();
  }
  return owner;
}

}  // namespace

Result<Correction> exclude(FactStore& store, const Target& target, const Author& author) {
  TRY(check(author));
  TRY(check_kind(target, excludable_kinds(), "that numbers count"));
  return store_correction(store, correction_of(target, kExcludedField, kYes, author));
}

Result<Correction> override_failure(FactStore& store, const Target& deployment, bool has_failed,
                                    const Author& author) {
  TRY(check(author));
  TRY(check_kind(deployment, deployed_kinds(), "that is deployed"));
  return store_correction(store,
                          correction_of(deployment, kFailedField, has_failed ? kYes : kNo, author));
}

Result<Correction> link_incident(FactStore& store, const Target& incident, const Target& deployment,
                                 const Author& author) {
  TRY(check(author));
  TRY(check_kind(incident, incident_kinds(), "that a deployment causes"));
  TRY(check_kind(deployment, deployed_kinds(), "that is deployed"));
  if (incident.of == FactKind::Issue) {
    const std::string own = TRY(owner_of(store, incident));
    const std::string other = TRY(owner_of(store, deployment));
    if (own != other) {
      return Error{ErrorCode::InvalidInput,
                   "issue " + in_quotes(incident.name) + " and " + in_quotes(deployment.name) +
                       " are of different repositories; an incident that is no issue can be of "
                       "another"};
    }
  }
  return store_correction(store, correction_of(incident, kDeploymentField, deployment.id, author));
}

Result<Correction> undo_correction(FactStore& store, std::string_view id, const Author& author) {
  TRY(check(author));
  for (const ListedCorrection& listed : TRY(list_corrections(store))) {
    if (listed.correction.id != id) {
      continue;
    }
    if (!listed.is_in_effect) {
      return Error{ErrorCode::Conflict, "correction " + in_quotes(id) +
                                            " is not in effect: it was undone, or another took "
                                            "its place"};
    }
    Correction undone = listed.correction;
    undone.at = author.now;
    undone.by = author.by;
    undone.reason = author.reason;
    undone.value = undone.field == kExcludedField ? kNo : std::string_view();
    return store_correction(store, std::move(undone));
  }
  return Error{ErrorCode::NotFound, store.name() + " has no correction " + in_quotes(id)};
}

Result<std::vector<ListedCorrection>> list_corrections(FactStore& store) {
  std::vector<ListedCorrection> listed;
  for (Correction& correction : TRY(all_corrections(store))) {
    std::string name = correction.target;
    listed.push_back({.correction = std::move(correction), .name = std::move(name)});
  }
  std::ranges::sort(listed, [](const ListedCorrection& one, const ListedCorrection& other) {
    return is_later(one.correction, other.correction);
  });
  for (auto one = listed.begin(); one != listed.end(); ++one) {
    const bool is_latest = std::none_of(listed.begin(), one, [one](const ListedCorrection& later) {
      return corrects_the_same(later.correction, one->correction);
    });
    one->is_in_effect = is_latest && says_something(one->correction);
  }
  return listed;
}

void name_targets(std::vector<ListedCorrection>& corrections, const Snapshot& snapshot) {
  std::unordered_map<std::string_view, std::string> names;
  for (const ListedCorrection& listed : corrections) {
    if (listed.correction.of == kind_name(FactKind::PullRequest)) {
      names.try_emplace(listed.correction.target);
    }
  }
  if (names.empty()) {
    return;
  }
  for (const auto& shard : snapshot.shards) {
    for (Row row = 0; row < shard->change_count(); ++row) {
      const auto known = names.find(shard->text(shard->changes().id[row]));
      if (known != names.end() && shard->changes().kind[row] == ChangeKind::PullRequest) {
        known->second = shard->full_name + "#" + std::to_string(shard->changes().number[row]);
      }
    }
  }
  for (ListedCorrection& listed : corrections) {
    const auto known = names.find(listed.correction.target);
    if (known != names.end() && !known->second.empty()) {
      listed.name = known->second;
    }
  }
}

std::string words_of(const Correction& correction) {
  if (!says_something(correction)) {
    return "undone";
  }
  if (correction.field == kExcludedField) {
    return "left out";
  }
  if (correction.field == kFailedField) {
    return correction.value == kYes ? "failed" : "did not fail";
  }
  return "caused by " + correction.value;
}

}  // namespace shiplog
