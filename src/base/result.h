// Result<T>: a T, or the Error that explains its absence.
//
//   Result<Repository> find(RepositoryId id);
//
//   Result<Summary> summarize(RepositoryId id) {
//     const Repository repository = TRY(find(id));
//     return Summary{repository.name};
//   }
//
// The names are those of std::expected, which our compilers do not all offer
// yet; when they do, Result becomes an alias and no caller changes.

#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/error.h"

namespace shiplog {

struct Unit {};

template <typename T = Unit>
class [[nodiscard]] Result {
  static_assert(!std::is_reference_v<T> && !std::is_same_v<T, Error>);

 public:
  // Implicit, so that a function returns either a value or an Error plainly.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Calling value() on an Error is a bug in the caller.
  const T& value() const& {
    CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    CHECK(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& value() & {
    CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }

  const Error& error() const& {
    CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    CHECK(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace shiplog

// Yields the value, or returns the Error from the enclosing function. A GNU
// statement expression: not for use around co_await, where g++ 12 crashes.
#define TRY(...)                             \
  (__extension__({                           \
    auto try_result_ = (__VA_ARGS__);        \
    if (!try_result_) [[unlikely]] {         \
      return std::move(try_result_).error(); \
    }                                        \
    std::move(try_result_).value();          \
  }))
