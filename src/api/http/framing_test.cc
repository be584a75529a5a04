#include "api/http/framing.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

namespace shiplog::api {
namespace {

struct Asked {
  std::string method = "POST";
  std::string target = "/api";
  int version = 11;
};

// The status that the framing earns, 0 when it is accepted.
int refusal_of(std::initializer_list<std::pair<const char*, const char*>> fields,
               const Asked& asked = {}) {
  Headers headers;
  for (const auto& [name, value] : fields) {
    headers.add_received(name, value);
  }
  const std::optional<Refusal> refusal = check_framing({.version = asked.version,
                                                        .method = asked.method,
                                                        .target = asked.target,
                                                        .headers = headers});
  return refusal ? refusal->status : 0;
}

TEST(Framing, AcceptsWhatIsPlain) {
  EXPECT_EQ(refusal_of({{"host", "a"}}), 0);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"content-length", "5"}}), 0);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"transfer-encoding", "Chunked"}}), 0);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"content-length", "0"}}, {.method = "GET"}), 0);
}

TEST(Framing, RefusesTwoWaysToSayWhereTheBodyEnds) {
  EXPECT_EQ(refusal_of({{"host", "a"}, {"transfer-encoding", "gzip"}, {"content-length", "5"}}),
            400);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"content-length", "5"}, {"content-length", "5"}}), 400);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"content-length", "5, 5"}}), 400);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"content-length", "18446744073709551621"}}), 400);
  EXPECT_EQ(
      refusal_of(
          {{"host", "a"}, {"transfer-encoding", "identity"}, {"transfer-encoding", "chunked"}}),
      400);
}

TEST(Framing, RefusesCodingsOtherThanChunked) {
  for (const char* coding : {"xchunked", "chunked, identity", "identity", "gzip, chunked", "",
                             "chunked,", "chunked;q=1"}) {
    EXPECT_EQ(refusal_of({{"host", "a"}, {"transfer-encoding", coding}}), 501) << coding;
  }
  EXPECT_EQ(refusal_of({{"host", "a"}, {"transfer-encoding", "chunked"}}, {.version = 10}), 400);
}

TEST(Framing, WantsOneValidHost) {
  EXPECT_EQ(refusal_of({}), 400);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"host", "a"}}), 400);
  for (const char* host : {"", "a@evil", "a@evil/..", "a b", "a:", "a:x", "a:123456", "[::1", "[x]",
                           "a/b", "a,b", "\xc3\xa4"}) {
    EXPECT_EQ(refusal_of({{"host", host}}), 400) << host;
  }
  for (const char* host : {"a", "A.example", "127.0.0.1:80", "[::1]", "[::1]:8080", "a_b-c.d"}) {
    EXPECT_EQ(refusal_of({{"host", host}}), 0) << host;
  }
}

TEST(Framing, RefusesTargetsThatCanBeReadTwoWays) {
  for (const char* target : {"/\xc3\xa4", "/a#b", "api", "http://evil/", "http://a@h/", "ftp://h/",
                             "", "*", "h:443", "http://"}) {
    EXPECT_EQ(refusal_of({{"host", "h"}}, {.target = target}), 400) << target;
  }
  EXPECT_EQ(refusal_of({{"host", "h"}}, {.target = "http://H/x"}), 0);
  EXPECT_EQ(refusal_of({{"host", "h"}}, {.target = "http://h?x"}), 0);
  EXPECT_EQ(refusal_of({{"host", "h"}}, {.method = "OPTIONS", .target = "*"}), 0);
}

TEST(Framing, RefusesABodyWhereNothingIsSent) {
  EXPECT_EQ(refusal_of({{"host", "a"}, {"content-length", "1"}}, {.method = "GET"}), 400);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"transfer-encoding", "chunked"}}, {.method = "HEAD"}), 400);
}

TEST(Framing, MeetsOneExpectation) {
  EXPECT_EQ(refusal_of({{"host", "a"}, {"expect", "100-Continue"}}), 0);
  EXPECT_EQ(refusal_of({{"host", "a"}, {"expect", "200-ok"}}), 417);
}

TEST(RawHead, RefusesFoldedLines) {
  EXPECT_FALSE(check_raw_head("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_EQ(check_raw_head("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n")->status, 400);
  EXPECT_EQ(check_raw_head("GET / HTTP/1.1\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n")->status,
            400);
}

TEST(RawHead, CountsItsFields) {
  std::string fields;
  for (std::size_t field = 0; field < kFieldsMax; ++field) {
    fields += "a:b\r\n";
  }
  EXPECT_FALSE(check_raw_head("GET / HTTP/1.1\r\n" + fields + "\r\n"));
  EXPECT_EQ(check_raw_head("GET / HTTP/1.1\r\na:b\r\n" + fields + "\r\n")->status, 431);
}

TEST(Target, IsSplitIntoPathAndQuery) {
  EXPECT_EQ(split_target("/a?b=c?d").path, "/a");
  EXPECT_EQ(split_target("/a?b=c?d").query, "b=c?d");
  EXPECT_EQ(split_target("http://h:80/a").path, "/a");
  EXPECT_EQ(split_target("http://h?x").path, "/");
  EXPECT_EQ(split_target("http://h?x").query, "x");
}

TEST(Host, HasANameWithoutItsPort) {
  EXPECT_EQ(host_name("LocalHost:8080"), "localhost");
  EXPECT_EQ(host_name("[::1]:8080"), "[::1]");
  EXPECT_EQ(host_name("[::1]"), "[::1]");
}

}  // namespace
}  // namespace shiplog::api
