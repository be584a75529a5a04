// Hashing: a number that tells different bytes apart. Not for secrets, nor against an
// adversary who chooses the bytes.

#pragma once

#include <cstdint>
#include <string_view>

namespace shiplog {

// The same on every run. Several gigabytes a second on long texts; any single changed
// byte changes the result.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0);

// Mixes a number into a hash; the order of mixing matters.
std::uint64_t hash_mix(std::uint64_t hash, std::uint64_t number);

}  // namespace shiplog
