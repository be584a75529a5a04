#include "api/http/response.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "api/http/application.h"
#include "api/http/event_hub.h"
#include "api/http/request.h"
#include "base/error.h"

namespace shiplog::api {
namespace {

TEST(Problem, SaysWhatWasWrong) {
  const Request request{.path = "/api/v1/metrics", .id = "r1"};
  const Response response = problem(Error{ErrorCode::NotFound, "there is no metric 'x'"}, request);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(body_text(response),
            R"({"type":"about:blank","title":"Not Found","status":404,)"
            R"("detail":"there is no metric 'x'","instance":"/api/v1/metrics","request_id":"r1"})");
}

TEST(Problem, KeepsTheCauseOfAnInternalErrorToItself) {
  const Response response = problem(Error{ErrorCode::Internal, "password of db"}, Request{});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(body_text(response).find("password"), std::string::npos);
}

TEST(Problem, AsksToTryAgainWhenUnavailable) {
  EXPECT_EQ(problem(Error{ErrorCode::Unavailable, "full"}, Request{}).headers.find("retry-after"),
            "1");
}

TEST(EventHub, TellsThoseWhoListen) {
  EventHub hub;
  std::string heard;
  const auto hear = [&heard](const std::shared_ptr<const std::string>& text) { heard += *text; };
  const auto subscription = hub.subscribe(hear);
  hub.publish("snapshot", R"({"generation":2})");
  hub.unsubscribe(subscription);
  hub.publish("snapshot", R"({"generation":3})");
  EXPECT_EQ(heard, "event: snapshot\ndata: {\"generation\":2}\n\n");
}

}  // namespace
}  // namespace shiplog::api
