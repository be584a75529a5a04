#include "api/http/security_headers.h"

#include <string>

namespace shiplog::api {

std::string security_header_lines(bool is_https) {
  // The hash is of the one style that React Aria adds by itself (touch-action of what can be
  // pressed); everything else of the page is in files of its own.
  std::string lines =
      "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' "
      "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self' data: blob:; "
      "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'; object-src 'none'\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "X-Frame-Options: DENY\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n"
      "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n";
  if (is_https) {
    lines += "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n";
  }
  return lines;
}

}  // namespace shiplog::api
