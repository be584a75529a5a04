// Releases and tags: GitHub's JSON → facts. A tag that no release names is a release of its
// own, told by its ref.

#pragma once

#include <optional>
#include <string>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

// Absent for what lacks an id, a tag or a time.
std::optional<FactRecord> decode_release(Json node, const Decoding& decoding);

// Absent also for a tag of something else than a commit.
std::optional<Release> decode_tag(Json node, const Decoding& decoding);

}  // namespace shiplog
