#include "base/ascii.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace shiplog {

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
  });
  return out;
}

}  // namespace shiplog
