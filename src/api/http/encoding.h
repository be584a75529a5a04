// Encoding: how the bytes of an answer are packed for the way.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog::api {

enum class Encoding : std::uint8_t { Identity, Gzip, Brotli };
inline constexpr std::size_t kEncodings = 3;

// "br"; empty for Identity.
std::string_view token_of(Encoding encoding);

// What the client likes best of its Accept-Encoding (RFC 9110 §12.5.3), the smaller one where
// it likes several as much. Identity when it names none of ours.
Encoding preferred_encoding(std::optional<std::string_view> accept_encoding);

// Packs bytes; implemented by api/compression/compression.h.
using Compress = std::function<Result<std::string>(Encoding encoding, std::string_view bytes)>;

// Below this, packing saves no packet on the way.
inline constexpr std::size_t kCompressedBytesMin = 1024;

}  // namespace shiplog::api
