// StaticFiles: the page, as files that the binary carries with it. Found by their exact path
// in a table, so that no path can lead anywhere else.

#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/http/encoding.h"
#include "api/http/request.h"
#include "api/http/response.h"

namespace shiplog::api {

// Lives as long as the program. A packed form that is empty is not worth having.
struct EmbeddedFile {
  std::string_view path = {};  // "/assets/index-4f1c.js"
  std::string_view content_type = {};
  std::string_view digest = {};  // Of the bytes; for the ETag.
  std::string_view plain = {};
  std::string_view gzip = {};
  std::string_view brotli = {};
};

// Immutable, and so safe to use from any number of threads.
class StaticFiles {
 public:
  explicit StaticFiles(std::span<const EmbeddedFile> files);

  // The file; or, for the path of a page ("/pulls/acme/api/7"), /index.html, which shows the
  // page by itself. Nothing for a file that is not there.
  std::optional<Response> find(const Request& request) const;

 private:
  struct File {
    std::string_view content_type = {};
    std::string_view digest = {};
    bool is_immutable = false;
    std::array<Bytes, kEncodings> packed = {};  // By Encoding.
  };
  const File* file_at(std::string_view path) const;
  static Response respond(const Request& request, const File& file);

  std::map<std::string, File, std::less<>> files_ = {};
};

}  // namespace shiplog::api
