#include "net/curl/curl_client.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "net/http.h"
#include "tests/gzip.h"
#include "tests/scripted_server.h"
#include "tests/temporary_folder.h"
#include "tests/tls_server.h"

namespace shiplog {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<CurlClient> make_client() { return CurlClient::open({}).value(); }

std::string reply_of(std::string_view body, std::string_view more_head = "") {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more_head) + "\r\n" + std::string(body);
}

// What a client makes of a server that does this once and hangs up.
HttpReply reply_to(const std::function<void(const ScriptedConnection&)>& act,
                   HttpRequest request = {}) {
  ScriptedServer server([&act](const ScriptedConnection& connection, const std::string&) {
    act(connection);
    return false;
  });
  request.url = server.url() + "/";
  return make_client()->send(request, {});
}

HttpReply reply_to_bytes(const std::string& bytes, const HttpRequest& request = {}) {
  return reply_to([&bytes](const ScriptedConnection& connection) { connection.say(bytes); },
                  request);
}

TEST(CurlClient, ReadsStatusHeadersAndBody) {
  const HttpReply reply = reply_to_bytes(reply_of("hello", "X-Twice: 1\r\nx-twice:  2 \r\n"));
  EXPECT_EQ(reply.fault, HttpFault::None) << reply.fault_message;
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "hello");
  EXPECT_EQ(reply.header("X-TWICE"), "2");
  EXPECT_GT(reply.wire_bytes, 5);
}

TEST(CurlClient, SendsMethodHeadersTokenAndBody) {
  ScriptedServer server([](const ScriptedConnection& connection, const std::string&) {
    connection.say(reply_of("{}"));
    return true;
  });
  const HttpReply reply =
      make_client()->send({.method = HttpMethod::Post,
                           .url = server.url() + "/graphql?a=b",
                           .headers = {{.name = "Content-Type", .value = "application/json"}},
                           .bearer = Secret("hunter2"),
                           .body = std::string(5000, 'x')},
                          {});
  ASSERT_EQ(reply.fault, HttpFault::None) << reply.fault_message;
  const std::string request = server.requests().at(0);
  EXPECT_TRUE(request.starts_with("POST /graphql?a=b HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Content-Type: application/json\r\n"), std::string::npos);
  EXPECT_NE(request.find("Authorization: Bearer hunter2\r\n"), std::string::npos);
  EXPECT_EQ(request.find("Expect:"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\n" + std::string(5000, 'x')));
}

TEST(CurlClient, UsesAConnectionAgainButNeverItsToken) {
  ScriptedServer server([](const ScriptedConnection& connection, const std::string&) {
    connection.say(reply_of("{}"));
    return true;
  });
  const auto client = make_client();
  client->send({.url = server.url(), .bearer = Secret("hunter2")}, {});
  client->send({.url = server.url()}, {});
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(server.requests().at(1).find("Authorization"), std::string::npos);
}

TEST(CurlClient, ServesManyThreads) {
  ScriptedServer server([](const ScriptedConnection& connection, const std::string& request) {
    connection.say(reply_of(request.substr(0, request.find(" HTTP"))));
    return true;
  });
  const auto client = make_client();
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 20; ++i) {
          const std::string path = "/" + std::to_string(thread) + "/" + std::to_string(i);
          wrong += client->send({.url = server.url() + path}, {}).body == "GET " + path ? 0 : 1;
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_LE(server.connections(), 8);
}

TEST(CurlClient, LeavesRedirectionsToTheCaller) {
  ScriptedServer elsewhere([](const ScriptedConnection& connection, const std::string&) {
    connection.say(reply_of("stolen"));
    return false;
  });
  const HttpReply reply = reply_to_bytes("HTTP/1.1 301 Moved\r\nLocation: " + elsewhere.url() +
                                         "/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(reply.status, 301);
  EXPECT_EQ(reply.header("location"), elsewhere.url() + "/");
  EXPECT_TRUE(elsewhere.requests().empty());
}

TEST(CurlClient, PassesOverInterimReplies) {
  const HttpReply reply =
      reply_to_bytes("HTTP/1.1 103 Early Hints\r\nLink: early\r\n\r\n" + reply_of("late"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "late");
  EXPECT_EQ(reply.header("link"), "");
}

TEST(CurlClient, Decompresses) {
  const std::string text(100000, 'a');
  const HttpReply reply = reply_to_bytes(reply_of(gzip(text), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(reply.fault, HttpFault::None) << reply.fault_message;
  EXPECT_EQ(reply.body, text);
  EXPECT_LT(reply.wire_bytes, 1000);
}

TEST(CurlClient, CallsBrokenCompressionMalformed) {
  std::string packed = gzip(std::string(100000, 'a') + "the end");
  packed[20] = static_cast<char>(packed[20] ^ 0xFF);
  EXPECT_EQ(reply_to_bytes(reply_of(packed, "Content-Encoding: gzip\r\n")).fault,
            HttpFault::Malformed);
  EXPECT_EQ(reply_to_bytes(reply_of("no gzip", "Content-Encoding: gzip\r\n")).fault,
            HttpFault::Malformed);
}

TEST(CurlClient, CountsTheLimitAfterDecompression) {
  const std::string bomb = gzip(std::string(20 << 20, 'a'));
  const HttpReply reply = reply_to_bytes(reply_of(bomb, "Content-Encoding: gzip\r\n"),
                                         {.body_bytes_max = std::size_t{1} << 20U});
  EXPECT_EQ(reply.fault, HttpFault::TooLarge);
  EXPECT_LE(reply.body.size(), std::size_t{1} << 20U);
}

TEST(CurlClient, StopsAtABodyThatIsTooLong) {
  const HttpReply reply = reply_to(
      [](const ScriptedConnection& connection) {
        connection.say("HTTP/1.1 200 OK\r\n\r\n");
        for (int i = 0; i < 50; ++i) {
          connection.say(std::string(1 << 20, 'x'));
        }
      },
      {.body_bytes_max = std::size_t{2} << 20U});
  EXPECT_EQ(reply.fault, HttpFault::TooLarge);
  EXPECT_EQ(reply.fault_message, "the reply is longer than 2 MiB");
}

TEST(CurlClient, StopsAtAnEndlessHead) {
  const HttpReply reply = reply_to([](const ScriptedConnection& connection) {
    connection.say("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 10000; ++i) {
      connection.say("X-Header-" + std::to_string(i) + ": " + std::string(40, 'x') + "\r\n");
    }
    connection.say("\r\n");
  });
  EXPECT_EQ(reply.fault, HttpFault::TooLarge);
  EXPECT_LT(reply.headers.size(), 10000U);
}

TEST(CurlClient, TellsARefusalFromSilence) {
  int port = 0;
  {
    const ScriptedServer gone([](const ScriptedConnection&, const std::string&) { return false; });
    port = gone.port();
  }
  const HttpReply reply =
      make_client()->send({.url = "http://127.0.0.1:" + std::to_string(port)}, {});
  EXPECT_EQ(reply.fault, HttpFault::Unreachable);
  EXPECT_EQ(reply.status, 0);
  EXPECT_FALSE(reply.fault_message.empty());
}

TEST(CurlClient, KnowsANameThatIsNone) {
  EXPECT_EQ(make_client()->send({.url = "http://no-such-host.invalid/"}, {}).fault,
            HttpFault::NameNotFound);
}

TEST(CurlClient, CallsAnEarlyEndCutShort) {
  EXPECT_EQ(reply_to_bytes("").fault, HttpFault::CutShort);
  EXPECT_EQ(reply_to([](const ScriptedConnection& connection) { connection.reset(); }).fault,
            HttpFault::CutShort);
  EXPECT_EQ(reply_to_bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort").fault,
            HttpFault::CutShort);
  const HttpReply chunked =
      reply_to_bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  EXPECT_EQ(chunked.fault, HttpFault::CutShort);
  EXPECT_EQ(chunked.status, 200);
}

TEST(CurlClient, CallsWhatIsNotHttpMalformed) {
  EXPECT_EQ(reply_to_bytes("SSH-2.0-OpenSSH_9.2\r\n").fault, HttpFault::Malformed);
  EXPECT_EQ(make_client()->send({.url = "ftp://127.0.0.1/x"}, {}).fault, HttpFault::Malformed);
  EXPECT_EQ(make_client()->send({.url = "file:///etc/passwd"}, {}).fault, HttpFault::Malformed);
  EXPECT_EQ(make_client()->send({.url = "::"}, {}).fault, HttpFault::Malformed);
}

TEST(CurlClient, EndsAReplyThatDoesNotBegin) {
  const HttpReply reply = reply_to([](const ScriptedConnection& connection) { connection.stall(); },
                                   {.first_byte_within = 100ms});
  EXPECT_EQ(reply.fault, HttpFault::TimedOut);
  EXPECT_EQ(reply.status, 0);
  EXPECT_EQ(reply.fault_message, "no reply began in time");
}

TEST(CurlClient, EndsAReplyThatTrickles) {
  const HttpReply reply = reply_to(
      [](const ScriptedConnection& connection) {
        connection.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        connection.trickle(std::string(1000, 'x'), 20);
      },
      {.done_within = 200ms});
  EXPECT_EQ(reply.fault, HttpFault::TimedOut);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.fault_message, "the reply did not end in time");
}

TEST(CurlClient, EndsAHeadThatTrickles) {
  const HttpReply reply = reply_to(
      [](const ScriptedConnection& connection) { connection.trickle(reply_of("late"), 30); },
      {.done_within = 200ms});
  EXPECT_EQ(reply.fault, HttpFault::TimedOut);
}

TEST(CurlClient, StopsWhenAsked) {
  std::stop_source stop;
  ScriptedServer server([&stop](const ScriptedConnection& connection, const std::string&) {
    stop.request_stop();
    connection.stall();
    return false;
  });
  const HttpReply reply = make_client()->send({.url = server.url()}, stop.get_token());
  EXPECT_EQ(reply.fault, HttpFault::Cancelled);
}

TEST(CurlClient, WorksOnAfterAFault) {
  std::atomic<int> count = 0;
  ScriptedServer server([&count](const ScriptedConnection& connection, const std::string&) {
    if (count++ == 0) {
      connection.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
      return false;
    }
    connection.say(reply_of("whole"));
    return true;
  });
  const auto client = make_client();
  EXPECT_EQ(client->send({.url = server.url()}, {}).fault, HttpFault::CutShort);
  EXPECT_EQ(client->send({.url = server.url()}, {}).body, "whole");
}

class CurlClientTls : public ::testing::Test {
 protected:
  CurlClientTls() { std::ofstream(ca_file_) << server_.certificate(); }

  HttpReply ask(const std::string& host, const CurlOptions& options) const {
    const std::string url = "https://" + host + ":" + std::to_string(server_.port()) + "/";
    return CurlClient::open(options).value()->send({.url = url, .bearer = Secret("hunter2")}, {});
  }

  TlsServer server_ = {};
  TemporaryFolder folder_ = {};
  std::string ca_file_ = folder_.path() / "ca.pem";
};

TEST_F(CurlClientTls, TrustsNoCertificateOfAnyone) {
  EXPECT_EQ(ask("localhost", {}).fault, HttpFault::NotTrusted);
  EXPECT_EQ(server_.requests(), 0);
}

TEST_F(CurlClientTls, TrustsTheAuthorityThatItIsGiven) {
  const HttpReply reply = ask("localhost", {.ca_file = ca_file_});
  EXPECT_EQ(reply.fault, HttpFault::None) << reply.fault_message;
  EXPECT_EQ(reply.body, "{}");
}

TEST_F(CurlClientTls, LeavesSignalsAsTheyAre) {
  ask("localhost", {.ca_file = ca_file_});
  sigset_t blocked = {};
  pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGPIPE), 0);
}

TEST_F(CurlClientTls, TrustsACertificateForItsNameOnly) {
  EXPECT_EQ(ask("127.0.0.1", {.ca_file = ca_file_}).fault, HttpFault::NotTrusted);
  EXPECT_EQ(server_.requests(), 0);
}

TEST_F(CurlClientTls, TakesAServerWithoutTlsForUnreachable) {
  const ScriptedServer plain([](const ScriptedConnection&, const std::string&) { return false; });
  const std::string url = "https://127.0.0.1:" + std::to_string(plain.port());
  // It waits for the end of a request that is none.
  EXPECT_EQ(make_client()->send({.url = url, .connect_within = 200ms}, {}).fault,
            HttpFault::Unreachable);
}

TEST(CurlClient, GoesThroughAProxyThatTheEnvironmentNames) {
  const ScriptedServer proxy([](const ScriptedConnection& connection, const std::string&) {
    connection.say(reply_of("by proxy"));
    return true;
  });
  setenv("http_proxy", proxy.url().c_str(), 1);
  const HttpReply reply = make_client()->send({.url = "http://github.invalid/x"}, {});
  unsetenv("http_proxy");
  EXPECT_EQ(reply.body, "by proxy");
  EXPECT_TRUE(proxy.requests().at(0).starts_with("GET http://github.invalid/x HTTP/1.1\r\n"));
}

TEST(CurlClient, RefusesCertificatesThatCannotBeRead) {
  const auto client = CurlClient::open({.ca_file = "/no/such/file.pem"});
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, ErrorCode::InvalidInput);
  EXPECT_NE(client.error().message.find("/no/such/file.pem"), std::string::npos);
}

}  // namespace
}  // namespace shiplog
