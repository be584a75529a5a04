#include "app/wiring.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/config.h"
#include "app/config_loading.h"
#include "app/diagnosis.h"
#include "app/github_access.h"
#include "app/github_diagnosis.h"
#include "app/open_store.h"
#include "app/serving.h"
#include "base/error.h"
#include "base/result.h"
#include "cli/services.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/corrections/corrections.h"
#include "services/corrections/target.h"
#include "services/export/export.h"
#include "services/import_git/import_git.h"
#include "services/ingest/ingest.h"
#include "services/ingest/ingest_report.h"
#include "services/query/snapshot_service.h"
#include "services/sample/fill_store.h"
#include "services/sample/sample.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "services/sync/sync_status.h"
#include "sources/github/github_host.h"
#include "sources/github/github_source.h"
#include "sources/line_source.h"
#include "sources/ndjson/ndjson_file.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

// Where the folder cannot be made, the file cannot be written, and that is noted.
void make_folder_of(const std::string& file) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
}

}  // namespace

const LoadedConfig& Wiring::loaded_config() {
  if (loaded_ == nullptr) {
    loaded_ = std::make_unique<LoadedConfig>(load_config(sources_));
  }
  return *loaded_;
}

Result<const Config*> Wiring::config() {
  const LoadedConfig& loaded = loaded_config();
  if (loaded.mistakes.empty()) {
    return &loaded.config;
  }
  const std::size_t others = loaded.mistakes.size() - 1;
  return Error{ErrorCode::InvalidInput,
               loaded.mistakes.front() + (others == 0 ? ""
                                                      : "; and " + std::to_string(others) +
                                                            " more: see 'shiplog config check'")};
}

Result<StorePlace> Wiring::store_place() {
  const Config* config = TRY(this->config());
  return place_of(config->store_url, sources_.environment);
}

Result<FactStore*> Wiring::store() {
  if (store_ == nullptr) {
    const StorePlace place = TRY(store_place());
    store_ = TRY(open_store(place));
  }
  return store_.get();
}

Result<Defaults> Wiring::defaults() {
  const Config* config = TRY(this->config());
  Defaults defaults{.time_zone = config->time_zone,
                    .working_hours = config->working_hours,
                    .service_paths = config->services,
                    .rules = config->production};
  defaults.reading.bot_logins = config->bots;
  defaults.reading.production = config->production.environment;
  if (!config->incident_labels.empty()) {
    defaults.reading.incident_label = any_of(config->incident_labels);
  }
  if (!config->hotfixes.empty()) {
    defaults.reading.hotfix = any_of(config->hotfixes);
  }
  return defaults;
}

Result<Unit> Wiring::import_facts(const std::string& path, const IngestOptions& options,
                                  const std::stop_token& stop, IngestReport& report) {
  FactStore* store = TRY(this->store());
  const std::unique_ptr<LineSource> lines = TRY(open_ndjson(path, stop));
  return ingest(*lines, *store, options, stop, report);
}

Result<std::int64_t> Wiring::export_facts(const ExportOptions& options, ExportSink sink,
                                          const std::stop_token& stop) {
  FactStore* store = TRY(this->store());
  return shiplog::export_facts(*store, options, sink, stop);
}

Result<GitImportSummary> Wiring::import_clone(const GitImportOptions& options) {
  FactStore* store = TRY(this->store());
  return import_git(*store, clock_, options);
}

// An installation of an App sees one owner's repositories: its token is no good for others'.
Result<SyncSummary> Wiring::sync_as(const std::string& owner, const SyncOptions& options,
                                    const GitHubSettings& settings) {
  FactStore* store = TRY(this->store());
  const std::unique_ptr<GitHubAccess> access =
      TRY(GitHubAccess::open({.settings = settings,
                              .environment = sources_.environment,
                              .owner = owner,
                              .user_agent = "shiplog/" SHIPLOG_VERSION},
                             clock_, options.stop));
  GitHubSource source(access->connection());
  SyncSummary summary = TRY(sync(*store, source, clock_, options));
  summary.notes.insert(summary.notes.begin(), access->warnings().begin(), access->warnings().end());
  return summary;
}

Result<SyncSummary> Wiring::sync_github(const SyncOptions& options,
                                        const std::optional<std::string>& url) {
  const Config* config = TRY(this->config());
  GitHubSettings settings = config->github;
  settings.url = url.value_or(settings.url);
  std::map<std::string, std::vector<std::string>> targets_of;
  for (const std::string& target : options.request.targets) {
    const std::string owner = target.substr(0, target.find('/'));
    targets_of[settings.app_client_id.empty() ? std::string() : owner].push_back(target);
  }
  SyncSummary all;
  for (const auto& [owner, targets] : targets_of) {
    SyncOptions of_owner = options;
    of_owner.request.targets = targets;
    Result<SyncSummary> synced = sync_as(owner, of_owner, settings);
    if (synced) {
      all.add(std::move(synced).value());
    } else if (targets_of.size() == 1 || options.stop.stop_requested()) {
      return std::move(synced).error();
    } else {
      // What keeps one owner's repositories from us need not keep the others'.
      all.missed.push_back({.target = owner, .error = std::move(synced).error()});
    }
  }
  return all;
}

Result<std::vector<SyncStatus>> Wiring::sync_status() {
  FactStore* store = TRY(this->store());
  return shiplog::sync_status(store->sync_log(), clock_.now());
}

std::string Wiring::person() const {
  for (const char* const name : {"LOGNAME", "USER"}) {
    if (const auto found = sources_.environment.find(name); found != sources_.environment.end()) {
      return found->second;
    }
  }
  return {};
}

Result<Correction> Wiring::exclude(std::span<const FactKind> kinds, const std::string& target,
                                   const Author& author) {
  FactStore* store = TRY(this->store());
  const Target found = TRY(find_target(*store, kinds, target));
  return shiplog::exclude(*store, found, author);
}

Result<Correction> Wiring::override_failure(const std::string& deployment, bool has_failed,
                                            const Author& author) {
  FactStore* store = TRY(this->store());
  const Target found = TRY(find_target(*store, deployed_kinds(), deployment));
  return shiplog::override_failure(*store, found, has_failed, author);
}

Result<Correction> Wiring::link_incident(const std::string& incident, const std::string& deployment,
                                         const Author& author) {
  FactStore* store = TRY(this->store());
  const Target cause = TRY(find_target(*store, deployed_kinds(), deployment));
  const Target found = TRY(find_target(*store, incident_kinds(), incident));
  return shiplog::link_incident(*store, found, cause, author);
}

Result<Correction> Wiring::undo_correction(const std::string& id, const Author& author) {
  FactStore* store = TRY(this->store());
  return shiplog::undo_correction(*store, id, author);
}

Result<std::vector<ListedCorrection>> Wiring::corrections() {
  FactStore* store = TRY(this->store());
  return list_corrections(*store);
}

Result<std::shared_ptr<const Snapshot>> Wiring::snapshot(const Reading& reading, Parts parts,
                                                         const LayoutWatch& watch) {
  const StorePlace place = TRY(store_place());
  FactStore* store = TRY(this->store());
  make_folder_of(place.column_file);
  SnapshotService snapshots(*store, {.column_file = place.column_file,
                                     .on_progress = watch.on_progress,
                                     .actual_now = clock_.now(),
                                     .on_note = watch.on_note});
  return snapshots.current(reading, parts);
}

Result<Unit> Wiring::use_sample_store(const SampleOptions& options, const std::stop_token& stop) {
  const std::string path = TRY(data_folder(sources_.environment)) + "/demo.db";
  store_.reset();
  sources_.store_url = "sqlite:" + path;
  loaded_.reset();
  FactStore* store = TRY(this->store());
  if (TRY(holds_sample(*store, options))) {
    return Unit{};
  }
  store_.reset();
  const StorePlace place = TRY(store_place());
  TRY(remove_sqlite_store(place));
  store = TRY(this->store());
  return fill_with_sample(*store, options, stop);
}

Result<Unit> Wiring::serve(const ServeOptions& options) {
  const Config* config = TRY(this->config());
  const StorePlace place = TRY(store_place());
  FactStore* store = TRY(this->store());
  make_folder_of(place.column_file);
  ServingOptions serving{
      .settings = config->server,
      .defaults = TRY(defaults()),
      .column_file = place.column_file,
      .github = std::string(github_access_kind(config->github, sources_.environment)),
      .github_url = TRY(parse_github_url(config->github.url)).web,
      .is_demo = options.is_sample,
      .sync = [this](const SyncOptions& each) { return sync_github(each, std::nullopt); },
      .stop = options.stop,
      .on_ready = options.on_ready};
  serving.settings.listen = options.listen.value_or(config->server.listen);
  return serve_dashboard(*store, clock_, serving);
}

Result<std::vector<Setting>> Wiring::settings() {
  TRY(config());
  std::vector<Setting> settings = settings_of(loaded_config());
  // What is not set has a value too: the place of the person's own store.
  if (settings.front().value.empty()) {
    settings.front().value = "sqlite:" + TRY(store_place()).url.place;
  }
  return settings;
}

std::vector<std::string> Wiring::configuration_mistakes() { return loaded_config().mistakes; }

std::vector<Finding> Wiring::diagnose(Timestamp now, const std::string& repository) {
  std::vector<Finding> findings = {check_configuration(loaded_config()), check_clock(now),
                                   check_time_zones(), check_git()};
  if (const Result<StorePlace> place = store_place()) {
    for (Finding& finding : check_store(*place)) {
      findings.push_back(std::move(finding));
    }
  }
  const GitHubCheck github = {.settings = loaded_config().config.github,
                              .environment = sources_.environment,
                              .repository = repository};
  for (Finding& finding : check_github(github, clock_)) {
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace shiplog
