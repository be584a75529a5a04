// GzipStream: what another stream's gzip data unpacks to.

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

// Several members after one another are one stream, as gzip has it; zeros after the last
// are padding. Data that ends early or is damaged is InvalidInput, after all bytes before.
class GzipStream final : public ByteStream {
 public:
  // `name` is for messages.
  GzipStream(std::unique_ptr<ByteStream> packed, std::string name);
  ~GzipStream() override;
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  Result<std::size_t> read(std::span<char> into, const std::stop_token& stop) override;
  std::int64_t position() const override { return packed_->position(); }
  std::optional<std::int64_t> size() const override { return packed_->size(); }

 private:
  struct Inflater;

  Result<bool> begin_next_member(const std::stop_token& stop);

  std::unique_ptr<ByteStream> packed_;
  std::string name_;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace shiplog
