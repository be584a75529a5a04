// Paging through a list that may change meanwhile. A cursor names the item after which the
// page begins, so that what was added before it repeats nothing and skips nothing.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/parameters.h"
#include "base/function_ref.h"
#include "base/result.h"

namespace shiplog::api {

const ParameterRule& limit_rule();
const ParameterRule& cursor_rule();

// From `begin` up to and without `end`; `next` is the cursor of the page after it, empty when
// this is the last.
struct Page {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string next = {};
};

// Of a list of that many items, each told apart by a number: of its id, for example. When the
// item that the cursor names is gone, the page begins where it was.
Page page_of(const Parameters& parameters, std::size_t count,
             FunctionRef<std::uint64_t(std::size_t item)> identity);

}  // namespace shiplog::api
