#include "net/curl/curl_client.h"

#include <curl/curl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX's part is not in <csignal>.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "net/http.h"

namespace shiplog {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// A head beyond this is no reply to work with.
constexpr std::size_t kHeadBytesMax = std::size_t{256} << 10U;
// How often the deadlines are looked at while nothing arrives.
constexpr int kLookMs = 50;

// The request's headers in libcurl's form; the one with the secret is wiped as it goes.
class HeaderList {
 public:
  explicit HeaderList(const HttpRequest& request) {
    for (const HttpHeader& header : request.headers) {
      add(header.name + ": " + header.value);
    }
    // Otherwise libcurl asks leave before a long body, and waits a second for it.
    add("Expect:");
    if (!request.bearer.empty()) {
      std::string line = "Authorization: Bearer " + std::string(request.bearer.reveal());
      add(line);
      wipe_bytes(line.data(), line.size());
    }
  }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  ~HeaderList() {
    for (curl_slist* item = list_; item != nullptr; item = item->next) {
      wipe_bytes(item->data, std::strlen(item->data));
    }
    curl_slist_free_all(list_);
  }

  curl_slist* get() const { return list_; }

 private:
  void add(const std::string& line) {
    list_ = curl_slist_append(list_, line.c_str());
    CHECK(list_ != nullptr);  // Memory has run out.
  }

  curl_slist* list_ = nullptr;
};

// Filled by libcurl's callbacks while a reply comes in.
struct Arrival {
  HttpReply& reply;
  std::size_t body_bytes_max = 0;
  std::size_t head_bytes = 0;
  bool has_begun = false;
  bool is_head_too_large = false;
  bool is_body_too_large = false;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::size_t take_head(char* data, std::size_t /*size*/, std::size_t count, void* user) {
  Arrival& arrival = *static_cast<Arrival*>(user);
  const std::string_view line(data, count);
  arrival.has_begun = true;
  arrival.head_bytes += count;
  if (arrival.head_bytes > kHeadBytesMax) {
    arrival.is_head_too_large = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) {
    arrival.reply.headers.clear();  // What came before was an interim reply.
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    arrival.reply.headers.push_back({.name = std::string(trimmed(line.substr(0, colon))),
                                     .value = std::string(trimmed(line.substr(colon + 1)))});
  }
  return count;
}

std::size_t take_body(char* data, std::size_t /*size*/, std::size_t count, void* user) {
  Arrival& arrival = *static_cast<Arrival*>(user);
  arrival.has_begun = true;
  if (count > arrival.body_bytes_max - arrival.reply.body.size()) {
    arrival.is_body_too_large = true;
    return 0;
  }
  arrival.reply.body.append(data, count);
  return count;
}

HttpFault fault_of(CURLcode code, const Arrival& arrival) {
  if (arrival.is_body_too_large || arrival.is_head_too_large) {
    return HttpFault::TooLarge;
  }
  switch (code) {
    case CURLE_OK:
      return HttpFault::None;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return HttpFault::NameNotFound;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
    case CURLE_PROXY:
    case CURLE_SSL_CONNECT_ERROR:
      return HttpFault::Unreachable;
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return HttpFault::NotTrusted;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return HttpFault::CutShort;
    default:
      return HttpFault::Malformed;
  }
}

std::string message_of(CURLcode code, const char* detail, const Arrival& arrival) {
  if (arrival.is_body_too_large) {
    return "the reply is longer than " + std::to_string(arrival.body_bytes_max >> 20U) + " MiB";
  }
  if (arrival.is_head_too_large) {
    return "the reply's headers are longer than " + std::to_string(kHeadBytesMax >> 10U) + " KiB";
  }
  std::string message = detail[0] == '\0' ? curl_easy_strerror(code) : detail;
  std::ranges::replace_if(
      message, [](unsigned char byte) { return byte < 0x20 || byte >= 0x7F; }, '?');
  return without_tokens(message);
}

// While it lives, no write of this thread to a connection that has gone ends the process:
// libcurl prevents that for the whole process or not at all.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;
  ~NoPipeSignal() {
    if (sigismember(&before_, SIGPIPE) == 0) {
      const timespec at_once = {.tv_sec = 0, .tv_nsec = 0};
      while (sigtimedwait(&pipe_, nullptr, &at_once) > 0) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_ = {};
  sigset_t before_ = {};
};

// Where a request is on its way, and when it must be farther.
struct Deadlines {
  SteadyTime connected_by = {};
  SteadyTime begun_by = {};
  SteadyTime done_by = {};
};

}  // namespace

// One libcurl transfer at a time, and the connections that it left open.
class CurlClient::Connection {
 public:
  Connection() : multi_(curl_multi_init()), easy_(curl_easy_init()) {
    CHECK(multi_ != nullptr && easy_ != nullptr);  // Otherwise memory has run out.
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    curl_easy_cleanup(easy_);
    curl_multi_cleanup(multi_);
  }

  HttpReply send(const HttpRequest& request, const CurlOptions& options,
                 const std::stop_token& stop);

 private:
  template <typename T>
  void set(CURLoption option, T value) {
    CHECK(curl_easy_setopt(easy_, option, value) == CURLE_OK);
  }
  void prepare(const HttpRequest& request, const CurlOptions& options, Arrival& arrival);
  // Until the transfer's own end, or until one of the reasons to give it up.
  void run(const HttpRequest& request, Arrival& arrival, const std::stop_token& stop);
  bool is_given_up(const Deadlines& deadlines, Arrival& arrival, const std::stop_token& stop);
  void read_outcome(Arrival& arrival);
  bool is_connected() const;

  CURLM* multi_;
  CURL* easy_;
  std::array<char, CURL_ERROR_SIZE> detail_ = {};
};

void CurlClient::Connection::prepare(const HttpRequest& request, const CurlOptions& options,
                                     Arrival& arrival) {
  curl_easy_reset(easy_);
  detail_.front() = '\0';
  set(CURLOPT_ERRORBUFFER, detail_.data());
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  // Leaves a resolver that hangs to its own end, instead of waiting for it after a stop.
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_ACCEPT_ENCODING, "");  // All that libcurl can decompress.
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // Above our own, which tell what was late; this one ends a resolver that hangs.
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_within.count()) + 2000);
  if (!options.ca_file.empty()) {
    set(CURLOPT_CAINFO, options.ca_file.c_str());
  }
  if (request.method == HttpMethod::Post) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.data());
  }
  set(CURLOPT_HEADERFUNCTION, &take_head);
  set(CURLOPT_HEADERDATA, &arrival);
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, &arrival);
}

HttpReply CurlClient::Connection::send(const HttpRequest& request, const CurlOptions& options,
                                       const std::stop_token& stop) {
  HttpReply reply;
  Arrival arrival{.reply = reply, .body_bytes_max = request.body_bytes_max};
  const HeaderList headers(request);
  prepare(request, options, arrival);
  set(CURLOPT_HTTPHEADER, headers.get());
  const auto started = std::chrono::steady_clock::now();
  CHECK(curl_multi_add_handle(multi_, easy_) == CURLM_OK);
  {
    // A stop wakes the poll at once; it can be asked for from any thread.
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_); });
    run(request, arrival, stop);
  }
  // Closes a connection whose transfer has not ended.
  curl_multi_remove_handle(multi_, easy_);
  // The list of headers and the reply end here; the handle must not know them any longer.
  curl_easy_reset(easy_);
  reply.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - started);
  return reply;
}

void CurlClient::Connection::run(const HttpRequest& request, Arrival& arrival,
                                 const std::stop_token& stop) {
  const auto started = std::chrono::steady_clock::now();
  const Deadlines deadlines{.connected_by = started + request.connect_within,
                            .begun_by = started + request.first_byte_within,
                            .done_by = started + request.done_within};
  int running = 1;
  while (running > 0) {
    if (is_given_up(deadlines, arrival, stop)) {
      break;
    }
    if (curl_multi_perform(multi_, &running) != CURLM_OK ||
        (running > 0 && curl_multi_poll(multi_, nullptr, 0, kLookMs, nullptr) != CURLM_OK)) {
      arrival.reply.fault = HttpFault::Unreachable;
      arrival.reply.fault_message = "the network of this machine cannot be used";
      break;
    }
  }
  read_outcome(arrival);
}

bool CurlClient::Connection::is_connected() const {
  // Set once all of TCP, proxy and TLS is through; a connection that is used again is.
  curl_off_t sent_at = 0;
  curl_easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &sent_at);
  return sent_at > 0;
}

bool CurlClient::Connection::is_given_up(const Deadlines& deadlines, Arrival& arrival,
                                         const std::stop_token& stop) {
  HttpReply& reply = arrival.reply;
  const auto give_up = [&reply](HttpFault fault, const char* message) {
    reply.fault = fault;
    reply.fault_message = message;
    return true;
  };
  if (stop.stop_requested()) {
    return give_up(HttpFault::Cancelled, "stopped");
  }
  const auto now = std::chrono::steady_clock::now();
  if (now >= deadlines.connected_by && !is_connected()) {
    return give_up(HttpFault::Unreachable, "no connection came about in time");
  }
  if (now >= deadlines.begun_by && !arrival.has_begun) {
    return give_up(HttpFault::TimedOut, "no reply began in time");
  }
  if (now >= deadlines.done_by) {
    return give_up(HttpFault::TimedOut, "the reply did not end in time");
  }
  return false;
}

void CurlClient::Connection::read_outcome(Arrival& arrival) {
  HttpReply& reply = arrival.reply;
  long status = 0;
  curl_off_t body_bytes = 0;
  long head_bytes = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &body_bytes);
  curl_easy_getinfo(easy_, CURLINFO_HEADER_SIZE, &head_bytes);
  reply.status = static_cast<int>(status);
  reply.wire_bytes = static_cast<std::int64_t>(body_bytes) + head_bytes;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg == CURLMSG_DONE && reply.fault == HttpFault::None) {
      const CURLcode code = message->data.result;
      reply.fault =
          code == CURLE_OPERATION_TIMEDOUT ? HttpFault::Unreachable : fault_of(code, arrival);
      if (reply.fault != HttpFault::None) {
        reply.fault_message = message_of(code, detail_.data(), arrival);
      }
    }
  }
}

CurlClient::CurlClient(CurlOptions options) : options_(std::move(options)) {}

CurlClient::~CurlClient() = default;

Result<std::unique_ptr<CurlClient>> CurlClient::open(const CurlOptions& options) {
  if (!options.ca_file.empty() && access(options.ca_file.c_str(), R_OK) != 0) {
    return Error{ErrorCode::InvalidInput,
                 "the file of certificates '" + options.ca_file + "' cannot be read"};
  }
  // Never undone: libcurl asks for it once a process, before any thread uses it.
  static const bool is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!is_ready) {
    return Error{ErrorCode::Internal, "libcurl does not start"};
  }
  return std::unique_ptr<CurlClient>(new CurlClient(options));
}

std::unique_ptr<CurlClient::Connection> CurlClient::borrow() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) {
    return std::make_unique<Connection>();
  }
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void CurlClient::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(connection));
}

HttpReply CurlClient::send(const HttpRequest& request, const std::stop_token& stop) {
  const NoPipeSignal no_pipe_signal;
  std::unique_ptr<Connection> connection = borrow();
  HttpReply reply = connection->send(request, options_, stop);
  give_back(std::move(connection));
  return reply;
}

}  // namespace shiplog
