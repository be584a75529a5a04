// EventHub: tells whoever listens what happened, as server-sent events.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace shiplog::api {

// One event in the form that goes over the wire; `data` is one line, JSON for example.
std::string event_text(std::string_view name, std::string_view data);

// Safe to use from any number of threads.
class EventHub {
 public:
  // Called on the publisher's thread, one at a time: it must not wait, nor call the hub. The
  // text is shared by all.
  using Deliver = std::function<void(const std::shared_ptr<const std::string>& text)>;

  // Until unsubscribed: no delivery is under way when unsubscribe() has returned.
  std::uint64_t subscribe(Deliver deliver);
  void unsubscribe(std::uint64_t subscription);

  void publish(std::string_view name, std::string_view data);

 private:
  std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, Deliver> subscriptions_;
};

}  // namespace shiplog::api
