#include "base/time_zone.h"

#include <date/tz.h>

#include <chrono>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"

namespace shiplog {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

const date::time_zone& as_zone(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

const date::time_zone* locate(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::exception&) {
    return nullptr;
  }
}

// Why it could not be located: no such zone, or no database to look in.
Error not_located(std::string_view name) {
  try {
    std::vector<std::string> names;
    for (const date::time_zone& zone : date::get_tzdb().zones) {
      names.push_back(zone.name());
    }
    return {ErrorCode::InvalidInput, "there is no time zone '" + std::string(name) + "'" +
                                         did_you_mean(name, std::span<const std::string>(names)) +
                                         " (names are like Europe/Berlin)"};
  } catch (const std::exception& error) {
    return {ErrorCode::Unavailable, "the time zones of this machine cannot be read (" +
                                        std::string(error.what()) +
                                        "); install the package tzdata"};
  }
}

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
  if (name == "UTC" || name == "Etc/UTC" || name == "Z") {
    return TimeZone();
  }
  if (const date::time_zone* zone = locate(name); zone != nullptr) {
    return TimeZone(zone);
  }
  return not_located(name);
}

const std::string& TimeZone::name() const {
  static const std::string utc = "UTC";
  return zone_ == nullptr ? utc : as_zone(zone_).name();
}

TimeZone::Instant TimeZone::start_of_day(year_month_day day) const {
  return instant_of(day, std::chrono::minutes(0));
}

TimeZone::Instant TimeZone::instant_of(year_month_day day, std::chrono::minutes time) const {
  const std::chrono::sys_seconds as_if_utc = sys_days(day) + time;
  if (zone_ == nullptr) {
    return as_if_utc;
  }
  const date::local_seconds local(as_if_utc.time_since_epoch());
  return Instant(as_zone(zone_).to_sys(local, date::choose::earliest));
}

year_month_day TimeZone::day_of(Instant instant) const {
  return year_month_day(std::chrono::floor<days>(instant + offset_at(instant)));
}

std::chrono::seconds TimeZone::offset_at(Instant instant) const {
  if (zone_ == nullptr) {
    return std::chrono::seconds(0);
  }
  return as_zone(zone_).get_info(std::chrono::floor<std::chrono::seconds>(instant)).offset;
}

}  // namespace shiplog
