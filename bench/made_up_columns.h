// Columns of a made-up organisation, laid out directly: what the metrics are measured on
// without the time that it takes to read facts.
//
// The shape: four years; repositories of very different size (the first has a share that
// falls with its rank); three in four changes merged after a log-normal while, most of them
// reviewed; deployments to staging and to production, the latter carrying about eight
// changes each, one in ten of which fails.

#pragma once

#include <cstddef>
#include <cstdint>

#include "columns/snapshot.h"

namespace shiplog {

// The same numbers give the same columns. Data end at kMadeUpEnd.
Snapshot made_up_columns(std::size_t changes, std::size_t repositories, std::uint64_t seed);

inline constexpr Timestamp kMadeUpEnd =
    std::chrono::sys_days(std::chrono::year(2026) / std::chrono::January / 1);

}  // namespace shiplog
