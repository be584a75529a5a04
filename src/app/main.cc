#include <exception>
#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

#include "app/config_loading.h"
#include "app/wiring.h"
#include "cli/exit_code.h"
#include "cli/run.h"
#include "cli/services.h"

namespace {

std::unique_ptr<shiplog::Services> make_services(const shiplog::GlobalChoices& choices) {
  return std::make_unique<shiplog::Wiring>(
      shiplog::ConfigSources{.file = choices.config,
                             .store_url = choices.store,
                             .environment = shiplog::process_environment()});
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    return shiplog::run_command_line(words, make_services);
  } catch (const std::exception& error) {
    // Nothing of ours throws: this is the machine, such as memory that ran out.
    std::cerr << "shiplog: " << error.what() << "\n";
    return static_cast<int>(shiplog::ExitCode::Failed);
  }
}
