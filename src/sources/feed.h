// Feed: a source's story, told page by page, that can be left and taken up again anywhere.
//
// A feed keeps nothing that must not be lost: the cursor that comes with a page says where
// to go on, and is stored with the page's records in one transaction. A process that is
// killed and started again with the last stored cursor tells the rest, repeats at most what a
// merge makes harmless, and leaves nothing out.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"

namespace shiplog {

struct FeedPage {
  std::vector<FactRecord> records = {};
  std::string cursor = {};  // Where to go on after these records.
  bool is_last = false;     // Nothing more is there for now.

  // For a display: how much of what this pass has to read is done. Total 0: not known.
  std::int64_t done = 0;
  std::int64_t total = 0;

  // Sentences: what was odd or is not to be had, and what it costs.
  std::vector<std::string> notes = {};
};

// What the store holds already, as far as a feed must know it.
class KnownFacts {
 public:
  virtual ~KnownFacts() = default;
  // Whether a record of that kind and key is stored, withdrawn or not.
  virtual Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) = 0;
  // The records of that kind which belong to the repository, in no order, withdrawn or not.
  // Teams and withdrawals belong to none: of these, all.
  virtual Result<Unit> each(FactKind kind, std::string_view repository,
                            const std::function<Result<Unit>(const FactRecord& record)>& visit) = 0;
};

// Not thread-safe: one pass of one thread.
class Feed {
 public:
  virtual ~Feed() = default;

  // "pull_requests": names the feed within its repository, for its cursor and for people.
  virtual std::string_view name() const = 0;

  // The next page from a cursor of this feed; absent: from the beginning. A cursor of the last
  // page of a pass starts the next pass, which tells what is new since. A feed that the
  // source refuses or does not have ends at once, with a note.
  //
  // NotFound when the repository is gone or hidden, Unauthorized when the credentials do not
  // hold, RateLimited and Unavailable when patience ran out, Cancelled when stopped.
  virtual Result<FeedPage> read(const std::optional<std::string>& cursor,
                                const std::stop_token& stop) = 0;
};

}  // namespace shiplog
