#include "api/query_pool.h"

#include <gtest/gtest.h>

#include <future>

namespace shiplog::api {
namespace {

TEST(QueryPool, RefusesWhatDoesNotFit) {
  std::promise<void> has_begun;
  std::promise<void> may_end;
  std::promise<void> has_followed;
  QueryPool pool(1, 1);
  ASSERT_TRUE(pool.try_submit([&] {
    has_begun.set_value();
    may_end.get_future().wait();
  }));
  has_begun.get_future().wait();
  EXPECT_TRUE(pool.try_submit([&] { has_followed.set_value(); }));
  EXPECT_EQ(pool.waiting(), 1U);
  EXPECT_FALSE(pool.try_submit([] {}));
  may_end.set_value();
  has_followed.get_future().wait();
}

TEST(QueryPool, EndsTheJobInHandAndDropsTheOthers) {
  std::promise<void> has_begun;
  bool has_ended = false;
  bool was_dropped = true;
  {
    QueryPool pool(1, 1);
    std::promise<void> may_end;
    ASSERT_TRUE(pool.try_submit([&] {
      has_begun.set_value();
      may_end.get_future().wait();
      has_ended = true;
    }));
    has_begun.get_future().wait();
    ASSERT_TRUE(pool.try_submit([&] { was_dropped = false; }));
    pool.request_stop();
    may_end.set_value();
  }
  EXPECT_TRUE(has_ended);
  EXPECT_TRUE(was_dropped);
}

}  // namespace
}  // namespace shiplog::api
