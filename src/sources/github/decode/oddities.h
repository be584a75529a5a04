// Oddities: what GitHub said that we have no word for, counted and named once. Newer servers
// must not break older clients.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shiplog {

class Oddities {
 public:
  // "timeline item", "NewThingEvent"
  void count(std::string_view what, std::string_view word);

  // A sentence for each kind of oddity since the last call.
  std::vector<std::string> take_notes();

 private:
  static constexpr std::size_t kKindsMax = 64;
  std::map<std::string, std::int64_t, std::less<>> counts_;
};

}  // namespace shiplog
