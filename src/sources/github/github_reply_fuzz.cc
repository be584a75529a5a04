// Fuzzes what we make of GitHub's replies: none crashes it, none is taken for a success that
// is none, and nothing that looks like a token comes through to a person.
//
// The input: a byte for the API and the fault, one for the status, lines of headers up to an
// empty one, and the body.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/secret.h"
#include "net/http.h"
#include "sources/github/github_client.h"
#include "sources/github/links.h"
#include "sources/github/reply.h"
#include "sources/github/reply_signs.h"

namespace {

using namespace shiplog;

constexpr int kStatuses[] = {200, 201, 202, 204, 301, 304, 400, 401, 403, 404,
                             409, 410, 422, 429, 451, 500, 502, 503, 504, 0};

HttpReply reply_of(std::string_view input, GitHubApi& api) {
  HttpReply reply;
  if (input.size() < 2) {
    return reply;
  }
  const auto first = static_cast<unsigned char>(input[0]);
  api = (first & 1U) == 0 ? GitHubApi::GraphQl : GitHubApi::Rest;
  // Mostly none, as in life.
  reply.fault = first < 200 ? HttpFault::None : static_cast<HttpFault>(first % 9);
  reply.status = kStatuses[static_cast<unsigned char>(input[1]) % std::size(kStatuses)];
  input.remove_prefix(2);
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      break;
    }
    reply.headers.push_back(
        {.name = std::string(line.substr(0, colon)), .value = std::string(line.substr(colon + 1))});
  }
  reply.body = input;
  return reply;
}

void check_shown(const std::string& text) {
  CHECK(text.size() < 2000);
  CHECK(without_tokens(text) == text);
  CHECK(std::ranges::none_of(text, [](unsigned char byte) { return byte < 0x20; }));
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  GitHubApi api = GitHubApi::GraphQl;
  const HttpReply reply = reply_of({reinterpret_cast<const char*>(data), size}, api);
  const ReplySigns signs = read_signs(reply, api);
  const ReplyVerdict verdict = judge(signs);
  CHECK(!verdict.because.empty());
  if (verdict.kind == ReplyKind::Ok || verdict.kind == ReplyKind::Partial) {
    CHECK(signs.fault == HttpFault::None);
    CHECK(signs.is_json);
    CHECK(api == GitHubApi::Rest || signs.has_data || signs.cost.has_value());
    CHECK(verdict.kind == ReplyKind::Partial || (reply.status >= 200 && reply.status < 300));
  }
  check_shown(words_of(signs, reply.fault_message));
  check_shown(signs.request_id);
  for (const GitHubProblem& problem : problems_of(signs)) {
    for (const std::string& text : {problem.type, problem.message, problem.path, problem.remedy}) {
      check_shown(text);
    }
  }
  static_cast<void>(next_link(reply.header("link")));
  static_cast<void>(moved_to(reply.header("location"), reply.body));
  return 0;
}
