// Services: what commands ask of the rest of the program. Each is made at its first use,
// so that --help opens nothing. Implemented by app/wiring.h.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/corrections/corrections.h"
#include "services/export/export.h"
#include "services/import_git/import_git.h"
#include "services/ingest/ingest.h"
#include "services/question/question.h"
#include "services/sample/sample.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "services/sync/sync_status.h"

namespace shiplog {

struct Setting {
  std::string name = {};    // "store.url"
  std::string value = {};   // Without secrets.
  std::string origin = {};  // "built in", "SHIPLOG_STORE", "shiplog.toml:3"
};

enum class Health : std::uint8_t { Ok, Warning, Failure };

struct Finding {
  Health health = Health::Ok;
  std::string what = {};    // "store"
  std::string found = {};   // What was seen.
  std::string remedy = {};  // What to do; empty when well.
};

// Told while columns are laid out; from any thread, one call at a time.
struct LayoutWatch {
  std::function<void(std::size_t done, std::size_t total)> on_progress = {};
  std::function<void(std::string_view note)> on_note = {};
};

struct ServeOptions {
  std::optional<std::string> listen = {};  // Instead of the configuration's.
  bool is_sample = false;
  std::stop_token stop = {};
  // Once it listens: the address to open.
  std::function<void(const std::string& url)> on_ready = {};
};

class Services {
 public:
  virtual ~Services() = default;

  virtual const Clock& clock() const = 0;

  // The rest reads the configuration first, and fails when that is wrong.
  virtual Result<Defaults> defaults() = 0;

  // As ingest() does, of a file or, for "-", of standard input.
  virtual Result<Unit> import_facts(const std::string& path, const IngestOptions& options,
                                    const std::stop_token& stop, IngestReport& report) = 0;
  // As import_git() does, of the clone that the options name.
  virtual Result<GitImportSummary> import_clone(const GitImportOptions& options) = 0;

  // As sync() does, from the GitHub of the configuration or, when given, of that address.
  virtual Result<SyncSummary> sync_github(const SyncOptions& options,
                                          const std::optional<std::string>& url) = 0;
  // As sync_status() does.
  virtual Result<std::vector<SyncStatus>> sync_status() = 0;

  virtual Result<std::int64_t> export_facts(const ExportOptions& options, ExportSink sink,
                                            const std::stop_token& stop) = 0;

  // Who runs the program, as its system calls them; empty when it does not say.
  virtual std::string person() const = 0;
  // As the functions of services/corrections, of what is found by those names.
  virtual Result<Correction> exclude(std::span<const FactKind> kinds, const std::string& target,
                                     const Author& author) = 0;
  virtual Result<Correction> override_failure(const std::string& deployment, bool has_failed,
                                              const Author& author) = 0;
  virtual Result<Correction> link_incident(const std::string& incident,
                                           const std::string& deployment, const Author& author) = 0;
  virtual Result<Correction> undo_correction(const std::string& id, const Author& author) = 0;
  virtual Result<std::vector<ListedCorrection>> corrections() = 0;

  // The columns of the store as it is now, by way of the column file beside it.
  virtual Result<std::shared_ptr<const Snapshot>> snapshot(const Reading& reading, Parts parts,
                                                           const LayoutWatch& watch) = 0;

  // From here on the store is one of the sample organisation, apart from the person's own.
  // It is filled anew when it was of other options.
  virtual Result<Unit> use_sample_store(const SampleOptions& options,
                                        const std::stop_token& stop) = 0;

  // The dashboard over the store, until a stop is requested.
  virtual Result<Unit> serve(const ServeOptions& options) = 0;

  virtual Result<std::vector<Setting>> settings() = 0;
  // "shiplog.toml:3: …", a sentence for each mistake.
  virtual std::vector<std::string> configuration_mistakes() = 0;
  // Asks GitHub too when there is a token for it, or a repository ("acme/api") is named.
  virtual std::vector<Finding> diagnose(Timestamp now, const std::string& repository) = 0;
};

}  // namespace shiplog
