// Wiring: the one room that knows who implements what. Everything is made at first use
// and torn down in reverse.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/config_loading.h"
#include "app/open_store.h"
#include "base/clock.h"
#include "base/result.h"
#include "cli/services.h"
#include "domain/facts.h"
#include "services/corrections/corrections.h"
#include "services/sync/sync.h"
#include "services/sync/sync_status.h"
#include "store/fact_store.h"

namespace shiplog {

class Wiring final : public Services {
 public:
  explicit Wiring(ConfigSources sources) : sources_(std::move(sources)) {}

  const Clock& clock() const override { return clock_; }
  Result<Defaults> defaults() override;
  Result<Unit> import_facts(const std::string& path, const IngestOptions& options,
                            const std::stop_token& stop, IngestReport& report) override;
  Result<GitImportSummary> import_clone(const GitImportOptions& options) override;
  Result<SyncSummary> sync_github(const SyncOptions& options,
                                  const std::optional<std::string>& url) override;
  Result<std::vector<SyncStatus>> sync_status() override;
  Result<std::int64_t> export_facts(const ExportOptions& options, ExportSink sink,
                                    const std::stop_token& stop) override;
  std::string person() const override;
  Result<Correction> exclude(std::span<const FactKind> kinds, const std::string& target,
                             const Author& author) override;
  Result<Correction> override_failure(const std::string& deployment, bool has_failed,
                                      const Author& author) override;
  Result<Correction> link_incident(const std::string& incident, const std::string& deployment,
                                   const Author& author) override;
  Result<Correction> undo_correction(const std::string& id, const Author& author) override;
  Result<std::vector<ListedCorrection>> corrections() override;
  Result<std::shared_ptr<const Snapshot>> snapshot(const Reading& reading, Parts parts,
                                                   const LayoutWatch& watch) override;
  Result<Unit> use_sample_store(const SampleOptions& options, const std::stop_token& stop) override;
  Result<Unit> serve(const ServeOptions& options) override;
  Result<std::vector<Setting>> settings() override;
  std::vector<std::string> configuration_mistakes() override;
  std::vector<Finding> diagnose(Timestamp now, const std::string& repository) override;

 private:
  // The configuration, once it is known to be without mistakes.
  Result<const Config*> config();
  const LoadedConfig& loaded_config();
  Result<StorePlace> store_place();
  Result<FactStore*> store();
  Result<SyncSummary> sync_as(const std::string& owner, const SyncOptions& options,
                              const GitHubSettings& settings);

  SystemClock clock_ = {};
  ConfigSources sources_;
  std::unique_ptr<LoadedConfig> loaded_ = {};
  std::unique_ptr<FactStore> store_ = {};
};

}  // namespace shiplog
