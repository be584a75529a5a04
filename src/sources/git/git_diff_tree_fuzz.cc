// Fuzzes the output of diff-tree: no bytes crash it, and how they arrive changes nothing. The
// first byte of the input says how many arrive at a time, and whether lines are counted.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "sources/git/diff_tree.h"

namespace {

using namespace shiplog;

std::string describe(const DiffItem& item) {
  if (std::holds_alternative<StretchEnd>(item)) {
    return "end\n";
  }
  const auto& diff = std::get<CommitDiff>(item);
  CHECK(diff.counts.additions.value_or(0) >= 0 && diff.counts.deletions.value_or(0) >= 0);
  CHECK(diff.counts.directories.size() <= kDirectoriesMax);
  std::string description = diff.sha + " " + std::to_string(diff.counts.additions.value_or(-1)) +
                            " " + std::to_string(diff.counts.changed_files);
  for (const std::string& directory : diff.counts.directories) {
    description += " " + directory;
  }
  return description + "\n";
}

std::string read_all(std::string_view bytes, DiffDetail detail, std::size_t bite) {
  DiffTreeParser parser(detail);
  std::string all;
  while (!bytes.empty()) {
    parser.buffer() += bytes.substr(0, bite);
    bytes.remove_prefix(std::min(bite, bytes.size()));
    for (;;) {
      const auto item = parser.next();
      if (!item) {
        return all + "broken";
      }
      if (!*item) {
        break;
      }
      all += describe(**item);
    }
  }
  return all;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) {
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const DiffDetail detail = data[0] % 2 == 0 ? DiffDetail::Lines : DiffDetail::Files;
    CHECK(read_all(bytes, detail, std::size_t{1} + data[0]) == read_all(bytes, detail, SIZE_MAX));
  }
  return 0;
}
