#include "sources/ndjson/ndjson_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"
#include "sources/line_source.h"
#include "sources/ndjson/byte_stream.h"
#include "sources/ndjson/file_stream.h"
#include "sources/ndjson/gzip_stream.h"
#include "sources/ndjson/line_splitter.h"
#include "sources/ndjson/zstd_stream.h"

namespace shiplog {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kGzip = "\x1f\x8b";
constexpr std::string_view kZstd = "\x28\xb5\x2f\xfd";
// A zstd frame that holds no data, which some packers put first; its first byte varies in
// the lower half.
constexpr std::string_view kZstdSkippable = "\x2a\x4d\x18"sv;

struct OtherPacker {
  std::string_view magic = {};
  std::string_view name = {};
  std::string_view unpack = {};
};
constexpr std::array<OtherPacker, 3> kOtherPackers = {{
    {.magic = "\xfd\x37zXZ\0"sv, .name = "xz", .unpack = "xz -dc"},
    {.magic = "BZh", .name = "bzip2", .unpack = "bzip2 -dc"},
    {.magic = "PK\x03\x04", .name = "zip", .unpack = "unzip -p"},
}};

// Looks at the first bytes of a stream, and still gives them out.
class PeekedStream final : public ByteStream {
 public:
  static Result<std::unique_ptr<PeekedStream>> create(std::unique_ptr<ByteStream> bytes,
                                                      const std::stop_token& stop) {
    auto peeked = std::make_unique<PeekedStream>(std::move(bytes));
    while (peeked->held_ < peeked->head_.size()) {
      const std::size_t count =
          TRY(peeked->bytes_->read(std::span(peeked->head_).subspan(peeked->held_), stop));
      if (count == 0) {
        break;
      }
      peeked->held_ += count;
    }
    return peeked;
  }

  explicit PeekedStream(std::unique_ptr<ByteStream> bytes) : bytes_(std::move(bytes)) {}

  std::string_view head() const { return {head_.data(), held_}; }

  Result<std::size_t> read(std::span<char> into, const std::stop_token& stop) override {
    if (given_ == held_) {
      return bytes_->read(into, stop);
    }
    const std::size_t count = std::min(into.size(), held_ - given_);
    std::memcpy(into.data(), head_.data() + given_, count);
    given_ += count;
    return count;
  }
  std::int64_t position() const override { return bytes_->position(); }
  std::optional<std::int64_t> size() const override { return bytes_->size(); }

 private:
  std::unique_ptr<ByteStream> bytes_;
  std::array<char, 6> head_ = {};
  std::size_t held_ = 0;
  std::size_t given_ = 0;
};

bool is_zstd(std::string_view head) {
  return head.starts_with(kZstd) || (head.size() >= 4 && (head[0] & 0xF0) == 0x50 &&
                                     head.substr(1).starts_with(kZstdSkippable));
}

}  // namespace

Result<std::unique_ptr<LineSource>> open_ndjson(std::unique_ptr<ByteStream> bytes, std::string name,
                                                const std::stop_token& stop) {
  auto peeked = TRY(PeekedStream::create(std::move(bytes), stop));
  const std::string_view head = peeked->head();
  for (const OtherPacker& packer : kOtherPackers) {
    if (head.starts_with(packer.magic)) {
      return Error{ErrorCode::InvalidInput,
                   name + " is packed with " + std::string(packer.name) + ": unpack it, as in `" +
                       std::string(packer.unpack) + " FILE | shiplog import -`"};
    }
  }
  std::unique_ptr<ByteStream> plain;
  if (head.starts_with(kGzip)) {
    plain = std::make_unique<GzipStream>(std::move(peeked), name);
  } else if (is_zstd(head)) {
    plain = std::make_unique<ZstdStream>(std::move(peeked), name);
  } else {
    plain = std::move(peeked);
  }
  return std::unique_ptr<LineSource>(
      std::make_unique<LineSplitter>(std::move(plain), std::move(name)));
}

Result<std::unique_ptr<LineSource>> open_ndjson(const std::string& path,
                                                const std::stop_token& stop) {
  auto bytes = TRY(FileStream::open(path));
  return open_ndjson(std::move(bytes), path == "-" ? "standard input" : printable(path), stop);
}

}  // namespace shiplog
