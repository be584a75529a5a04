#include "sources/ndjson/zstd_stream.h"

#include <zstd.h>

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {

struct ZstdStream::Decompressor {
  ZSTD_DStream* stream = ZSTD_createDStream();
  std::vector<char> packed = std::vector<char>(ZSTD_DStreamInSize());
  ZSTD_inBuffer input = {.src = packed.data(), .size = 0, .pos = 0};
  bool is_between_frames = true;

  Decompressor() { CHECK(stream != nullptr); }
  ~Decompressor() { ZSTD_freeDStream(stream); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
};

ZstdStream::ZstdStream(std::unique_ptr<ByteStream> packed, std::string name)
    : packed_(std::move(packed)),
      name_(std::move(name)),
      decompressor_(std::make_unique<Decompressor>()) {}

ZstdStream::~ZstdStream() = default;

Result<std::size_t> ZstdStream::read(std::span<char> into, const std::stop_token& stop) {
  ZSTD_inBuffer& input = decompressor_->input;
  ZSTD_outBuffer output = {.dst = into.data(), .size = into.size(), .pos = 0};
  while (output.pos == 0) {
    if (input.pos == input.size) {
      input.size = TRY(packed_->read(decompressor_->packed, stop));
      input.pos = 0;
    }
    const bool is_at_end = input.size == 0;
    if (is_at_end && decompressor_->is_between_frames) {
      return std::size_t{0};
    }
    // At the end of the input there may still be output that did not fit before.
    const std::size_t outcome = ZSTD_decompressStream(decompressor_->stream, &output, &input);
    if (ZSTD_isError(outcome) != 0) {
      return Error{ErrorCode::InvalidInput, name_ + " has damaged Zstandard data (" +
                                                ZSTD_getErrorName(outcome) +
                                                "): fetch or pack it again"};
    }
    decompressor_->is_between_frames = outcome == 0;
    if (is_at_end && output.pos == 0 && outcome != 0) {
      return Error{ErrorCode::InvalidInput,
                   name_ + " ends in the middle of its Zstandard data: was it copied completely?"};
    }
  }
  return output.pos;
}

}  // namespace shiplog
