#include "api/paging.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "api/parameters.h"
#include "base/function_ref.h"

namespace shiplog::api {
namespace {

constexpr int kHexadecimal = 16;
constexpr std::size_t kLimitMax = 1000;

struct Cursor {
  std::size_t position = 0;    // Of the page's first item, when the cursor was given.
  std::uint64_t identity = 0;  // Of the item before it.
};

template <typename Number>
std::optional<Number> number_of(std::string_view text, int base) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

std::optional<Cursor> cursor_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto position = number_of<std::size_t>(text.substr(0, dash), kHexadecimal);
  const auto identity = number_of<std::uint64_t>(text.substr(dash + 1), kHexadecimal);
  if (!position || !identity || *position == 0) {
    return std::nullopt;
  }
  return Cursor{.position = *position, .identity = *identity};
}

std::string text_of(const Cursor& cursor) {
  constexpr std::size_t kMostDigits = 2 * 16 + 1;
  char text[kMostDigits] = {};
  char* end = std::to_chars(text, text + kMostDigits, cursor.position, kHexadecimal).ptr;
  *end++ = '-';
  end = std::to_chars(end, text + kMostDigits, cursor.identity, kHexadecimal).ptr;
  return {text, end};
}

bool is_limit(std::string_view text) {
  const auto limit = number_of<std::size_t>(text, 10);
  return limit && *limit >= 1 && *limit <= kLimitMax;
}

bool is_cursor(std::string_view text) { return cursor_of(text).has_value(); }

std::size_t position_of(const Cursor& cursor, std::size_t count,
                        FunctionRef<std::uint64_t(std::size_t item)> identity) {
  if (cursor.position <= count && identity(cursor.position - 1) == cursor.identity) {
    return cursor.position;
  }
  for (std::size_t item = 0; item < count; ++item) {
    if (identity(item) == cursor.identity) {
      return item + 1;
    }
  }
  return std::min(cursor.position, count);
}

}  // namespace

const ParameterRule& limit_rule() {
  static const ParameterRule rule{.key = "limit",
                                  .help = "How many items a page has at most",
                                  .takes = "a number from 1 to 1000",
                                  .standard = "100",
                                  .is_number = true,
                                  .accepts = is_limit};
  return rule;
}

const ParameterRule& cursor_rule() {
  static const ParameterRule rule{.key = "cursor",
                                  .help = "The page that begins here: `next` of the one before",
                                  .takes = "what the page before gave as `next`",
                                  .accepts = is_cursor};
  return rule;
}

Page page_of(const Parameters& parameters, std::size_t count,
             FunctionRef<std::uint64_t(std::size_t item)> identity) {
  Page page;
  if (const auto cursor = parameters.value(cursor_rule().key)) {
    page.begin = position_of(*cursor_of(*cursor), count, identity);
  }
  page.end = std::min(count, page.begin + parameters.number(limit_rule().key));
  if (page.end < count) {
    page.next = text_of({.position = page.end, .identity = identity(page.end - 1)});
  }
  return page;
}

}  // namespace shiplog::api
