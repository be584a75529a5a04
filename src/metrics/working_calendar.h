// WorkingCalendar: when a team works, as its configuration says.

#pragma once

#include <chrono>
#include <vector>

namespace shiplog {

// A stretch of a working day, by the clock on the wall.
struct WorkingStretch {
  std::chrono::minutes begin = {};
  std::chrono::minutes end = {};  // After `begin`; at most 24 hours.

  friend bool operator==(const WorkingStretch&, const WorkingStretch&) = default;
};

// In which zone is the question's choice.
struct WorkingCalendar {
  // In order, none reaching into the next.
  std::vector<WorkingStretch> hours = {
      {.begin = std::chrono::hours(9), .end = std::chrono::hours(17)}};
  std::vector<std::chrono::weekday> days = {std::chrono::Monday, std::chrono::Tuesday,
                                            std::chrono::Wednesday, std::chrono::Thursday,
                                            std::chrono::Friday};
  std::vector<std::chrono::year_month_day> holidays = {};  // Nobody works on them.

  friend bool operator==(const WorkingCalendar&, const WorkingCalendar&) = default;
};

}  // namespace shiplog
