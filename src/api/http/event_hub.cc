#include "api/http/event_hub.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shiplog::api {

std::string event_text(std::string_view name, std::string_view data) {
  std::string text = "event: ";
  text.append(name).append("\ndata: ").append(data).append("\n\n");
  return text;
}

std::uint64_t EventHub::subscribe(Deliver deliver) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t subscription = next_++;
  subscriptions_.emplace(subscription, std::make_shared<const Deliver>(std::move(deliver)));
  return subscription;
}

void EventHub::unsubscribe(std::uint64_t subscription) {
  const std::lock_guard lock(mutex_);
  subscriptions_.erase(subscription);
}

void EventHub::publish(std::string_view name, std::string_view data) {
  const auto text = std::make_shared<const std::string>(event_text(name, data));
  std::vector<std::shared_ptr<const Deliver>> all;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [subscription, deliver] : subscriptions_) {
      all.push_back(deliver);
    }
  }
  for (const auto& deliver : all) {
    (*deliver)(text);
  }
}

}  // namespace shiplog::api
