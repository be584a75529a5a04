#include "tests/source_directory.h"

namespace shiplog {

std::filesystem::path source_directory() { return SOURCE_DIR; }

}  // namespace shiplog
