// Issues: GitHub's JSON → facts.

#pragma once

#include <optional>

#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

struct DecodedIssue {
  Issue issue = {};
  Text next_label = {};  // Where its labels go on; absent: they are whole.
};

// Absent for what lacks an id, a number or a time.
std::optional<DecodedIssue> decode_issue(Json node, const Decoding& decoding);

// More labels, and where they go on.
void add_labels(DecodedIssue& decoded, Json node);

}  // namespace shiplog
