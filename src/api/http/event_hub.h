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
  // Called on the publisher's thread, and so must not wait. The text is shared by all.
  using Deliver = std::function<void(const std::shared_ptr<const std::string>& text)>;

  // Until unsubscribed. A delivery that has begun may still end after unsubscribe().
  std::uint64_t subscribe(Deliver deliver);
  void unsubscribe(std::uint64_t subscription);

  void publish(std::string_view name, std::string_view data);

 private:
  std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, std::shared_ptr<const Deliver>> subscriptions_;
};

}  // namespace shiplog::api
