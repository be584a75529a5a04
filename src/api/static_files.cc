#include "api/static_files.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/answer_cache.h"
#include "api/http/encoding.h"
#include "api/http/request.h"
#include "api/http/response.h"

namespace shiplog::api {
namespace {

// Named by a hash of its content, so that a name never means other bytes.
constexpr std::string_view kHashedFolder = "/assets/";

// What a browser or a robot asks for as a file. Other dots are of names: "/pulls/acme/site.io".
constexpr std::array<std::string_view, 17> kFileEndings = {
    ".js",  ".mjs", ".css", ".map",   ".svg",  ".png", ".ico", ".txt",        ".json",
    ".xml", ".php", ".env", ".woff2", ".html", ".jpg", ".gif", ".webmanifest"};

bool is_of_a_file(std::string_view path) {
  return path.starts_with(kHashedFolder) ||
         std::ranges::any_of(kFileEndings,
                             [path](std::string_view ending) { return path.ends_with(ending); });
}

Bytes bytes_or_none(std::string_view bytes) {
  return bytes.empty() ? nullptr : bytes_of(std::string(bytes));
}

}  // namespace

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files) {
    files_.emplace(file.path,
                   File{.content_type = file.content_type,
                        .digest = file.digest,
                        .is_immutable = file.path.starts_with(kHashedFolder),
                        .packed = {bytes_of(std::string(file.plain)), bytes_or_none(file.gzip),
                                   bytes_or_none(file.brotli)}});
  }
}

const StaticFiles::File* StaticFiles::file_at(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Response StaticFiles::respond(const Request& request, const File& file) {
  Response response;
  Encoding encoding = preferred_encoding(request.headers.find("accept-encoding"));
  if (file.packed.at(static_cast<std::size_t>(encoding)) == nullptr) {
    encoding = Encoding::Identity;
  }
  std::string tag = "\"" + std::string(file.digest);
  if (encoding != Encoding::Identity) {
    tag.append("-").append(token_of(encoding));
  }
  response.headers.set("etag", tag + "\"");
  response.headers.set("vary", "accept-encoding");
  response.headers.set("cache-control", file.is_immutable ? "public, max-age=31536000, immutable"
                                                          : "private, no-cache");
  const std::optional<std::string_view> known = request.headers.find("if-none-match");
  if (known && names_tag(*known, file.digest)) {
    response.status = 304;
    return response;
  }
  response.headers.set("content-type", file.content_type);
  if (encoding != Encoding::Identity) {
    response.headers.set("content-encoding", token_of(encoding));
  }
  response.body = file.packed.at(static_cast<std::size_t>(encoding));
  return response;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  const File* file = file_at(request.path);
  if (file == nullptr && !is_of_a_file(request.path)) {
    file = file_at("/index.html");
  }
  return file == nullptr ? std::nullopt : std::optional(respond(request, *file));
}

}  // namespace shiplog::api
