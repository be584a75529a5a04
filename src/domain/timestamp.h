// The shape of time in this program: UTC instants, and half-open windows of them.

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace shiplog {

// Microseconds since 1970, in UTC, as every fact and every column holds them.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

// Facts may lie between the years 1 and 9999; columns mark a moment that did not
// happen with kNever, which is later than all of them: `closed_at >= until` is
// true of what never closed.
inline constexpr Timestamp kNever{Duration{std::numeric_limits<std::int64_t>::max()}};

constexpr bool happened(Timestamp moment) { return moment != kNever; }

constexpr double seconds_between(Timestamp from, Timestamp until) {
  return static_cast<double>((until - from).count()) / 1e6;
}

// [from, until): two adjacent windows share a boundary and no event.
struct Window {
  Timestamp from = {};
  Timestamp until = {};

  constexpr bool contains(Timestamp instant) const { return from <= instant && instant < until; }
  constexpr bool is_empty() const { return until <= from; }
  constexpr double seconds() const { return seconds_between(from, until); }
  friend constexpr bool operator==(const Window&, const Window&) = default;
};

}  // namespace shiplog
