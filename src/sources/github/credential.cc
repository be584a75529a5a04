#include "sources/github/credential.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"

namespace shiplog {
namespace {

struct TokenKind {
  std::string_view beginning = {};
  std::string_view name = {};
};
constexpr std::array kKinds = {
    TokenKind{"ghp_", "classic"},      TokenKind{"github_pat_", "fine-grained"},
    TokenKind{"gho_", "OAuth app"},    TokenKind{"ghu_", "GitHub App user"},
    TokenKind{"ghs_", "installation"},
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

class StaticToken final : public Credential {
 public:
  StaticToken(Secret token, std::string origin)
      : token_(std::move(token)), origin_(std::move(origin)) {}

  Result<Secret> token(const std::stop_token& /*stop*/) override {
    if (is_refused_) {
      return Error{ErrorCode::Unauthorized, "GitHub has refused " + description()};
    }
    return token_;
  }

  AfterRefusal refused(const Secret& /*token*/) override {
    is_refused_ = true;
    return AfterRefusal::GiveUp;
  }

  std::string description() const override {
    return "the token of " + origin_ + " (" + std::string(token_kind(token_)) + ")";
  }

 private:
  const Secret token_;
  const std::string origin_;
  std::atomic<bool> is_refused_ = false;
};

}  // namespace

std::string_view token_kind(const Secret& token) {
  const auto* const kind = std::ranges::find_if(kKinds, [&token](const TokenKind& each) {
    return token.reveal().starts_with(each.beginning);
  });
  return kind == kKinds.end() ? "of unknown kind" : kind->name;
}

Result<std::unique_ptr<Credential>> static_token(std::string_view text, std::string origin) {
  const std::string_view token = trimmed(text);
  const bool is_sendable =
      std::ranges::all_of(token, [](char byte) { return byte > 0x20 && byte < 0x7F; });
  if (token.empty() || !is_sendable) {
    return Error{ErrorCode::InvalidInput,
                 origin + (token.empty() ? " is empty" : " holds characters that no token has") +
                     "; it should be a token of GitHub, such as ghp_… or github_pat_…"};
  }
  return std::unique_ptr<Credential>(
      std::make_unique<StaticToken>(Secret(token), std::move(origin)));
}

Result<std::unique_ptr<Credential>> token_of_file(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) {
    return Error{ErrorCode::InvalidInput, "no token can be read from '" + path + "'"};
  }
  auto credential = static_token(line, "'" + path + "'");
  wipe_bytes(line.data(), line.size());
  return credential;
}

std::string exposure_of(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::perms mode = fs::status(path, error).permissions();
  if (error || (mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none) {
    return {};
  }
  return "'" + path + "' can be read or changed by others than its owner; chmod 600 mends that";
}

}  // namespace shiplog
