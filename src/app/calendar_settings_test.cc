#include "app/calendar_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<Unit> set(Config& config, std::string_view name, const Values& values) {
  return find_config_field(name)->set(config, values);
}

std::string complaint(std::string_view name, const Values& values) {
  Config config;
  const Result<Unit> done = set(config, name, values);
  return done ? "accepted" : done.error().message;
}

TEST(CalendarSettings, SayWhatTheyWereGiven) {
  Config config;
  ASSERT_TRUE(set(config, "calendar.hours", {"13:30-24:00", "09:00-12:30"}));
  ASSERT_TRUE(set(config, "calendar.days", {"sunday", "monday"}));
  ASSERT_TRUE(set(config, "calendar.holidays", {"2026-12-25"}));
  EXPECT_THAT(find_config_field("calendar.hours")->get(config),
              ElementsAre("09:00-12:30", "13:30-24:00"));
  EXPECT_THAT(find_config_field("calendar.days")->get(config), ElementsAre("sunday", "monday"));
  EXPECT_THAT(find_config_field("calendar.holidays")->get(config), ElementsAre("2026-12-25"));
}

TEST(CalendarSettings, RefuseHoursThatAreNone) {
  for (const char* const text : {"9-17", "17:00-09:00", "09:00-24:01", "09:60-10:00", "", "x"}) {
    EXPECT_THAT(complaint("calendar.hours", {text}), HasSubstr("09:00-17:00")) << text;
  }
  EXPECT_THAT(complaint("calendar.hours", {"09:00-13:00", "12:00-17:00"}), HasSubstr("before"));
}

TEST(CalendarSettings, RefuseDaysThatAreNone) {
  EXPECT_THAT(complaint("calendar.days", {"mondey"}), HasSubstr("monday"));
  EXPECT_THAT(complaint("calendar.holidays", {"2026-02-30"}), HasSubstr("2026-02-30"));
}

TEST(ServiceSettings, TakePathsOfTwoComponents) {
  Config config;
  ASSERT_TRUE(set(config, "services.paths", {"acme/shop/services/cart=cart", "acme/pay=money"}));
  EXPECT_EQ(config.services.at("acme/shop/services/cart"), "cart");
  for (const char* const text : {"acme=cart", "acme/shop/a/b/c=cart", "acme/shop/=cart", "x"}) {
    EXPECT_THAT(complaint("services.paths", {text}), HasSubstr("OWNER/NAME/PATH")) << text;
  }
}

}  // namespace
}  // namespace shiplog
