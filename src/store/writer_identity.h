// WriterIdentity: who writes a store, so that another who has to wait can be told.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/timestamp.h"

namespace shiplog {

struct WriterIdentity {
  std::string id = {};           // Random: no two writers ever share one.
  std::string description = {};  // "import facts.ndjson"
  std::int64_t process = 0;
  std::string host = {};
  Timestamp started_at = {};
};

// This process, as a new writer.
WriterIdentity identify_writer(std::string description);

// Whether it ran on this machine and its process is no more, so its row is a leftover.
bool is_gone(const WriterIdentity& writer);

// Unavailable: the store is held. `writers` are those that may hold it; may be empty.
Error held_by(std::string_view store_name, const std::vector<WriterIdentity>& writers,
              std::chrono::milliseconds patience);

}  // namespace shiplog
