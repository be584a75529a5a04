// A list that comes in parts.

#pragma once

#include <utility>

#include "domain/facts.h"
#include "sources/github/json.h"

namespace shiplog {

// Whether a connection ends with this part. `next` becomes its last cursor: where it goes on,
// or after which nothing comes; it stays where the part is empty.
inline bool ends_here(Json connection, Text& next) {
  const Json page = connection["pageInfo"];
  if (Text end = page["endCursor"].optional_text()) {
    next = std::move(end);
  }
  return !page["hasNextPage"].is_true();
}

}  // namespace shiplog
