#include "api/site.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "api/compression/compression.h"
#include "api/http/application.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/server_figures.h"
#include "api/static_files.h"
#include "base/error.h"
#include "base/secret.h"

namespace shiplog::api {
namespace {

using Fields = std::vector<std::pair<const char*, std::string>>;

Request request_for(std::string target, const Fields& fields = {}) {
  Request request;
  const std::size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  request.query = mark == std::string::npos ? "" : target.substr(mark + 1);
  request.id = "r1";
  bool has_host = false;
  for (const auto& [name, value] : fields) {
    request.headers.add_received(name, value);
    has_host = has_host || std::string_view(name) == "host";
  }
  if (!has_host) {
    request.headers.add_received("host", "localhost:8080");
  }
  return request;
}

Request change_of(std::string target, Fields fields) {
  fields.emplace_back("content-type", "application/json");
  fields.emplace_back("content-length", "2");
  Request request = request_for(std::move(target), fields);
  request.method = Method::Post;
  request.body = "{}";
  return request;
}

constexpr std::array kFiles = {EmbeddedFile{.path = "/index.html",
                                            .content_type = "text/html; charset=utf-8",
                                            .digest = "d1",
                                            .plain = "<!doctype html>"},
                               EmbeddedFile{.path = "/assets/app-1.js",
                                            .content_type = "text/javascript; charset=utf-8",
                                            .digest = "d2",
                                            .plain = "plain",
                                            .gzip = "gz",
                                            .brotli = "br"}};

// A site with a few routes, whose answers tell how often they were made.
class SiteUnderTest : public ::testing::Test {
 protected:
  SiteUnderTest() { open({.hosts = {"localhost"}}); }

  void open(AccessRules access) {
    std::vector<Route> routes = {
        {.path = "/api/v1/count",
         .handler = [this](const Request&) { return json_response(std::to_string(++made_)); },
         .cache_key = [](const Request& request) { return request.query; }},
        {.path = "/api/v1/long",
         .handler = [](const Request&) { return json_response(std::string(4000, '1')); },
         .cache_key = [](const Request&) { return std::string(); }},
        {.path = "/api/v1/fails",
         .handler = [this](const Request&) -> Result<Response> {
           ++made_;
           return Error{ErrorCode::Unavailable, "the store is busy"};
         },
         .cache_key = [](const Request&) { return std::string(); }},
        {.path = "/api/v1/views/{name}",
         .handler =
             [](const Request& request) { return json_response(request.parameters.front()); }},
        {.method = Method::Post,
         .path = "/api/v1/sync",
         .permission = Permission::Operate,
         .body_bytes_max = 10,
         .handler = [](const Request& request) { return json_response(request.body); }},
        {.path = "/health/live",
         .permission = Permission::Public,
         .handler = [](const Request&) { return json_response("{}"); }},
    };
    site_ = std::make_unique<Site>(std::move(routes), files_,
                                   SiteOptions{.access = std::move(access),
                                               .generation = [this] { return generation_.load(); },
                                               .compress = compress},
                                   figures_);
  }

  Response get(std::string target, const Fields& fields = {}) {
    return ask(*site_, request_for(std::move(target), fields));
  }

  StaticFiles files_{kFiles};
  ServerFigures figures_;
  std::atomic<int> made_ = 0;
  std::atomic<std::uint64_t> generation_ = 1;
  std::unique_ptr<Site> site_;
};

TEST_F(SiteUnderTest, AnswersByItsNamesOnly) {
  EXPECT_EQ(get("/", {{"host", "LOCALHOST"}}).status, 200);
  EXPECT_EQ(get("/", {{"host", "evil.example"}}).status, 421);
  EXPECT_EQ(get("/", {{"host", "127.0.0.1"}}).status, 421);
  open({.hosts = {}, .allows_addresses = true});
  EXPECT_EQ(get("/", {{"host", "192.168.1.5:80"}}).status, 200);
  EXPECT_EQ(get("/", {{"host", "[::1]"}}).status, 200);
  EXPECT_EQ(get("/", {{"host", "1.evil.example"}}).status, 421);
}

TEST_F(SiteUnderTest, ServesThePageUnderAnyPathOfItsOwn) {
  for (const char* path : {"/", "/overview", "/pulls/acme/site.io", "/apiary", "/health"}) {
    EXPECT_EQ(body_text(get(path)), "<!doctype html>") << path;
  }
  for (const char* path : {"/api", "/api/v2", "/health/none", "/assets/none.js", "/favicon.ico",
                           "/.env", "/metrics", "/assets/../index.html"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

TEST_F(SiteUnderTest, LeadsNowhereByDotsAndEncodedSlashes) {
  for (const char* path : {"/api/v1/views/..", "/api/v1/views/%2e%2e", "/api/v1/views/.",
                           "/api/v1/views/%00", "/api/v1/views/", "/api/v1/views/a/b"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
  EXPECT_EQ(body_text(get("/api/v1/views/a%2Fb")), "a/b");
}

TEST_F(SiteUnderTest, SendsHashedFilesToBeKept) {
  const Response file = get("/assets/app-1.js", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(file.headers.find("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(file.headers.find("content-encoding"), "br");
  EXPECT_EQ(file.headers.find("etag"), "\"d2-br\"");
  EXPECT_EQ(body_text(get("/assets/app-1.js")), "plain");
  EXPECT_EQ(get("/").headers.find("cache-control"), "private, no-cache");
  EXPECT_EQ(get("/", {{"if-none-match", "\"d1\""}}).status, 304);
}

TEST_F(SiteUnderTest, SaysWhichMethodsAPathHas) {
  Request request = request_for("/api/v1/count");
  request.method = Method::Delete;
  const Response response = ask(*site_, request);
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.find("allow"), "GET, HEAD, OPTIONS");
  request.method = Method::Options;
  EXPECT_EQ(ask(*site_, request).status, 204);
}

TEST_F(SiteUnderTest, MakesAnAnswerOnceAGeneration) {
  EXPECT_EQ(body_text(get("/api/v1/count")), "1");
  EXPECT_EQ(body_text(get("/api/v1/count")), "1");
  EXPECT_EQ(body_text(get("/api/v1/count?a")), "2");
  generation_ = 2;
  EXPECT_EQ(body_text(get("/api/v1/count")), "3");
  EXPECT_EQ(figures_.cache_hits, 1U);
}

TEST_F(SiteUnderTest, WaitsForDataNowhereButInThePool) {
  generation_ = 0;
  EXPECT_EQ(body_text(get("/api/v1/count")), "1");
  Request request = request_for("/api/v1/count");
  EXPECT_TRUE(std::holds_alternative<Work>(site_->decide(request)));
  generation_ = 1;
  EXPECT_EQ(body_text(get("/api/v1/count")), "2");
  EXPECT_TRUE(std::holds_alternative<Response>(site_->decide(request)));
}

TEST_F(SiteUnderTest, SendsNothingToWhoHasIt) {
  const Response first = get("/api/v1/count");
  const std::string tag(first.headers.find("etag").value());
  const Response second = get("/api/v1/count", {{"if-none-match", "\"x\", " + tag}});
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(body_text(second), "");
  EXPECT_EQ(second.headers.find("etag"), tag);
  EXPECT_EQ(get("/api/v1/count", {{"if-none-match", "\"x\""}}).status, 200);
}

TEST_F(SiteUnderTest, PacksWhatIsLong) {
  const Response packed = get("/api/v1/long", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(packed.headers.find("content-encoding"), "br");
  EXPECT_LT(body_text(packed).size(), 100U);
  EXPECT_EQ(get("/api/v1/long", {{"accept-encoding", "gzip"}}).headers.find("content-encoding"),
            "gzip");
  EXPECT_EQ(body_text(get("/api/v1/long")).size(), 4000U);
  EXPECT_EQ(get("/api/v1/count", {{"accept-encoding", "br"}}).headers.find("content-encoding"),
            std::nullopt);
}

TEST_F(SiteUnderTest, KeepsNoErrors) {
  EXPECT_EQ(get("/api/v1/fails").status, 503);
  EXPECT_EQ(get("/api/v1/fails").status, 503);
  EXPECT_EQ(made_, 2);
}

TEST_F(SiteUnderTest, TellsItsOperatorWhatFailed) {
  std::string told;
  const std::vector<Route> routes = {
      {.path = "/api/throws", .handler = [](const Request&) -> Result<Response> {
         throw std::runtime_error("out of luck");
       }}};
  Site site(routes, files_,
            {.access = {.hosts = {"localhost"}},
             .on_failure = [&told](const Error& error,
                                   const Request& request) { told = request.id + error.message; }},
            figures_);
  const Response response = ask(site, request_for("/api/throws"));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(body_text(response).find("luck"), std::string::npos);
  EXPECT_EQ(told, "r1out of luck");
}

TEST_F(SiteUnderTest, WantsChangesToComeFromItsOwnPage) {
  const auto status = [this](const Fields& fields) {
    return ask(*site_, change_of("/api/v1/sync", fields)).status;
  };
  EXPECT_EQ(status({{"sec-fetch-site", "same-origin"}}), 200);
  EXPECT_EQ(status({{"origin", "http://localhost:8080"}}), 200);
  EXPECT_EQ(status({}), 403);
  EXPECT_EQ(status({{"sec-fetch-site", "same-site"}, {"origin", "http://localhost:8080"}}), 403);
  EXPECT_EQ(status({{"sec-fetch-site", "cross-site"}}), 403);
  for (const char* origin :
       {"null", "http://evil.example", "https://localhost:8080", "http://localhost:80"}) {
    EXPECT_EQ(status({{"origin", origin}}), 403) << origin;
  }
}

TEST_F(SiteUnderTest, ReadsBodiesOfJsonOnly) {
  Request request = request_for(
      "/api/v1/sync",
      {{"sec-fetch-site", "same-origin"}, {"content-type", "text/plain"}, {"content-length", "2"}});
  request.method = Method::Post;
  EXPECT_EQ(ask(*site_, request).status, 415);
}

TEST_F(SiteUnderTest, RefusesLongBodies) {
  Request request = change_of("/api/v1/sync", {{"sec-fetch-site", "same-origin"}});
  request.body = "[1,2,3,4,5,6]";
  EXPECT_EQ(ask(*site_, request).status, 413);
}

TEST_F(SiteUnderTest, LetsNoOtherSiteRead) {
  EXPECT_EQ(get("/api/v1/count", {{"sec-fetch-site", "cross-site"}}).status, 403);
  EXPECT_EQ(get("/", {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}}).status,
            200);
}

TEST_F(SiteUnderTest, AsksForItsTokenWhenItHasOne) {
  open({.hosts = {"localhost"}, .token = Secret("t0ken")});
  EXPECT_EQ(get("/").status, 401);
  EXPECT_EQ(get("/api/v1/count").status, 401);
  EXPECT_EQ(get("/health/live").status, 200);
  EXPECT_EQ(get("/api/v1/count", {{"authorization", "Bearer t0ken"}}).status, 200);
  EXPECT_EQ(get("/api/v1/count", {{"authorization", "Bearer t0kem"}}).status, 401);
  EXPECT_EQ(get("/?token=wrong").status, 401);
}

TEST_F(SiteUnderTest, TradesItsTokenForACookie) {
  open({.hosts = {"localhost"}, .token = Secret("t0ken"), .is_https = true});
  const Response response = get("/?token=t0ken");
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(response.headers.find("location"), "/");
  EXPECT_EQ(response.headers.find("cache-control"), "no-store");
  const std::string cookie(response.headers.find("set-cookie").value());
  EXPECT_EQ(cookie.find("t0ken"), std::string::npos);
  EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure"));
  const std::string pair = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(get("/", {{"cookie", "a=b; " + pair}}).status, 200);
  EXPECT_EQ(get("/", {{"cookie", pair.substr(0, pair.size() - 1)}}).status, 401);
  EXPECT_EQ(get("/", {{"cookie", pair}, {"authorization", "Bearer x"}}).status, 401);
}

TEST(AnswerCache, MakesOneAnswerForAllWhoWait) {
  ServerFigures figures;
  AnswerCache cache(1 << 20, compress, figures);
  std::promise<void> may_finish;
  std::promise<void> has_begun;
  int made = 0;
  const Handler slow = [&](const Request&) {
    ++made;
    has_begun.set_value();
    may_finish.get_future().wait();
    return json_response("{}");
  };
  std::atomic<int> told = 0;
  const Respond respond = [&told](const Response&) { ++told; };
  std::jthread first([&] { cache.answer("k", Request{}, slow, respond); });
  has_begun.get_future().wait();
  cache.answer("k", Request{}, slow, respond);
  EXPECT_EQ(told, 0);
  may_finish.set_value();
  first.join();
  EXPECT_EQ(told, 2);
  EXPECT_EQ(made, 1);
}

TEST(AnswerCache, ForgetsWhatWasUnusedForLongest) {
  ServerFigures figures;
  AnswerCache cache(16 << 10, compress, figures);
  const Handler handler = [](const Request&) { return json_response(std::string(900, '1')); };
  const auto fill = [&](const std::string& key) {
    cache.answer(key, Request{}, handler, [](const Response&) {});
  };
  fill("first");
  for (int key = 0; key < 20; ++key) {
    EXPECT_TRUE(cache.find("first", Request{}));
    fill(std::to_string(key));
  }
  EXPECT_TRUE(cache.find("first", Request{}));
  EXPECT_FALSE(cache.find("0", Request{}));
  EXPECT_LE(figures.cache_bytes_now, std::uint64_t{16 << 10});
}

TEST(AnswerCache, KeepsNothingThatFillsIt) {
  ServerFigures figures;
  AnswerCache cache(16 << 10, compress, figures);
  const Handler handler = [](const Request&) { return json_response(std::string(4000, '1')); };
  std::string told;
  cache.answer("k", Request{}, handler,
               [&told](const Response& response) { told = body_text(response); });
  EXPECT_EQ(told.size(), 4000U);
  EXPECT_FALSE(cache.find("k", Request{}));
}

}  // namespace
}  // namespace shiplog::api
