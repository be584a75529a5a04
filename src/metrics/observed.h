// Observed time: the part of a window that the data tell about. Before the data begin and
// after they end nothing was counted, which is not the same as nothing having happened.

#pragma once

#include "domain/timestamp.h"

namespace shiplog {

inline constexpr double kSecondsPerWeek = 7 * 24 * 3600;

// From the earliest happening known of the repositories in scope to the data's end (never
// later than the clock).
struct DataSpan {
  Timestamp begins_at = kNever;  // kNever: nothing is known of them.
  Timestamp ends_at = Timestamp::min();
};

// Zero when nothing of the window was observed.
double observed_weeks(const Window& window, const DataSpan& data);

// Whether a bucket is cut: by the window it was asked for, or by the data's beginning or end.
bool is_cut(const Window& bucket, const Window& window, const DataSpan& data);

}  // namespace shiplog
