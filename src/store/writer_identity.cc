#include "store/writer_identity.h"

#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "store/random_id.h"

namespace shiplog {
namespace {

std::string host_name() {
  std::array<char, 256> name = {};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::string described(const WriterIdentity& writer) {
  return "'" + writer.description + "' (process " + std::to_string(writer.process) + " on " +
         writer.host + ", since " + format_time(writer.started_at) + ")";
}

}  // namespace

WriterIdentity identify_writer(std::string description) {
  return {.id = random_id(),
          .description = std::move(description),
          .process = getpid(),
          .host = host_name(),
          .started_at = std::chrono::floor<std::chrono::seconds>(SystemClock().now())};
}

bool is_gone(const WriterIdentity& writer) {
  return writer.host == host_name() && kill(static_cast<pid_t>(writer.process), 0) != 0 &&
         errno == ESRCH;
}

Error held_by(std::string_view store_name, const std::vector<WriterIdentity>& writers,
              std::chrono::milliseconds patience) {
  std::string names;
  for (const WriterIdentity& writer : writers) {
    names += (names.empty() ? "" : " or ") + described(writer);
  }
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(patience).count();
  return {ErrorCode::Unavailable, "the store " + std::string(store_name) + " is being written by " +
                                      (names.empty() ? "another process" : names) +
                                      " and did not become free within " + std::to_string(seconds) +
                                      (seconds == 1 ? " second" : " seconds") +
                                      "; wait for it to finish, then try again"};
}

}  // namespace shiplog
