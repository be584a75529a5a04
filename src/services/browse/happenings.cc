#include "services/browse/happenings.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "columns/pattern.h"
#include "columns/reading.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

// "incident/INC_1": what was taken back, by kind and id.
using Taken = std::set<std::string>;

bool is_taken(const Taken& taken, const char* kind, const std::string& id) {
  return taken.contains(std::string(kind) + "/" + id);
}

template <typename FactType, typename Visit>
Result<Unit> each(FactStore& store, FactKind kind, Visit visit) {
  FactReader reader;
  return store.scan_kind(kind, [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    visit(std::get<FactType>(fact));
    return Unit{};
  });
}

SeenIncident seen(const Incident& incident) {
  return {.id = incident.id,
          .repository = incident.repository.value_or(""),
          .service = incident.service.value_or(""),
          .title = incident.title.value_or(""),
          .url = incident.url.value_or(""),
          .deployment = incident.deployment.value_or(""),
          .started_at = incident.started_at,
          .resolved_at = incident.resolved_at.value_or(kNever)};
}

SeenIncident seen(const Issue& issue) {
  return {.id = issue.id,
          .repository = issue.repository,
          .title = issue.title.value_or(""),
          .issue = issue.number,
          .started_at = issue.created_at,
          .resolved_at = issue.closed_at.value_or(kNever)};
}

}  // namespace

Result<Happenings> read_happenings(FactStore& store, const Reading& reading) {
  Happenings all;
  Taken taken;
  TRY(each<Withdrawn>(store, FactKind::Withdrawn, [&taken](const Withdrawn& withdrawn) {
    taken.insert(withdrawn.of + "/" + withdrawn.id);
  }));
  TRY(each<Incident>(store, FactKind::Incident, [&](const Incident& incident) {
    if (!is_taken(taken, "incident", incident.id)) {
      all.incidents.push_back(seen(incident));
    }
  }));
  const Pattern label = TRY(Pattern::compile(reading.incident_label));
  TRY(each<Issue>(store, FactKind::Issue, [&](const Issue& issue) {
    const bool is_incident = std::ranges::any_of(
        issue.labels, [&label](const std::string& each) { return label.is_in(each); });
    if (is_incident && !is_taken(taken, "issue", issue.id)) {
      all.incidents.push_back(seen(issue));
    }
  }));
  TRY(each<Release>(store, FactKind::Release, [&](const Release& release) {
    if (!release.is_draft.value_or(false) && !is_taken(taken, "release", release.id)) {
      all.releases.push_back({.id = release.id,
                              .repository = release.repository,
                              .name = release.name.value_or(""),
                              .tag = release.tag,
                              .at = release.published_at,
                              .is_prerelease = release.is_prerelease.value_or(false)});
    }
  }));
  std::ranges::stable_sort(all.incidents, std::ranges::greater(), &SeenIncident::started_at);
  std::ranges::stable_sort(all.releases, std::ranges::greater(), &SeenRelease::at);
  return all;
}

Result<std::shared_ptr<const Happenings>> HappeningsReader::at(std::uint64_t edition) {
  const std::lock_guard lock(mutex_);
  if (latest_ == nullptr || edition_ != edition) {
    latest_ = std::make_shared<const Happenings>(TRY(read_happenings(store_, reading_)));
    edition_ = edition;
  }
  return latest_;
}

}  // namespace shiplog
