#include "api/answer_cache.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api/http/application.h"
#include "api/http/encoding.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/server_figures.h"
#include "base/digest.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

constexpr std::size_t kDigestDigits = 24;

Encoding encoding_for(const Request& request, std::size_t plain_bytes) {
  return plain_bytes < kCompressedBytesMin
             ? Encoding::Identity
             : preferred_encoding(request.headers.find("accept-encoding"));
}

void set_encoding(Response& response, Encoding encoding) {
  response.headers.set("vary", "accept-encoding");
  if (encoding != Encoding::Identity) {
    response.headers.set("content-encoding", token_of(encoding));
  }
}

// Null unless the answer is a whole one, of bytes.
Bytes bytes_to_keep(const Result<Response>& made) {
  const Bytes* bytes = made && made->status == 200 ? std::get_if<Bytes>(&made->body) : nullptr;
  return bytes == nullptr ? nullptr : *bytes;
}

}  // namespace

bool names_tag(std::string_view if_none_match, std::string_view digest) {
  return if_none_match == "*" ||
         if_none_match.find("\"" + std::string(digest)) != std::string_view::npos;
}

Response packed(Response response, const Request& request, const Compress& compress) {
  const Bytes* bytes = std::get_if<Bytes>(&response.body);
  if (bytes == nullptr || *bytes == nullptr || response.headers.find("content-encoding")) {
    return response;
  }
  const Encoding encoding = encoding_for(request, (*bytes)->size());
  if (encoding == Encoding::Identity) {
    return response;
  }
  if (Result<std::string> smaller = compress(encoding, **bytes)) {
    set_encoding(response, encoding);
    response.body = bytes_of(std::move(smaller).value());
  }
  return response;
}

AnswerCache::AnswerCache(std::size_t bytes_max, Compress compress, ServerFigures& figures)
    : bytes_max_(bytes_max), compress_(std::move(compress)), figures_(figures) {}

std::size_t AnswerCache::Entry::size() const {
  constexpr std::size_t kOverhead = 512;
  std::size_t bytes = kOverhead + 3 * key.size();
  for (const Bytes& each : packed) {
    bytes += each == nullptr ? 0 : each->size();
  }
  return bytes;
}

// With mutex_ held.
AnswerCache::EntryPointer AnswerCache::touch(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return *found->second;
}

// With mutex_ held.
void AnswerCache::make_room() {
  while (bytes_ > bytes_max_ && !entries_.empty()) {
    bytes_ -= entries_.back()->size();
    by_key_.erase(entries_.back()->key);
    entries_.pop_back();
  }
  figures_.cache_bytes_now = bytes_;
}

void AnswerCache::keep(const EntryPointer& entry) {
  constexpr std::size_t kShare = 8;
  const std::lock_guard lock(mutex_);
  if (entry->size() > bytes_max_ / kShare || by_key_.contains(entry->key)) {
    return;
  }
  entries_.push_front(entry);
  by_key_.emplace(entry->key, entries_.begin());
  bytes_ += entry->size();
  make_room();
}

Response AnswerCache::present(const Request& request, const Entry& entry, Encoding encoding,
                              Bytes bytes) {
  Response response;
  std::string tag = "\"" + entry.digest;
  if (encoding != Encoding::Identity) {
    tag.append("-").append(token_of(encoding));
  }
  response.headers.set("etag", tag + "\"");
  response.headers.set("vary", "accept-encoding");
  const std::optional<std::string_view> known = request.headers.find("if-none-match");
  if (known && names_tag(*known, entry.digest)) {
    response.status = 304;
    return response;
  }
  response.headers.set("content-type", entry.content_type);
  set_encoding(response, encoding);
  response.body = std::move(bytes);
  return response;
}

std::optional<Response> AnswerCache::find(const std::string& key, const Request& request) {
  EntryPointer entry;
  Bytes bytes;
  Encoding encoding = Encoding::Identity;
  {
    const std::lock_guard lock(mutex_);
    entry = touch(key);
    if (entry == nullptr) {
      return std::nullopt;
    }
    encoding = encoding_for(request, entry->packed.front()->size());
    bytes = entry->packed.at(static_cast<std::size_t>(encoding));
  }
  if (bytes == nullptr) {
    return std::nullopt;
  }
  ++figures_.cache_hits;
  return present(request, *entry, encoding, std::move(bytes));
}

Response AnswerCache::packed_for(const Request& request, const EntryPointer& entry) {
  const Encoding encoding = encoding_for(request, entry->packed.front()->size());
  Bytes& slot = entry->packed.at(static_cast<std::size_t>(encoding));
  const std::lock_guard packing(entry->packing);
  // Only who holds `packing` fills a slot, so a look without mutex_ is enough here.
  if (slot == nullptr) {
    Result<std::string> smaller = compress_(encoding, *entry->packed.front());
    if (!smaller) {
      return present(request, *entry, Encoding::Identity, entry->packed.front());
    }
    Bytes bytes = bytes_of(std::move(smaller).value());
    const std::lock_guard lock(mutex_);
    const auto kept = by_key_.find(entry->key);
    const bool is_kept = kept != by_key_.end() && *kept->second == entry;
    bytes_ += is_kept ? bytes->size() : 0;
    slot = std::move(bytes);
    make_room();
  }
  return present(request, *entry, encoding, slot);
}

std::vector<AnswerCache::Waiter> AnswerCache::end_flight(const std::string& key) {
  const std::lock_guard lock(mutex_);
  auto flight = flights_.extract(key);
  return std::move(flight.mapped());
}

void AnswerCache::tell(const std::vector<Waiter>& waiters, const Result<Response>& made,
                       const EntryPointer& entry) {
  for (const Waiter& waiter : waiters) {
    if (entry != nullptr) {
      waiter.respond(packed_for(waiter.request, entry));
    } else {
      waiter.respond(made ? *made : problem(made.error(), waiter.request));
    }
  }
}

AnswerCache::EntryPointer AnswerCache::find_or_wait(const std::string& key, const Request& request,
                                                    const Respond& respond, bool& is_first) {
  const std::lock_guard lock(mutex_);
  EntryPointer entry = touch(key);
  if (entry == nullptr) {
    const auto [flight, is_new] = flights_.try_emplace(key);
    flight->second.push_back({request, respond});
    is_first = is_new;
  }
  return entry;
}

void AnswerCache::answer(const std::string& key, const Request& request, const Handler& handler,
                         const Respond& respond) {
  bool is_first = false;
  EntryPointer entry = find_or_wait(key, request, respond, is_first);
  if (entry != nullptr) {
    respond(packed_for(request, entry));
    return;
  }
  if (!is_first) {
    return;
  }
  ++figures_.cache_misses;
  const Result<Response> made = handler(request);
  if (Bytes bytes = bytes_to_keep(made)) {
    entry = std::make_shared<Entry>();
    entry->key = key;
    entry->digest = sha256_hex(*bytes).substr(0, kDigestDigits);
    entry->content_type = made->headers.find("content-type").value_or("application/octet-stream");
    entry->packed.front() = std::move(bytes);
    // Packed as the first one likes it before others can ask.
    static_cast<void>(packed_for(request, entry));
    keep(entry);
  }
  tell(end_flight(key), made, entry);
}

}  // namespace shiplog::api
