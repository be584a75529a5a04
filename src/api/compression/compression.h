// Packs the bytes of answers with gzip and Brotli.

#pragma once

#include <string>
#include <string_view>

#include "api/http/encoding.h"
#include "base/result.h"

namespace shiplog::api {

// At a level that costs about as much time as making the answer did: 60 kB in about a
// millisecond. Internal when the library fails, which it does only for want of memory.
Result<std::string> compress(Encoding encoding, std::string_view bytes);

}  // namespace shiplog::api
