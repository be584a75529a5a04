#include "store/postgres/target.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

// Shorter than this, a "secret" would be struck out of innocent words.
constexpr std::size_t kSecretBytesMin = 3;

struct OptionsDeleter {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

Error unusable() {
  return {ErrorCode::InvalidInput,
          "the URL of the store is not one that PostgreSQL understands; write "
          "postgresql://USER@HOST:PORT/DATABASE, with special characters in a password "
          "percent-encoded (@ is %40, / is %2F), or keep the password in ~/.pgpass"};
}

std::map<std::string, std::string> given_options(const PQconninfoOption* options) {
  std::map<std::string, std::string> given;
  for (; options->keyword != nullptr; ++options) {
    if (options->val != nullptr) {
      given[options->keyword] = options->val;
    }
  }
  return given;
}

// A password that was not percent-encoded spills into the parts beside it.
bool may_hold_a_password(std::map<std::string, std::string>& given) {
  const std::string& port = given["port"];
  const bool is_port = std::all_of(port.begin(), port.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || c == ','; });
  return !is_port || given["host"].find('@') != std::string::npos ||
         given["dbname"].find('@') != std::string::npos ||
         given["user"].find_first_of("@:/") != std::string::npos;
}

std::string name_of(std::map<std::string, std::string>& given) {
  const std::string& host = given["host"].empty() ? given["hostaddr"] : given["host"];
  const bool is_socket = host.starts_with('/');
  std::string name = "postgresql://";
  name += given["user"].empty() ? "" : given["user"] + "@";
  name += is_socket ? "" : host;
  name += given["port"].empty() ? "" : ":" + given["port"];
  name += "/" + given["dbname"];
  name += is_socket ? "?host=" + host : "";
  return name;
}

}  // namespace

Result<PostgresTarget> PostgresTarget::parse(const std::string& url) {
  if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
    return unusable();
  }
  char* complaint = nullptr;
  const std::unique_ptr<PQconninfoOption, OptionsDeleter> options(
      PQconninfoParse(url.c_str(), &complaint));
  PQfreemem(complaint);
  if (!options) {
    return unusable();
  }
  std::map<std::string, std::string> given = given_options(options.get());
  if (may_hold_a_password(given)) {
    return unusable();
  }
  PostgresTarget target;
  target.url_ = url;
  target.name_ = name_of(given);
  for (const char* secret : {"password", "sslpassword"}) {
    if (given[secret].size() >= kSecretBytesMin) {
      target.secrets_.push_back(given[secret]);
    }
  }
  return target;
}

std::string PostgresTarget::redacted(std::string_view message) const {
  std::string text(message);
  for (const std::string& secret : secrets_) {
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
      text.replace(at, secret.size(), "***");
      at += 3;
    }
  }
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace shiplog
