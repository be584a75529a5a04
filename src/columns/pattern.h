// Pattern: what a person may write to say which labels, branches or logins are meant.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog {

// A regular expression (ECMAScript), searched in a text ignoring case. Copies share it;
// safe to use from many threads.
class Pattern {
 public:
  // InvalidInput says which pattern is wrong and why.
  static Result<Pattern> compile(std::string_view expression);

  // Looks at the first kSearchedBytes only, since what a person means stands at the front
  // and a longer text could exhaust the stack. False when the search is too complex.
  bool is_in(std::string_view text) const;
  static constexpr std::size_t kSearchedBytes = 500;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace shiplog
