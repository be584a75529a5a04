// TextStream: a text as a ByteStream, in bites of a chosen size, for tests and fuzzers.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>

#include "base/result.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {

class TextStream final : public ByteStream {
 public:
  explicit TextStream(std::string text, std::size_t bite = SIZE_MAX)
      : text_(std::move(text)), bite_(bite) {}

  Result<std::size_t> read(std::span<char> into, const std::stop_token& /*stop*/) override {
    const std::size_t count = std::min({into.size(), bite_, text_.size() - given_});
    if (count > 0) {
      std::memcpy(into.data(), text_.data() + given_, count);
    }
    given_ += count;
    return count;
  }
  std::int64_t position() const override { return static_cast<std::int64_t>(given_); }
  std::optional<std::int64_t> size() const override {
    return static_cast<std::int64_t>(text_.size());
  }

 private:
  std::string text_;
  std::size_t bite_;
  std::size_t given_ = 0;
};

}  // namespace shiplog
