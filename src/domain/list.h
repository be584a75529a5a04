// List: the items of a fact's list field, which can be absent.
//
// An empty list that was given says "there are none"; an absent one says "not known".
// Both count as nothing, but a fact is written as it was given, so the difference is kept.

#pragma once

#include <vector>

namespace shiplog {

template <typename T>
struct List : std::vector<T> {
  using std::vector<T>::vector;

  bool is_given = false;  // Only asked of an empty list: one with items is always there.

  bool is_absent() const { return this->empty() && !is_given; }
};

}  // namespace shiplog
