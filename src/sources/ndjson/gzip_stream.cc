#include "sources/ndjson/gzip_stream.h"

#include <zconf.h>
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <limits>
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
namespace {

constexpr std::size_t kPackedBufferBytes = std::size_t{64} << 10;
constexpr int kGzipWindowBits = 15 + 16;  // zlib's way of saying: the gzip format only.

}  // namespace

struct GzipStream::Inflater {
  z_stream zlib = {};
  std::vector<char> packed = std::vector<char>(kPackedBufferBytes);
  bool is_between_members = true;

  // False at the end of the packed data.
  Result<bool> ensure_input(ByteStream& from, const std::stop_token& stop) {
    if (zlib.avail_in == 0) {
      zlib.avail_in = static_cast<uInt>(TRY(from.read(packed, stop)));
      zlib.next_in = reinterpret_cast<Bytef*>(packed.data());
    }
    return zlib.avail_in > 0;
  }
};

GzipStream::GzipStream(std::unique_ptr<ByteStream> packed, std::string name)
    : packed_(std::move(packed)), name_(std::move(name)), inflater_(std::make_unique<Inflater>()) {
  CHECK(inflateInit2(&inflater_->zlib, kGzipWindowBits) == Z_OK);
}

GzipStream::~GzipStream() { inflateEnd(&inflater_->zlib); }

// False at the end of the last member and its padding.
Result<bool> GzipStream::begin_next_member(const std::stop_token& stop) {
  z_stream& zlib = inflater_->zlib;
  while (TRY(inflater_->ensure_input(*packed_, stop))) {
    if (*zlib.next_in != 0) {
      inflateReset(&zlib);
      inflater_->is_between_members = false;
      return true;
    }
    ++zlib.next_in;
    --zlib.avail_in;
  }
  return false;
}

Result<std::size_t> GzipStream::read(std::span<char> into, const std::stop_token& stop) {
  z_stream& zlib = inflater_->zlib;
  const auto capacity =
      static_cast<uInt>(std::min<std::size_t>(into.size(), std::numeric_limits<uInt>::max()));
  zlib.next_out = reinterpret_cast<Bytef*>(into.data());
  zlib.avail_out = capacity;
  while (zlib.avail_out == capacity) {
    if (inflater_->is_between_members && !TRY(begin_next_member(stop))) {
      return std::size_t{0};
    }
    // At the end of the input there may still be output that did not fit before.
    const bool has_input = TRY(inflater_->ensure_input(*packed_, stop));
    const int outcome = inflate(&zlib, Z_NO_FLUSH);
    if (outcome == Z_STREAM_END) {
      inflater_->is_between_members = true;
    } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
      if (zlib.avail_out < capacity) {
        break;  // Sound bytes first: zlib repeats its complaint at the next call.
      }
      return Error{ErrorCode::InvalidInput,
                   name_ + " has damaged gzip data (" +
                       (zlib.msg != nullptr ? zlib.msg : "zlib gives no reason") +
                       "): fetch or pack it again"};
    } else if (!has_input && zlib.avail_out == capacity) {
      return Error{ErrorCode::InvalidInput,
                   name_ + " ends in the middle of its gzip data: was it copied completely?"};
    }
  }
  return std::size_t{capacity - zlib.avail_out};
}

}  // namespace shiplog
