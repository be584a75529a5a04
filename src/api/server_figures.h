// ServerFigures: what the server counts of itself, for /metrics and the health page.

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace shiplog::api {

// Written by the server, read by anybody, from any thread. Counts since the start, but for
// those that say "open" or "now".
struct ServerFigures {
  using Count = std::atomic<std::uint64_t>;

  // Upper ends of the buckets of seconds_to_answer, in microseconds; one more has no end.
  static constexpr std::array<std::uint64_t, 10> kBucketEnds = {
      500, 1'000, 2'500, 5'000, 10'000, 50'000, 100'000, 500'000, 1'000'000, 5'000'000};
  static constexpr std::size_t kStatusClasses = 6;  // By the status' first digit.

  Count connections_open = 0;
  Count connections_accepted = 0;
  Count connections_evicted = 0;  // The slowest, when there was no room.
  Count connections_timed_out = 0;
  std::array<Count, kStatusClasses> answers = {};
  std::array<Count, kBucketEnds.size() + 1> answer_times = {};
  Count answer_microseconds = 0;  // The sum.
  Count bytes_sent = 0;
  Count refused_framing = 0;  // Requests that no server should accept.
  Count refused_busy = 0;     // 503: the query pool had no room.
  Count queries_waiting_now = 0;
  Count feeds_open = 0;
  Count feeds_dropped = 0;  // Listeners that read too slowly.
  Count cache_hits = 0;
  Count cache_misses = 0;
  Count cache_bytes_now = 0;
};

}  // namespace shiplog::api
