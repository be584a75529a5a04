#include "columns/pattern.h"

#include <gtest/gtest.h>

#include <string>

#include "columns/reading.h"

namespace shiplog {
namespace {

Pattern compiled(const std::string& expression) { return Pattern::compile(expression).value(); }

TEST(Pattern, IgnoresCase) {
  const Pattern hotfix = compiled(Reading{}.hotfix);
  EXPECT_TRUE(hotfix.is_in("hotfix/login"));
  EXPECT_TRUE(hotfix.is_in("HOT-FIX"));
  EXPECT_FALSE(hotfix.is_in("a hotfix"));
  EXPECT_FALSE(hotfix.is_in("house"));
  EXPECT_FALSE(hotfix.is_in(""));
}

TEST(Pattern, KnowsIncidentLabels) {
  const Pattern incident = compiled(Reading{}.incident_label);
  for (const char* label : {"incident", "Outage", "sev1", "SEV-2", "sev 0", "p0", "incident: db"}) {
    EXPECT_TRUE(incident.is_in(label)) << label;
  }
  for (const char* label : {"bug", "sev5", "p1", "no incident"}) {
    EXPECT_FALSE(incident.is_in(label)) << label;
  }
}

TEST(Pattern, MayLeaveItsFirstLetterOut) {
  EXPECT_TRUE(compiled("^h?otfix").is_in("otfix"));
  EXPECT_TRUE(compiled("^h*otfix").is_in("otfix"));
  EXPECT_TRUE(compiled("^h{0,1}otfix").is_in("otfix"));
  EXPECT_TRUE(compiled("^hotfix|^urgent").is_in("urgent"));
}

TEST(Pattern, NamesAnExpressionThatIsNone) {
  const auto pattern = Pattern::compile("a(b");
  ASSERT_FALSE(pattern.has_value());
  EXPECT_EQ(pattern.error().code, ErrorCode::InvalidInput);
  EXPECT_NE(pattern.error().message.find("'a(b'"), std::string::npos);
}

TEST(Pattern, SurvivesALongText) {
  EXPECT_FALSE(compiled("(a|b)*c$").is_in(std::string(10'000'000, 'a')));
}

}  // namespace
}  // namespace shiplog
