// FileStream: the bytes of a file, a pipe or standard input.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>

#include "base/result.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {

class FileStream final : public ByteStream {
 public:
  // "-" is standard input. NotFound, Forbidden, or InvalidInput for a directory.
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path);

  ~FileStream() override;
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  Result<std::size_t> read(std::span<char> into, const std::stop_token& stop) override;
  std::int64_t position() const override { return position_; }
  std::optional<std::int64_t> size() const override { return size_; }

 private:
  FileStream(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

  Result<Unit> wait_until_readable(const std::stop_token& stop) const;

  int descriptor_;
  std::string name_;
  std::int64_t position_ = 0;
  std::optional<std::int64_t> size_ = {};  // Known for a regular file only.
};

}  // namespace shiplog
