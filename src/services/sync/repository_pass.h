// RepositoryPass: reads the feeds of one repository to their ends, page by page.

#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "domain/timestamp.h"
#include "services/sync/sync.h"
#include "services/sync/sync_board.h"
#include "services/sync/sync_report.h"
#include "sources/feed.h"
#include "sources/feed_source.h"
#include "store/fact_store.h"

namespace shiplog {

class RepositoryPass {
 public:
  // Borrows all of them. `server_time` was told by the source before the pass.
  RepositoryPass(FactStore& store, FeedSource& source, const Clock& clock,
                 const SourceRepository& repository, Timestamp server_time)
      : store_(store),
        source_(source),
        clock_(clock),
        repository_(repository),
        server_time_(server_time) {}

  // What concerns only this repository is told in the outcome. An error is the store's.
  Result<RepositorySync> run(SyncBoard& board, const SyncOptions& options);

 private:
  Result<Unit> read_all(ActiveSync& active, const FeedOptions& options,
                        const std::stop_token& stop);
  Result<Unit> read_feed(Feed& feed, FactWriter& writer, ActiveSync& active,
                         const std::stop_token& stop);
  Result<Unit> store_page(const std::string& place, const std::optional<std::string>& from,
                          FeedPage page, FactWriter& writer, ActiveSync& active);
  void conclude(const Result<Unit>& read, const ActiveSync& active, RepositorySync& sync);

  FactStore& store_;
  FeedSource& source_;
  const Clock& clock_;
  const SourceRepository& repository_;
  Timestamp server_time_;
  bool store_failed_ = false;
};

}  // namespace shiplog
