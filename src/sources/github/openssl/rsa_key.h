// RsaKey: the private key that GitHub gives to the owner of an App, from its PEM file.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sources/github/app_credential.h"

namespace shiplog {

class RsaKey final : public AppKey {
 public:
  // PKCS#1, as GitHub gives it, or PKCS#8. InvalidInput when the file cannot be read or holds
  // no RSA key of at least 2048 bits, or one behind a password.
  static Result<std::unique_ptr<RsaKey>> open(const std::string& path);
  ~RsaKey() override;

  std::string sign(std::string_view text) const override;

 private:
  struct Handle;
  explicit RsaKey(std::unique_ptr<Handle> handle);

  std::unique_ptr<Handle> handle_;
};

}  // namespace shiplog
