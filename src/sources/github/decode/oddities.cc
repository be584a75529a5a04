#include "sources/github/decode/oddities.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/printable.h"

namespace shiplog {

void Oddities::count(std::string_view what, std::string_view word) {
  const std::string key = std::string(what) + " " + in_quotes(word);
  const auto found = counts_.find(key);
  if (found != counts_.end()) {
    ++found->second;
  } else if (counts_.size() < kKindsMax) {
    counts_.emplace(key, 1);
  }
}

std::vector<std::string> Oddities::take_notes() {
  std::vector<std::string> notes;
  for (const auto& [key, count] : counts_) {
    notes.push_back("GitHub told of something unknown to this version: " + key + " (" +
                    std::to_string(count) + (count == 1 ? " time)" : " times)"));
  }
  counts_.clear();
  return notes;
}

}  // namespace shiplog
