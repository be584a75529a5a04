// AnswerCache: keeps what GETs were answered, until the data has moved on. An answer is made
// once however many ask for it at once, packed once for each encoding, and told apart by an
// ETag of its bytes, so that a browser that has it is sent nothing.

#pragma once

#include <array>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/http/application.h"
#include "api/http/encoding.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/server_figures.h"

namespace shiplog::api {

// Safe to use from any number of threads.
class AnswerCache {
 public:
  // Holds at most about so many bytes; the ones unused for longest go first. An answer larger
  // than an eighth of that is not kept.
  AnswerCache(std::size_t bytes_max, Compress compress, ServerFigures& figures);

  // What is ready: never computes, and holds a lock only to look. The key names everything
  // that the answer depends on, the generation of the data first.
  std::optional<Response> find(const std::string& key, const Request& request);

  // Makes the answer, keeps it, and responds to all who asked for it in the meantime. An
  // error, or anything but a 200, is told to them and not kept.
  void answer(const std::string& key, const Request& request, const Handler& handler,
              const Respond& respond);

 private:
  // An answer in its encodings. Never changed but for those that are added.
  struct Entry {
    std::string key = {};
    std::string digest = {};
    std::string content_type = {};
    std::array<Bytes, kEncodings> packed = {};  // By Encoding; null: not packed yet.
    std::mutex packing = {};                    // Held by the one who packs.

    std::size_t size() const;
  };
  using EntryPointer = std::shared_ptr<Entry>;
  struct Waiter {
    Request request = {};
    Respond respond = {};
  };

  // The entry; or null, and then what asks is told when it is there, by the first who asked.
  EntryPointer find_or_wait(const std::string& key, const Request& request, const Respond& respond,
                            bool& is_first);
  EntryPointer touch(const std::string& key);
  void keep(const EntryPointer& entry);
  void make_room();
  std::vector<Waiter> end_flight(const std::string& key);
  void tell(const std::vector<Waiter>& waiters, const Result<Response>& made,
            const EntryPointer& entry);
  Response packed_for(const Request& request, const EntryPointer& entry);
  static Response present(const Request& request, const Entry& entry, Encoding encoding,
                          Bytes bytes);

  const std::size_t bytes_max_;
  const Compress compress_;
  ServerFigures& figures_;

  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<EntryPointer> entries_ = {};  // The one used last comes first.
  std::unordered_map<std::string, std::list<EntryPointer>::iterator> by_key_ = {};
  std::map<std::string, std::vector<Waiter>> flights_ = {};
};

// Whether If-None-Match names this tag, in any of its encodings.
bool names_tag(std::string_view if_none_match, std::string_view digest);

// Of an answer that is not kept: packed as the client likes it, when that is worth it.
Response packed(Response response, const Request& request, const Compress& compress);

}  // namespace shiplog::api
