// Stages: the moments that bound a change's life, and the time between them.

#pragma once

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/explanation.h"
#include "metrics/scope.h"

namespace shiplog {

// The moments of a change, each raised to the one before where it ran backwards (clocks
// differ), and the stages between them. `deployed_at` is kNever for a change that no
// deployment carried, or when that does not matter.
//
// A stage that did not happen is absent and its time belongs to the stage that spans it, so
// the present ones always sum to the time from the first commit to the last moment: without
// a review, `merge` spans from ready to merged; without an approval, `review` does from the
// first review. Where the opening is not known, all before the merge is `development`; of a
// direct push it is `coding`.
ChangeTimes change_times(const ShardScope& scope, Row change, Timestamp deployed_at);

}  // namespace shiplog
