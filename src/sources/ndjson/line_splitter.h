// LineSplitter: a stream of bytes as lines, in memory that the lines' length bounds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sources/line_source.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {

// Lines end with LF or CRLF, the last one also with the end of the stream. A UTF-8 byte
// order mark before the first is passed over. Holds at most twice kLineBytesMax.
class LineSplitter final : public LineSource {
 public:
  LineSplitter(std::unique_ptr<ByteStream> bytes, std::string name)
      : bytes_(std::move(bytes)), name_(std::move(name)) {}

  Result<std::optional<SourceLine>> next(const std::stop_token& stop) override;
  const std::string& name() const override { return name_; }
  std::int64_t position() const override { return bytes_->position(); }
  std::optional<std::int64_t> size() const override { return bytes_->size(); }

 private:
  Result<bool> take_line(SourceLine& line, const std::stop_token& stop);
  Result<bool> refill(const std::stop_token& stop);

  std::unique_ptr<ByteStream> bytes_;
  std::string name_;
  std::int64_t line_number_ = 0;

  // buffer_[begin_, end_) is read and not yet given out; no line ends before scanned_.
  std::vector<char> buffer_ = {};
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;
  std::size_t end_ = 0;
};

}  // namespace shiplog
