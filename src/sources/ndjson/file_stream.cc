#include "sources/ndjson/file_stream.h"

#include <fcntl.h>
#include <sys/poll.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {
namespace {

// How long a silent pipe may keep a stop waiting.
constexpr int kPollMilliseconds = 100;

Error cannot_read(const std::string& name, int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {ErrorCode::NotFound, "there is no file " + name};
    case EACCES:
    case EPERM:
      return {ErrorCode::Forbidden, name + " may not be read: check its permissions"};
    case EISDIR:
      return {ErrorCode::InvalidInput,
              name + " is a directory: name a file of facts, or - for standard input"};
    default:
      return {ErrorCode::InvalidInput,
              name + " cannot be read: " + std::generic_category().message(error)};
  }
}

}  // namespace

Result<std::unique_ptr<ByteStream>> FileStream::open(const std::string& path) {
  const bool is_standard_input = path == "-";
  std::string name = is_standard_input ? "standard input" : printable(path);
  // Without O_NONBLOCK, a named pipe that nobody writes to would hold up a stop for ever.
  const int descriptor =
      is_standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    return cannot_read(name, errno);
  }
  std::unique_ptr<FileStream> stream(new FileStream(descriptor, std::move(name)));
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0) {
    return cannot_read(stream->name_, errno);
  }
  if (S_ISDIR(status.st_mode)) {
    return cannot_read(stream->name_, EISDIR);
  }
  if (S_ISREG(status.st_mode)) {
    stream->size_ = status.st_size;
  }
  return std::unique_ptr<ByteStream>(std::move(stream));
}

FileStream::~FileStream() {
  if (descriptor_ != STDIN_FILENO) {
    ::close(descriptor_);
  }
}

Result<Unit> FileStream::wait_until_readable(const std::stop_token& stop) const {
  while (true) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::Cancelled, "reading " + name_ + " was stopped"};
    }
    if (size_) {
      return Unit{};  // A regular file is always readable.
    }
    pollfd wanted = {.fd = descriptor_, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&wanted, 1, kPollMilliseconds);
    if (ready > 0) {
      return Unit{};
    }
    if (ready < 0 && errno != EINTR) {
      return cannot_read(name_, errno);
    }
  }
}

Result<std::size_t> FileStream::read(std::span<char> into, const std::stop_token& stop) {
  while (true) {
    TRY(wait_until_readable(stop));
    const ssize_t count = ::read(descriptor_, into.data(), into.size());
    if (count >= 0) {
      position_ += count;
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR && errno != EAGAIN) {
      return cannot_read(name_, errno);
    }
  }
}

}  // namespace shiplog
