#include "sources/github/openssl/rsa_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr int kBitsMin = 2048;

Error no_key(const std::string& path, const std::string& why) {
  return Error{ErrorCode::InvalidInput, "the App's key '" + path + "' " + why +
                                            "; GitHub gives it as a .pem file when it is made"};
}

// Instead of a question at the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*is_writing*/, void* was_asked) {
  *static_cast<bool*>(was_asked) = true;
  return 0;
}

}  // namespace

struct RsaKey::Handle {
  EVP_PKEY* key = nullptr;
  explicit Handle(EVP_PKEY* given) : key(given) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { EVP_PKEY_free(key); }
};

RsaKey::RsaKey(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}

RsaKey::~RsaKey() = default;

Result<std::unique_ptr<RsaKey>> RsaKey::open(const std::string& path) {
  const std::unique_ptr<BIO, int (*)(BIO*)> file(BIO_new_file(path.c_str(), "r"), BIO_free);
  if (file == nullptr) {
    ERR_clear_error();
    return no_key(path, "cannot be read");
  }
  bool has_password = false;
  auto handle = std::make_unique<Handle>(
      PEM_read_bio_PrivateKey(file.get(), nullptr, no_password, &has_password));
  ERR_clear_error();
  if (handle->key == nullptr) {
    return no_key(path, has_password ? "is behind a password" : "holds no private key in PEM");
  }
  if (EVP_PKEY_get_base_id(handle->key) != EVP_PKEY_RSA ||
      EVP_PKEY_get_bits(handle->key) < kBitsMin) {
    return no_key(path, "is no RSA key of 2048 bits or more");
  }
  return std::unique_ptr<RsaKey>(new RsaKey(std::move(handle)));
}

std::string RsaKey::sign(std::string_view text) const {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free);
  CHECK(context != nullptr);
  CHECK(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, handle_->key) == 1);
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  CHECK(EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1);
  std::string signature(size, '\0');
  CHECK(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       bytes, text.size()) == 1);
  signature.resize(size);
  return signature;
}

}  // namespace shiplog
