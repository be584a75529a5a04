#include "sources/github/openssl/rsa_key.h"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

Key new_key() {
  // Made once: it takes a while.
  static EVP_PKEY* const kKey = EVP_RSA_gen(2048);
  EVP_PKEY_up_ref(kKey);
  return {kKey, EVP_PKEY_free};
}

void write_key(const std::string& path, EVP_PKEY* key, bool is_pkcs1,
               const char* password = nullptr) {
  BIO* file = BIO_new_file(path.c_str(), "w");
  if (is_pkcs1) {
    PEM_write_bio_PrivateKey_traditional(file, key, nullptr, nullptr, 0, nullptr, nullptr);
  } else {
    PEM_write_bio_PrivateKey(file, key, password == nullptr ? nullptr : EVP_aes_128_cbc(), nullptr,
                             0, nullptr, const_cast<char*>(password));
  }
  BIO_free(file);
}

bool holds(EVP_PKEY* key, std::string_view text, const std::string& signature) {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free);
  EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key);
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                          signature.size(), reinterpret_cast<const unsigned char*>(text.data()),
                          text.size()) == 1;
}

TEST(RsaKey, SignsWithKeysOfBothForms) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "key.pem";
  const Key key = new_key();
  for (const bool is_pkcs1 : {true, false}) {
    write_key(path, key.get(), is_pkcs1);
    std::ifstream file(path);
    std::string first_line;
    std::getline(file, first_line);
    EXPECT_EQ(first_line,
              is_pkcs1 ? "-----BEGIN RSA PRIVATE KEY-----" : "-----BEGIN PRIVATE KEY-----");
    const auto opened = RsaKey::open(path);
    ASSERT_TRUE(opened) << opened.error().message;
    const std::string signature = opened.value()->sign("header.claim");
    EXPECT_TRUE(holds(key.get(), "header.claim", signature));
    EXPECT_FALSE(holds(key.get(), "header.clain", signature));
  }
}

std::string complaint_about(const std::string& path) {
  const auto opened = RsaKey::open(path);
  EXPECT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::InvalidInput);
  return opened.error().message;
}

TEST(RsaKey, SaysWhatIsWrongWithAFile) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "key.pem";
  EXPECT_NE(complaint_about(path).find("cannot be read"), std::string::npos);
  std::ofstream(path) << "hunter2";
  EXPECT_NE(complaint_about(path).find("holds no private key"), std::string::npos);
  EXPECT_EQ(complaint_about(path).find("hunter2"), std::string::npos);
  write_key(path, new_key().get(), false, "password");
  EXPECT_NE(complaint_about(path).find("behind a password"), std::string::npos);
  const Key elliptic(EVP_EC_gen("P-256"), EVP_PKEY_free);
  write_key(path, elliptic.get(), false);
  EXPECT_NE(complaint_about(path).find("no RSA key"), std::string::npos);
}

}  // namespace
}  // namespace shiplog
