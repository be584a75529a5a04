// PostgresTarget: which database a URL means, with its secrets kept apart.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace shiplog {

class PostgresTarget {
 public:
  // "postgresql://user@host:port/database" and every other form that libpq knows, such as
  // "postgresql:///shiplog" and "postgresql://user@/db?host=/socket/folder". InvalidInput,
  // without a word of what was given, when it is none: a mistyped URL may hold a password
  // in any of its parts.
  static Result<PostgresTarget> parse(const std::string& url);

  // For libpq only: with the password.
  const std::string& url() const { return url_; }

  // For messages: without secrets.
  const std::string& name() const { return name_; }

  // What libpq or the server said, in one line and without secrets.
  std::string redacted(std::string_view message) const;

 private:
  std::string url_ = {};
  std::string name_ = {};
  std::vector<std::string> secrets_ = {};
};

}  // namespace shiplog
