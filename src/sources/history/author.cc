#include "sources/history/author.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "base/digest.h"
#include "domain/facts.h"
#include "sources/history/valid_text.h"

namespace shiplog {
namespace {

constexpr std::size_t kHashDigits = 32;
constexpr std::size_t kNameBytesMax = 200;

// Machines that write under a person's kind of name. Those of GitHub say [bot] themselves.
constexpr std::array<std::string_view, 8> kBotAddresses = {"bot@renovateapp.com",
                                                           "support@dependabot.com",
                                                           "support@greenkeeper.io",
                                                           "snyk-bot@snyk.io",
                                                           "bot@pyup.io",
                                                           "actions@github.com",
                                                           "github-actions@github.com",
                                                           "bot@kodiakhq.com"};

// The login in a GitHub noreply address; empty for any other.
std::string_view noreply_login(std::string_view email) {
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos) {
    return {};
  }
  if (lower_case(email.substr(at)) != "@users.noreply.github.com") {
    return {};
  }
  const std::string_view user = email.substr(0, at);
  const std::size_t plus = user.find('+');
  return plus == std::string_view::npos ? user : user.substr(plus + 1);
}

// Some people have told git their address for a name.
bool looks_like_address(std::string_view name) {
  return name.find('@') != std::string_view::npos && name.find(' ') == std::string_view::npos;
}

}  // namespace

Person author_of(std::string_view name, std::string_view email) {
  const std::string address = lower_case(email);
  const std::string_view identity = address.empty() ? name : std::string_view(address);
  const std::string hash = sha256_hex(identity).substr(0, kHashDigits);
  Person person = {.id = "git:" + hash, .aliases = {hash}};
  std::string full_name = valid_line(name, kNameBytesMax);
  if (looks_like_address(full_name)) {
    full_name.clear();
  }
  if (!full_name.empty()) {
    person.name = full_name;
  }

  person.login = valid_line(noreply_login(email), kNameBytesMax);
  if (person.login.empty()) {
    person.login = full_name;
  }
  if (person.login.empty()) {
    person.login = person.id;
  }

  const bool is_known_bot =
      std::find(kBotAddresses.begin(), kBotAddresses.end(), address) != kBotAddresses.end();
  if (is_known_bot || lower_case(person.login).ends_with("[bot]") ||
      lower_case(full_name).ends_with("[bot]")) {
    person.is_bot = true;
  }
  return person;
}

}  // namespace shiplog
