#include "sources/github/reply_signs.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/iso_time.h"
#include "base/secret.h"
#include "net/http.h"
#include "net/http_date.h"

namespace shiplog {
namespace {

namespace json = simdjson::dom;

// Of a page of 100 that was too heavy, 246 complaints have been seen; a few tell the story.
constexpr std::size_t kComplaintsMax = 64;
constexpr std::size_t kMessageBytesMax = 400;
constexpr std::size_t kTextStartBytes = 200;
constexpr std::size_t kLookedAtBytesMax = std::size_t{64} << 10U;
// No second since 1970 and no purse comes near it, and no sum of such numbers overflows.
constexpr std::int64_t kNumberMax = std::int64_t{1} << 40U;

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0 &&
                 value < kNumberMax
             ? std::optional(value)
             : std::nullopt;
}

// Fit for a message: no tokens, no control characters, no whole page of HTML.
std::string shown(std::string_view text, std::size_t bytes_max = kMessageBytesMax) {
  const bool is_cut = text.size() > bytes_max;
  // What cutting leaves of a token is cut off as well, since it is looked for before.
  std::string out = without_tokens(text.substr(0, std::min(text.size(), kLookedAtBytesMax)));
  if (out.size() > bytes_max || is_cut) {
    std::size_t end = std::min(out.size(), bytes_max);
    while (end > 0 && end < out.size() && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) {
      --end;
    }
    out.resize(end);
  }
  std::ranges::replace_if(out, [](unsigned char byte) { return byte < 0x20 || byte == 0x7F; }, ' ');
  return out;
}

// The same of a header, which may hold any bytes.
std::string shown_header(std::string_view text) {
  std::string out = shown(text);
  std::ranges::replace_if(out, [](unsigned char byte) { return byte >= 0x80; }, '?');
  return out;
}

std::string text_in(json::element element, std::string_view key) {
  std::string_view text;
  return element[key].get(text) == simdjson::SUCCESS ? shown(text) : std::string();
}

std::optional<std::int64_t> integer_in(json::element element, std::string_view key) {
  std::int64_t value = 0;
  const bool is_found = element[key].get(value) == simdjson::SUCCESS;
  return is_found && value >= 0 && value < kNumberMax ? std::optional(value) : std::nullopt;
}

std::string path_of(json::element element) {
  json::array steps;
  if (element["path"].get(steps) != simdjson::SUCCESS) {
    return {};
  }
  std::string path;
  for (const json::element step : steps) {
    std::string_view name;
    std::int64_t index = 0;
    if (path.size() > kMessageBytesMax) {
      break;
    }
    path += path.empty() ? "" : ".";
    if (step.get(name) == simdjson::SUCCESS) {
      path += name;
    } else if (step.get(index) == simdjson::SUCCESS) {
      path += std::to_string(index);
    }
  }
  // As a whole, since a token may hold dots.
  return shown(path);
}

// What stands between the first two single quotes: "Field 'x' doesn't exist on type 'Y'".
std::string first_quoted(std::string_view text) {
  const std::size_t begin = text.find('\'');
  const std::size_t end = begin == std::string_view::npos ? begin : text.find('\'', begin + 1);
  return end == std::string_view::npos ? "" : std::string(text.substr(begin + 1, end - begin - 1));
}

GitHubComplaint complaint_of(json::element element) {
  GitHubComplaint complaint{.type = text_in(element, "type"),
                            .code = text_in(element, "code"),
                            .message = text_in(element, "message"),
                            .path = path_of(element),
                            .documentation = text_in(element, "documentation_url")};
  json::element extensions;
  if (element["extensions"].get(extensions) == simdjson::SUCCESS && extensions.is_object()) {
    if (complaint.code.empty()) {
      complaint.code = text_in(extensions, "code");
    }
    // In this order, since the type is told of fields and arguments too.
    for (const char* key : {"fieldName", "argumentName", "typeName"}) {
      if (complaint.subject.empty()) {
        complaint.subject = text_in(extensions, key);
      }
    }
  }
  if (complaint.subject.empty()) {
    complaint.subject = first_quoted(complaint.message);
  }
  return complaint;
}

bool is_something(const json::key_value_pair& member) {
  return member.key != "rateLimit" && !member.value.is_null();
}

void read_rate_limit(json::object data, ReplySigns& signs) {
  json::element rate;
  if (data["rateLimit"].get(rate) != simdjson::SUCCESS || !rate.is_object()) {
    return;
  }
  signs.cost = integer_in(rate, "cost");
  if (!signs.purse.remaining) {
    signs.purse.limit = integer_in(rate, "limit");
    signs.purse.remaining = integer_in(rate, "remaining");
    if (const auto reset = parse_time(text_in(rate, "resetAt"))) {
      signs.purse.reset = std::chrono::floor<std::chrono::seconds>(*reset);
    }
    signs.purse.resource = "graphql";
  }
}

void read_object(json::element root, ReplySigns& signs) {
  json::object data;
  if (root["data"].get(data) == simdjson::SUCCESS) {
    signs.has_data = std::any_of(data.begin(), data.end(), is_something);
    read_rate_limit(data, signs);
  }
  json::array errors;
  if (root["errors"].get(errors) == simdjson::SUCCESS) {
    for (const json::element error : errors) {
      if (signs.complaints.size() < kComplaintsMax && error.is_object()) {
        signs.complaints.push_back(complaint_of(error));
      }
    }
  }
  // What is not data and not errors but speaks: REST, and GitHub's gateways. A successful
  // reply of REST may hold a "message" too, such as that of a commit.
  std::string_view message;
  if (signs.complaints.empty() && root["message"].get(message) == simdjson::SUCCESS &&
      (signs.status >= 300 || signs.api == GitHubApi::GraphQl)) {
    signs.complaints.push_back(complaint_of(root));
  }
}

void read_body(std::string_view body, ReplySigns& signs) {
  json::parser parser;
  json::element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) {
    signs.text_start = shown(body, kTextStartBytes);
    return;
  }
  signs.is_json = true;
  if (root.is_object()) {
    signs.is_object = true;
    read_object(root, signs);
  }
}

void read_head(const HttpReply& reply, ReplySigns& signs) {
  signs.server_time = parse_http_date(reply.header("date"));
  signs.request_id = shown_header(reply.header("x-github-request-id"));
  signs.single_sign_on = shown_header(reply.header("x-github-sso"));
  signs.needed_permission = shown_header(reply.header("x-accepted-github-permissions"));
  signs.needed_scopes = shown_header(reply.header("x-accepted-oauth-scopes"));
  signs.location = std::string(reply.header("location"));
  if (const std::string_view scopes = reply.header("x-oauth-scopes"); !scopes.empty()) {
    signs.scopes = shown_header(scopes);
  }
  signs.token_expires = shown_header(reply.header("github-authentication-token-expiration"));
  if (const auto seconds = number_of(reply.header("retry-after"))) {
    signs.retry_after = std::chrono::seconds(*seconds);
  }
  signs.purse = {.resource = std::string(reply.header("x-ratelimit-resource")),
                 .limit = number_of(reply.header("x-ratelimit-limit")),
                 .remaining = number_of(reply.header("x-ratelimit-remaining"))};
  if (const auto reset = number_of(reply.header("x-ratelimit-reset"))) {
    signs.purse.reset = std::chrono::sys_seconds(std::chrono::seconds(*reset));
  }
}

}  // namespace

ReplySigns read_signs(const HttpReply& reply, GitHubApi api) {
  ReplySigns signs{.api = api, .fault = reply.fault, .status = reply.status};
  read_head(reply, signs);
  if (reply.fault == HttpFault::None || reply.fault == HttpFault::CutShort) {
    read_body(reply.body, signs);
  }
  return signs;
}

}  // namespace shiplog
