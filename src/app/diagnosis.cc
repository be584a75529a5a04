#include "app/diagnosis.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/config_loading.h"
#include "app/open_store.h"
#include "app/store_url.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "cli/services.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kLittleRoom = 500 * kMegabyte;

std::string size_text(std::uintmax_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / static_cast<double>(kMegabyte));
}

Finding ok(std::string what, std::string found) {
  return {.what = std::move(what), .found = std::move(found)};
}

Finding trouble(Health health, std::string what, std::string found, std::string remedy) {
  return {.health = health,
          .what = std::move(what),
          .found = std::move(found),
          .remedy = std::move(remedy)};
}

// The nearest folder above a path that exists.
fs::path existing_folder(fs::path path) {
  std::error_code ignored;
  for (path = fs::absolute(path, ignored).parent_path();
       !fs::exists(path, ignored) && path.has_relative_path();) {
    path = path.parent_path();
  }
  return path;
}

Finding check_room(const fs::path& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error) {
    return trouble(Health::Warning, "disk", "its room is not known: " + error.message(), "");
  }
  const std::string found = size_text(space.available) + " free at " + folder.string();
  return space.available < kLittleRoom
             ? trouble(Health::Warning, "disk", found, "Make room before you import more.")
             : ok("disk", found);
}

Finding check_column_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? trouble(Health::Ok, "columns", "none yet",
                         "The next import or report makes them; nothing needs to be done.")
               : ok("columns", size_text(size) + " at " + path);
}

Finding check_soundness(FactStore& store) {
  const Result<std::vector<std::string>> damage = store.check();
  if (!damage) {
    return trouble(Health::Failure, "integrity", damage.error().message,
                   "Restore a backup, or import the facts into a new store.");
  }
  if (!damage->empty()) {
    return trouble(Health::Failure, "integrity", damage->front(),
                   "Copy what can be read with 'shiplog export', and import it into a new store.");
  }
  return ok("integrity", "no damage found");
}

Finding check_writing(FactStore& store) {
  const auto writer = store.open_writer({.description = "doctor", .patience = {}});
  if (writer) {
    return ok("writing", "allowed");
  }
  const bool is_busy = writer.error().code == ErrorCode::Unavailable;
  return trouble(is_busy ? Health::Warning : Health::Failure, "writing", writer.error().message,
                 is_busy ? "It is allowed once the other has finished."
                         : "Let this user write the store and its folder.");
}

// The first line that a program says, or empty when it cannot be run.
std::string first_line_of(const char* command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command, "r"), pclose);
  std::array<char, 256> line = {};
  if (pipe == nullptr || std::fgets(line.data(), line.size(), pipe.get()) == nullptr) {
    return {};
  }
  std::string text(line.data());
  return text.substr(0, text.find('\n'));
}

}  // namespace

Finding check_configuration(const LoadedConfig& loaded) {
  if (loaded.mistakes.empty()) {
    return ok("configuration", "in order");
  }
  return trouble(Health::Failure, "configuration", loaded.mistakes.front(),
                 "'shiplog config check' lists every mistake.");
}

Finding check_clock(Timestamp now) {
  // This program did not exist before, and will not be run unchanged long after.
  constexpr Timestamp kEarliest = std::chrono::sys_days(std::chrono::year(2024) / 1 / 1);
  constexpr Timestamp kLatest = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1);
  if (now < kEarliest || now >= kLatest) {
    return trouble(Health::Failure, "clock", "it says " + format_time(now),
                   "Set the clock of this machine: what happens later than it has not happened.");
  }
  return ok("clock", format_time(now));
}

Finding check_time_zones() {
  if (const auto zone = TimeZone::find("Europe/Berlin"); !zone) {
    return trouble(Health::Failure, "time zones", zone.error().message,
                   "Install the package tzdata.");
  }
  return ok("time zones", "known");
}

Finding check_git() {
  const std::string version = first_line_of("git --version 2>/dev/null");
  return version.empty() ? trouble(Health::Warning, "git", "not found",
                                   "Install the package git: 'shiplog import git' runs it.")
                         : ok("git", version);
}

std::vector<Finding> check_store(const StorePlace& place) {
  const bool is_file = place.url.kind == StoreKind::Sqlite;
  std::error_code error;
  if (is_file && !fs::exists(place.url.place, error)) {
    return {trouble(Health::Ok, "store", "none yet at " + place.url.place,
                    "The first import makes it."),
            check_room(existing_folder(place.url.place))};
  }
  const Result<std::unique_ptr<FactStore>> store = open_store(place);
  if (!store) {
    return {trouble(Health::Failure, "store", store.error().message,
                    "Name another with --store, or put this one right.")};
  }
  std::vector<Finding> findings;
  const std::uintmax_t size = is_file ? fs::file_size(place.url.place, error) : 0;
  findings.push_back(ok("store", (*store)->name() + (is_file ? ", " + size_text(size) : "")));
  if (const auto generation = (*store)->generation()) {
    findings.push_back(ok("facts", *generation == 0
                                       ? "none yet"
                                       : fmt::format("{} writes of facts so far", *generation)));
  }
  findings.push_back(check_soundness(**store));
  findings.push_back(check_writing(**store));
  if (is_file) {
    findings.push_back(check_room(existing_folder(place.url.place)));
  }
  findings.push_back(check_column_file(place.column_file));
  return findings;
}

}  // namespace shiplog
