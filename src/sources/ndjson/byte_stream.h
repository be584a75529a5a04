// ByteStream: bytes in order, from a file or out of another stream.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>

#include "base/result.h"

namespace shiplog {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // At least one byte, or 0 at the end. Cancelled soon after `stop`.
  virtual Result<std::size_t> read(std::span<char> into, const std::stop_token& stop) = 0;

  // Bytes taken from the file at the bottom, and how many it has, where that is known.
  virtual std::int64_t position() const = 0;
  virtual std::optional<std::int64_t> size() const = 0;
};

}  // namespace shiplog
