#include "base/base64.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace shiplog {

std::string base64url(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char byte : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(byte);
    pending_bits += 8;
    while (pending_bits >= 6) {
      pending_bits -= 6;
      out += kDigits[(pending >> pending_bits) & 63U];
    }
  }
  if (pending_bits > 0) {
    out += kDigits[(pending << (6 - pending_bits)) & 63U];
  }
  return out;
}

}  // namespace shiplog
