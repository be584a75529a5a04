#include "api/http/response_head.h"

#include <gtest/gtest.h>

#include "api/http/response.h"
#include "api/http/security_headers.h"

namespace shiplog::api {
namespace {

TEST(ResponseHead, IsTheStatusTheHeadersAndAnEmptyLine) {
  Response response = json_response("{}");
  EXPECT_EQ(head_text(response, {.security = "X-Frame-Options: DENY\r\n",
                                 .date = "Sun, 06 Nov 1994 08:49:37 GMT",
                                 .request_id = "r1",
                                 .length = 2}),
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "content-type: application/json; charset=utf-8\r\n"
            "cache-control: private, no-cache\r\nX-Request-Id: r1\r\nX-Frame-Options: DENY\r\n"
            "Content-Length: 2\r\n\r\n");
}

TEST(ResponseHead, SaysWhatBecomesOfTheConnection) {
  const auto has = [](const HeadContext& context, const char* line) {
    return head_text(Response{}, context).find(line) != std::string::npos;
  };
  EXPECT_TRUE(has({.is_keep_alive = false}, "\r\nConnection: close\r\n"));
  EXPECT_TRUE(has({.is_http_1_0 = true}, "\r\nConnection: keep-alive\r\n"));
  EXPECT_FALSE(has({}, "Connection:"));
  EXPECT_TRUE(has({.is_chunked = true}, "\r\nTransfer-Encoding: chunked\r\n"));
}

TEST(HttpDate, IsThatOfTheStandard) {
  EXPECT_EQ(http_date_text(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date_text(1709164800), "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST(SecurityHeaders, PromiseHttpsOnlyWhereItIs) {
  EXPECT_EQ(security_header_lines(false).find("Strict-Transport-Security"), std::string::npos);
  EXPECT_NE(security_header_lines(true).find("max-age=63072000; includeSubDomains\r\n"),
            std::string::npos);
}

}  // namespace
}  // namespace shiplog::api
