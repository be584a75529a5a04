// Fuzzes the decoders: no reply crashes them, and whatever they make of one is a fact that a
// store can read back.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/actor_book.h"
#include "sources/github/decode/commits.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/deployments.h"
#include "sources/github/decode/issues.h"
#include "sources/github/decode/oddities.h"
#include "sources/github/decode/pull_requests.h"
#include "sources/github/decode/releases.h"
#include "sources/github/decode/repositories.h"
#include "sources/github/decode/teams.h"
#include "sources/github/decode/workflow_runs.h"
#include "sources/github/json.h"

namespace {

using namespace shiplog;

void decode_everything(Json node, const Decoding& decoding, std::vector<FactRecord>& records) {
  const auto keep = [&](std::optional<FactRecord> record) {
    if (record) {
      records.push_back(std::move(*record));
    }
  };
  if (auto pull = PullRequestParts::begin(node, decoding)) {
    pull->add(node, decoding);
    std::move(*pull).tell(records);
  }
  if (auto commit = decode_commit(node, decoding)) {
    records.push_back(to_record(std::move(commit->commit)));
  }
  if (auto deployment = DeploymentParts::begin(node, decoding)) {
    deployment->add(node, decoding);
    records.push_back(std::move(*deployment).tell());
  }
  if (auto issue = decode_issue(node, decoding)) {
    add_labels(*issue, node);
    records.push_back(to_record(std::move(issue->issue)));
  }
  if (auto tag = decode_tag(node, decoding)) {
    records.push_back(to_record(std::move(*tag)));
  }
  if (auto team = decode_team(node, decoding.people)) {
    add_to_team(*team, node, decoding.people);
    records.push_back(to_record(std::move(team->team)));
  }
  if (auto repository = decode_repository(node)) {
    records.push_back(std::move(repository->record));
  }
  keep(decode_release(node, decoding));
  keep(decode_workflow_run(node, decoding));
  decoding.people.meet(node);
  decoding.people.meet_author(node);
  decoding.people.tell(records);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static JsonDocument document;
  static FactReader reader;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)number_in_revert_branch(text);
  (void)number_reverted_by_text(text, "a/b");
  const auto node = document.parse(text);
  if (!node) {
    return 0;
  }
  ActorBook people;
  Oddities oddities;
  std::vector<FactRecord> records;
  decode_everything(*node, {.repository = "R_1", .people = people, .oddities = oddities}, records);
  for (const FactRecord& record : records) {
    const FactRecord again = to_record(reader.read_stored(record.line).value());
    CHECK(reader.unknown_fields().empty());
    CHECK(again.line == record.line && again.key == record.key && again.owner == record.owner);
    CHECK(record.key.size() <= kKeyBytesMax);
  }
  for (const std::string& note : oddities.take_notes()) {
    CHECK(!note.empty());
  }
  return 0;
}
