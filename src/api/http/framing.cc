#include "api/http/framing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/headers.h"
#include "base/ascii.h"

namespace shiplog::api {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_name(std::string_view name) {
  constexpr std::size_t kNameMax = 253;
  return !name.empty() && name.size() <= kNameMax && std::ranges::all_of(name, [](char character) {
    return is_letter(character) || is_digit(character) || character == '.' || character == '-' ||
           character == '_';
  });
}

bool is_bracketed_address(std::string_view text) {
  constexpr std::size_t kAddressMax = 47;
  if (text.size() < 4 || text.size() > kAddressMax || !text.starts_with('[') ||
      !text.ends_with(']')) {
    return false;
  }
  return std::ranges::all_of(text.substr(1, text.size() - 2), [](char character) {
    return is_digit(character) || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F') || character == ':' || character == '.';
  });
}

// Where the name ends and ":port" begins, or the size.
std::size_t end_of_name(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return std::min(colon, host.size());
}

std::optional<Refusal> refuse(std::string_view why) { return Refusal{.why = why}; }

std::optional<Refusal> check_coding(const ParsedHead& head) {
  const std::size_t codings = head.headers.count("transfer-encoding");
  if (codings == 0) {
    return std::nullopt;
  }
  if (codings > 1) {
    return refuse("Transfer-Encoding is given more than once");
  }
  if (head.headers.count("content-length") > 0) {
    return refuse("Transfer-Encoding and Content-Length contradict each other");
  }
  if (head.version < 11) {
    return refuse("HTTP/1.0 knows no Transfer-Encoding");
  }
  if (lower_case(*head.headers.find("transfer-encoding")) != "chunked") {
    return Refusal{.status = 501, .why = "The only Transfer-Encoding here is chunked"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_length(const ParsedHead& head) {
  const std::size_t lengths = head.headers.count("content-length");
  if (lengths > 1 || (lengths == 1 && !content_length(head.headers))) {
    return refuse("Content-Length is not one number");
  }
  const bool takes_no_body =
      head.method == "GET" || head.method == "HEAD" || head.method == "OPTIONS";
  if (takes_no_body &&
      (lengths > 0 ? *content_length(head.headers) > 0 : has_chunked_body(head.headers))) {
    return refuse("A request that only reads has no body");
  }
  return std::nullopt;
}

std::optional<Refusal> check_host(const ParsedHead& head) {
  if (head.headers.count("host") != 1) {
    return refuse("A request names exactly one Host");
  }
  if (!is_valid_host(*head.headers.find("host"))) {
    return refuse("Host is no name of a host");
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 2> kSchemes = {"http://", "https://"};

// What follows the scheme of "http://host/path"; nothing of "/path".
std::optional<std::string_view> after_scheme(std::string_view target) {
  for (const std::string_view scheme : kSchemes) {
    if (lower_case(target.substr(0, scheme.size())) == scheme) {
      return target.substr(scheme.size());
    }
  }
  return std::nullopt;
}

std::optional<Refusal> check_target(const ParsedHead& head) {
  const bool is_printable = std::ranges::all_of(
      head.target, [](char character) { return character > ' ' && character < '\x7f'; });
  if (!is_printable || head.target.find('#') != std::string_view::npos) {
    return refuse("The target holds bytes that must be percent-encoded");
  }
  if (head.target.starts_with('/') || (head.target == "*" && head.method == "OPTIONS")) {
    return std::nullopt;
  }
  const std::optional<std::string_view> rest = after_scheme(head.target);
  if (!rest) {
    return refuse("The target is no path");
  }
  const std::string_view authority = rest->substr(0, rest->find_first_of("/?"));
  if (lower_case(authority) != lower_case(*head.headers.find("host"))) {
    return refuse("The target names another host than Host does");
  }
  return std::nullopt;
}

std::optional<Refusal> check_expectation(const ParsedHead& head) {
  const std::size_t expectations = head.headers.count("expect");
  if (expectations == 0) {
    return std::nullopt;
  }
  if (expectations > 1 || lower_case(*head.headers.find("expect")) != "100-continue") {
    return Refusal{.status = 417, .why = "The only expectation met here is 100-continue"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> check_raw_head(std::string_view head) {
  std::size_t lines = 0;
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;
       at = head.find("\r\n", at + 2)) {
    ++lines;
    if (at + 2 < head.size() && (head[at + 2] == ' ' || head[at + 2] == '\t')) {
      return refuse("A header is folded over several lines");
    }
  }
  // Besides the fields, there are the request line and the empty line.
  if (lines > kFieldsMax + 2) {
    return Refusal{.status = 431, .why = "There are too many header fields"};
  }
  return std::nullopt;
}

std::optional<Refusal> check_framing(const ParsedHead& head) {
  for (const auto check :
       {check_coding, check_length, check_host, check_target, check_expectation}) {
    if (const std::optional<Refusal> refusal = check(head)) {
      return refusal;
    }
  }
  return std::nullopt;
}

Target split_target(std::string_view target) {
  if (const std::optional<std::string_view> rest = after_scheme(target)) {
    target = rest->substr(std::min(rest->find_first_of("/?"), rest->size()));
  }
  const std::size_t mark = target.find('?');
  Target split{.path = std::string(target.substr(0, mark))};
  if (split.path.empty()) {
    split.path = "/";
  }
  if (mark != std::string_view::npos) {
    split.query = target.substr(mark + 1);
  }
  return split;
}

bool is_valid_host(std::string_view host) {
  constexpr std::size_t kPortDigitsMax = 5;
  const std::size_t end = end_of_name(host);
  const std::string_view name = host.substr(0, end);
  if (!is_name(name) && !is_bracketed_address(name)) {
    return false;
  }
  const std::string_view port = host.substr(std::min(end + 1, host.size()));
  const bool has_port = end < host.size();
  return !has_port ||
         (!port.empty() && port.size() <= kPortDigitsMax && std::ranges::all_of(port, is_digit));
}

std::string host_name(std::string_view host) {
  return lower_case(host.substr(0, end_of_name(host)));
}

std::optional<std::uint64_t> content_length(const Headers& headers) {
  const std::optional<std::string_view> text = headers.find("content-length");
  if (!text || text->empty() || !std::ranges::all_of(*text, is_digit)) {
    return std::nullopt;
  }
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), length);
  return error == std::errc() ? std::optional(length) : std::nullopt;
}

}  // namespace shiplog::api
