#include "sources/ndjson/line_splitter.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>

#include "base/result.h"
#include "sources/line_source.h"

namespace shiplog {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

// Reads on; false at the end of the stream.
Result<bool> LineSplitter::refill(const std::stop_token& stop) {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    scanned_ -= begin_;
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kChunkBytes) {
    buffer_.resize(std::max(end_ + kChunkBytes, std::min(2 * end_, kLineBytesMax + kChunkBytes)));
  }
  const std::size_t count = TRY(bytes_->read(std::span(buffer_).subspan(end_), stop));
  end_ += count;
  return count > 0;
}

// The next line, blank or not; false at the end. Of a line that is too long nothing but
// the fact is kept.
Result<bool> LineSplitter::take_line(SourceLine& line, const std::stop_token& stop) {
  line.is_too_long = false;
  while (true) {
    const char* const data = buffer_.data();
    const void* const found =
        scanned_ < end_ ? std::memchr(data + scanned_, '\n', end_ - scanned_) : nullptr;
    if (found != nullptr) {
      const auto line_end = static_cast<std::size_t>(static_cast<const char*>(found) - data);
      line.text = without_line_end({data + begin_, line_end - begin_});
      begin_ = scanned_ = line_end + 1;
      break;
    }
    scanned_ = end_;
    if (end_ - begin_ > kLineBytesMax) {
      line.is_too_long = true;
      begin_ = end_;
    }
    if (!TRY(refill(stop))) {
      if (begin_ == end_ && !line.is_too_long) {
        return false;
      }
      line.text = without_line_end({buffer_.data() + begin_, end_ - begin_});
      begin_ = scanned_ = end_;
      break;
    }
  }
  ++line_number_;
  if (line_number_ == 1 && line.text.starts_with(kByteOrderMark)) {
    line.text.remove_prefix(kByteOrderMark.size());
  }
  line.number = line_number_;
  line.is_too_long = line.is_too_long || line.text.size() > kLineBytesMax;
  if (line.is_too_long) {
    line.text = {};
  }
  return true;
}

Result<std::optional<SourceLine>> LineSplitter::next(const std::stop_token& stop) {
  SourceLine line;
  do {
    if (!TRY(take_line(line, stop))) {
      return std::optional<SourceLine>();
    }
  } while (!line.is_too_long && is_blank(line.text));
  return std::optional(line);
}

}  // namespace shiplog
