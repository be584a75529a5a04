#include "api/compression/compression.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "api/http/encoding.h"
#include "base/error.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

Error failure(std::string_view what) {
  return Error{ErrorCode::Internal, std::string(what) + " could not compress an answer"};
}

Result<std::string> gzip(std::string_view bytes) {
  constexpr int kLevel = 6;
  constexpr int kGzipWindow = 15 + 16;  // The largest window, and a gzip header.
  constexpr int kMemory = 8;
  z_stream stream = {};
  if (bytes.size() > std::numeric_limits<uInt>::max() ||
      deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    return failure("zlib");
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib's interface is older than const; it does not write there.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) {
    return failure("zlib");
  }
  return out;
}

Result<std::string> brotli(std::string_view bytes) {
  constexpr int kQuality = 5;
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  auto* to = reinterpret_cast<std::uint8_t*>(out.data());
  if (size == 0 || BrotliEncoderCompress(kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                                         bytes.size(), in, &size, to) == BROTLI_FALSE) {
    return failure("Brotli");
  }
  out.resize(size);
  return out;
}

}  // namespace

Result<std::string> compress(Encoding encoding, std::string_view bytes) {
  switch (encoding) {
    case Encoding::Identity:
      return std::string(bytes);
    case Encoding::Gzip:
      return gzip(bytes);
    case Encoding::Brotli:
      return brotli(bytes);
  }
  return failure("nothing");
}

}  // namespace shiplog::api
