// Fuzzes what is read out of single texts: URLs of remotes, tags, raw objects, lines.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "sources/git/commit_objects.h"
#include "sources/git/remote_name.h"
#include "sources/history/tag_version.h"
#include "sources/history/valid_text.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shiplog;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto name = name_from_remote(text)) {
    CHECK(is_repository_name(*name));
  }
  CHECK(is_repository_name(name_from_folder(std::string(text))));
  (void)is_prerelease_tag(text);
  (void)date_in_object(text);
  (void)parents_in_object(text);
  const std::string line = valid_line(text, 100);
  CHECK(line.size() <= 100);
  CHECK(valid_line(line, 100) == line);
  return 0;
}
