#include "sources/github/decode/words.h"

#include <string>
#include <string_view>

namespace shiplog {

std::string lower_case(std::string_view word) {
  std::string lower(word);
  for (char& character : lower) {
    if (character >= 'A' && character <= 'Z') {
      character = static_cast<char>(character - 'A' + 'a');
    }
  }
  return lower;
}

}  // namespace shiplog
