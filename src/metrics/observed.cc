#include "metrics/observed.h"

#include <algorithm>

#include "domain/timestamp.h"

namespace shiplog {

double observed_weeks(const Window& window, const DataSpan& data) {
  const Window observed = {.from = std::max(window.from, data.begins_at),
                           .until = std::min(window.until, data.ends_at)};
  return observed.is_empty() ? 0 : observed.seconds() / kSecondsPerWeek;
}

bool is_cut(const Window& bucket, const Window& window, const DataSpan& data) {
  return bucket.from < window.from || bucket.until > window.until || bucket.from < data.begins_at ||
         bucket.until > data.ends_at;
}

}  // namespace shiplog
