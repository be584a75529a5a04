#include "services/views/answer.h"

#include <string_view>

#include "base/check.h"
#include "metrics/query.h"

namespace shiplog {

std::string_view granularity_name(Granularity granularity) {
  switch (granularity) {
    case Granularity::Day:
      return "day";
    case Granularity::Week:
      return "week";
    case Granularity::Month:
      return "month";
    case Granularity::Quarter:
      return "quarter";
  }
  CHECK(false);
}

std::string_view bots_name(Bots bots) {
  switch (bots) {
    case Bots::Default:
      return "default";
    case Bots::Include:
      return "include";
    case Bots::Exclude:
      return "exclude";
    case Bots::Only:
      return "only";
  }
  CHECK(false);
}

}  // namespace shiplog
