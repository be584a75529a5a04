// ZstdStream: what another stream's Zstandard data unpacks to.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {

// Several frames after one another are one stream. Data that ends early is InvalidInput,
// after all bytes before; data that is damaged, after those that Zstandard had given out by
// then; so is data packed with a window over 128 MiB
// (zstd --long=28 and up), which would need that much memory.
class ZstdStream final : public ByteStream {
 public:
  // `name` is for messages.
  ZstdStream(std::unique_ptr<ByteStream> packed, std::string name);
  ~ZstdStream() override;
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;

  Result<std::size_t> read(std::span<char> into, const std::stop_token& stop) override;
  std::int64_t position() const override { return packed_->position(); }
  std::optional<std::int64_t> size() const override { return packed_->size(); }

 private:
  struct Decompressor;

  std::unique_ptr<ByteStream> packed_;
  std::string name_;
  std::unique_ptr<Decompressor> decompressor_;
};

}  // namespace shiplog
