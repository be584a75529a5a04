// Parts: what a question reads of a snapshot besides the numbers that all questions read.
//
// Most of a column file is texts that only an explanation shows, and tables that only some
// metrics read. What is not asked for is neither read from the disk nor checked.

#pragma once

namespace shiplog {

struct Parts {
  bool work = false;   // WorkTables.
  bool texts = false;  // Ids and titles. Names belong to the numbers.

  // Whether all of the others are among these.
  constexpr bool include(Parts others) const {
    return (work || !others.work) && (texts || !others.texts);
  }
  friend constexpr Parts operator|(Parts one, Parts other) {
    return {.work = one.work || other.work, .texts = one.texts || other.texts};
  }
  friend constexpr bool operator==(Parts, Parts) = default;
};

inline constexpr Parts kAllParts = {.work = true, .texts = true};

}  // namespace shiplog
