#include "cli/completion.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace shiplog {
namespace {

constexpr std::array<std::string_view, 1> kMetrics = {"lead_time"};

TEST(Completion, OffersEveryOptionInEveryShell) {
  const std::string bash = bash_completion(kMetrics);
  const std::string fish = fish_completion(kMetrics);
  for (const Command& command : command_list()) {
    for (const Option* option : options_of(command)) {
      EXPECT_NE(bash.find(option->name), std::string::npos) << option->name;
      EXPECT_NE(fish.find("-l " + std::string(option->name.substr(2))), std::string::npos)
          << option->name;
    }
  }
}

TEST(Completion, OffersMetricsAndSecondWords) {
  const std::string bash = bash_completion(kMetrics);
  EXPECT_NE(bash.find("'list lead_time --"), std::string::npos);
  EXPECT_NE(bash.find("words='show check'"), std::string::npos);
  EXPECT_TRUE(zsh_completion(kMetrics).starts_with("#compdef shiplog\n"));
}

}  // namespace
}  // namespace shiplog
