#include "api/http/event_hub.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace shiplog::api {

std::string event_text(std::string_view name, std::string_view data) {
  std::string text = "event: ";
  text.append(name).append("\ndata: ").append(data).append("\n\n");
  return text;
}

std::uint64_t EventHub::subscribe(Deliver deliver) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t subscription = next_++;
  subscriptions_.emplace(subscription, std::move(deliver));
  return subscription;
}

void EventHub::unsubscribe(std::uint64_t subscription) {
  const std::lock_guard lock(mutex_);
  subscriptions_.erase(subscription);
}

void EventHub::publish(std::string_view name, std::string_view data) {
  const auto text = std::make_shared<const std::string>(event_text(name, data));
  const std::lock_guard lock(mutex_);
  for (const auto& [subscription, deliver] : subscriptions_) {
    deliver(text);
  }
}

}  // namespace shiplog::api
