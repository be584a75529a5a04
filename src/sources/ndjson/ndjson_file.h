// A file of NDJSON as a LineSource, packed or not.

#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "sources/line_source.h"
#include "sources/ndjson/byte_stream.h"

namespace shiplog {

// "-" is standard input. gzip and Zstandard are recognised by their first bytes, whatever
// the file is called; other packers are refused by name. NotFound, Forbidden or
// InvalidInput; Cancelled when `stop` comes while a pipe keeps its first bytes back.
Result<std::unique_ptr<LineSource>> open_ndjson(const std::string& path,
                                                const std::stop_token& stop);

// The same for bytes that are already open; `name` is for messages.
Result<std::unique_ptr<LineSource>> open_ndjson(std::unique_ptr<ByteStream> bytes, std::string name,
                                                const std::stop_token& stop);

}  // namespace shiplog
