// CHECK: a broken invariant of our own, which ends the process, in release too.
//
//   CHECK(row < size());
//
// Never for input: what a person, a file or a server can cause is an Error.

#pragma once

namespace shiplog {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace shiplog

// An expression, so that the compiler sees where a CHECK(false) ends the function, whatever
// it is told to instrument.
#define CHECK(...) \
  ((__VA_ARGS__) ? static_cast<void>(0) : ::shiplog::check_failed(#__VA_ARGS__, __FILE__, __LINE__))
