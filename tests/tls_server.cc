#include "tests/tls_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "base/check.h"

namespace shiplog {
namespace {

constexpr int kLookMs = 20;
constexpr long kSecondsGood = 3600;

X509* new_certificate(EVP_PKEY* key) {
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_set_version(certificate, X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kSecondsGood);
  X509_gmtime_adj(X509_getm_notAfter(certificate), kSecondsGood);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
  return certificate;
}

std::string pem_of(X509* certificate) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory, &text);
  std::string pem(text, static_cast<std::size_t>(size));
  BIO_free(memory);
  return pem;
}

}  // namespace

struct TlsServer::Tls {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  Tls() = default;
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;
  ~Tls() { SSL_CTX_free(context); }
};

TlsServer::TlsServer() : tls_(std::make_unique<Tls>()) {
  // OpenSSL writes to sockets whose other end may have gone.
  std::signal(SIGPIPE, SIG_IGN);
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* made = new_certificate(key);
  certificate_ = pem_of(made);
  CHECK(SSL_CTX_use_certificate(tls_->context, made) == 1);
  CHECK(SSL_CTX_use_PrivateKey(tls_->context, key) == 1);
  X509_free(made);
  EVP_PKEY_free(key);
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  CHECK(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(listen(listener_, SOMAXCONN) == 0);
  CHECK(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

TlsServer::~TlsServer() {
  thread_.request_stop();
  thread_.join();
  close(listener_);
}

void TlsServer::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting = {.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, kLookMs) <= 0) {
      continue;
    }
    const int accepted = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    SSL* tls = SSL_new(tls_->context);
    SSL_set_fd(tls, accepted);
    std::array<char, 4096> bytes;
    if (SSL_accept(tls) == 1 && SSL_read(tls, bytes.data(), bytes.size()) > 0) {
      ++requests_;
      constexpr std::string_view kReply =
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
      SSL_write(tls, kReply.data(), kReply.size());
      SSL_shutdown(tls);
    }
    SSL_free(tls);
    close(accepted);
  }
}

}  // namespace shiplog
