// LineSource: the port through which an import gets lines, whatever they come out of.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog {

// Longer lines are not held in memory.
inline constexpr std::size_t kLineBytesMax = std::size_t{16} << 20;

struct SourceLine {
  std::int64_t number = 0;  // From 1, blank lines counted.

  // Without the line break; empty when the line is too long. Valid until the next line is
  // asked for.
  std::string_view text = {};
  bool is_too_long = false;
};

// Used by one thread at a time.
class LineSource {
 public:
  virtual ~LineSource() = default;

  // The next line that is not blank; nothing at the end. An error is final, and a line
  // that it cut off is not given out. Cancelled soon after `stop`, also while a pipe has
  // nothing to say.
  virtual Result<std::optional<SourceLine>> next(const std::stop_token& stop) = 0;

  // "facts.ndjson.gz", "standard input": for messages.
  virtual const std::string& name() const = 0;

  // How far it is, for a progress bar, in bytes of the input as it lies there (compressed);
  // the size is unknown for a pipe.
  virtual std::int64_t position() const = 0;
  virtual std::optional<std::int64_t> size() const = 0;
};

}  // namespace shiplog
