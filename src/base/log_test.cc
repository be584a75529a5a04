#include "base/log.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

#include "base/clock.h"

namespace shiplog {
namespace {

const FixedClock kClock(Clock::Instant(std::chrono::seconds(1709164800)));

TEST(LogLine, IsOneObjectOfJson) {
  EXPECT_EQ(
      log_line(kClock.now(), LogLevel::Warning, "request", {{"path", "/api"}, {"status", 200}}),
      R"({"time":"2024-02-29T00:00:00Z","level":"warning","event":"request",)"
      R"("path":"/api","status":200})"
      "\n");
}

TEST(LogLine, CannotBeBrokenOrForged) {
  const std::string line =
      log_line(kClock.now(), LogLevel::Info, "request", {{"path", "/\n{\"event\":\"x\"}\x1b[2J"}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

TEST(LogLine, HoldsNoToken) {
  const std::string token = "ghp_" + std::string(36, 'a');
  EXPECT_EQ(log_line(kClock.now(), LogLevel::Info, "x", {{"said", token}}).find(token),
            std::string::npos);
}

TEST(DescriptorLog, WritesWhatItWasToldBeforeItEnds) {
  std::array<int, 2> ends = {};
  ASSERT_EQ(pipe(ends.data()), 0);
  {
    DescriptorLog log(ends[1], kClock);
    log.write(LogLevel::Info, "first", {});
    log.write(LogLevel::Info, "second", {});
  }
  close(ends[1]);
  std::array<char, 1024> bytes = {};
  std::string text;
  for (ssize_t size = 0; (size = read(ends[0], bytes.data(), bytes.size())) > 0;) {
    text.append(bytes.data(), static_cast<std::size_t>(size));
  }
  close(ends[0]);
  EXPECT_NE(text.find("first"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\"event\":\"second\"}\n"));
}

}  // namespace
}  // namespace shiplog
