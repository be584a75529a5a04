// CHECK: a broken invariant of our own, which ends the process, in release too.
//
//   CHECK(row < size());
//
// Never for input: what a person, a file or a server can cause is an Error.

#pragma once

namespace shiplog {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace shiplog

#define CHECK(...)                                               \
  do {                                                           \
    if (!(__VA_ARGS__)) [[unlikely]] {                           \
      ::shiplog::check_failed(#__VA_ARGS__, __FILE__, __LINE__); \
    }                                                            \
  } while (false)
