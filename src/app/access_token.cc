#include "app/access_token.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>

#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "store/random_id.h"

namespace shiplog {

Result<Secret> access_token(const std::string& file) {
  if (file.empty()) {
    return Secret(random_id() + random_id());
  }
  constexpr std::size_t kBytesMin = 20;
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) {
    return Error{ErrorCode::InvalidInput, "server.token_file: " + file + " cannot be read"};
  }
  // It has to stand in an address as it is.
  const bool is_plain = std::ranges::all_of(line, [](char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z') || character == '-' || character == '_';
  });
  if (!is_plain || line.size() < kBytesMin) {
    return Error{ErrorCode::InvalidInput,
                 "server.token_file: a token is at least 20 letters, digits, - or _; make one by "
                 "'openssl rand -hex 32 > " +
                     file + "'"};
  }
  Secret token(line);
  wipe_bytes(line.data(), line.size());
  return token;
}

}  // namespace shiplog
