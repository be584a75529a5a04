// Where the checkout is that the tests were built from: for those that read its documents.
#pragma once

#include <filesystem>

namespace shiplog {

// Said in one translation unit, so that the others compile alike in every checkout and a
// compiler cache can give back what another one compiled.
std::filesystem::path source_directory();

}  // namespace shiplog
