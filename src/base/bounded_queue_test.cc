#include "base/bounded_queue.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

namespace shiplog {
namespace {

TEST(BoundedQueue, HandsOverEverythingInOrder) {
  BoundedQueue<int> queue(2);
  std::jthread producer([&queue](const std::stop_token& stop) {
    for (int i = 0; i < 1000; ++i) {
      queue.push(i, stop);
    }
    queue.close();
  });
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(queue.pop({}), i);
  }
  EXPECT_EQ(queue.pop({}), std::nullopt);
}

TEST(BoundedQueue, LetsAFullOneWaitUntilItIsStopped) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  EXPECT_TRUE(queue.push(std::make_unique<int>(1), {}));
  std::jthread producer([&queue](const std::stop_token& stop) {
    EXPECT_FALSE(queue.push(std::make_unique<int>(2), stop));
  });
  producer.request_stop();
  producer.join();
  EXPECT_EQ(*queue.pop({}).value(), 1);
}

TEST(BoundedQueue, LetsAnEmptyOneWaitUntilItIsStopped) {
  BoundedQueue<int> queue(1);
  std::jthread consumer(
      [&queue](const std::stop_token& stop) { EXPECT_EQ(queue.pop(stop), std::nullopt); });
  consumer.request_stop();
}

TEST(BoundedQueue, TakesNothingMoreOnceClosed) {
  BoundedQueue<int> queue(2);
  EXPECT_TRUE(queue.push(1, {}));
  queue.close();
  EXPECT_FALSE(queue.push(2, {}));
  EXPECT_EQ(queue.pop({}), 1);
  EXPECT_EQ(queue.pop({}), std::nullopt);
}

TEST(BoundedQueue, RefusesWhatItHasNoRoomFor) {
  BoundedQueue<int> queue(1);
  EXPECT_TRUE(queue.try_push(1));
  EXPECT_FALSE(queue.try_push(2));
  EXPECT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue.pop({}), 1);
  queue.close();
  EXPECT_FALSE(queue.try_push(3));
}

}  // namespace
}  // namespace shiplog
