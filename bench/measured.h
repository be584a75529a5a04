// A figure for the table of bench/run, beside what a bench prints for people.

#pragma once

#include <cstdio>
#include <string_view>

namespace shiplog {

// bench/run knows the name, its unit and its bar, and prints the row.
inline void measured(std::string_view name, double value) {
  std::printf("measured %.*s %.6g\n", static_cast<int>(name.size()), name.data(), value);
}

}  // namespace shiplog
