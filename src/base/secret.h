// Secret: a text that must not be seen: a token, a key, a password.
//
// It cannot be printed, formatted, compared or written to a log by accident: whoever needs
// the text says reveal(). Its bytes are wiped when it goes.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shiplog {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text) : bytes_(text.begin(), text.end()) {}
  ~Secret() { wipe(); }

  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept { bytes_.swap(other.bytes_); }
  Secret& operator=(Secret other) noexcept {
    bytes_.swap(other.bytes_);
    return *this;
  }

  // Valid while the secret lives. Only for the place that the secret is meant for.
  std::string_view reveal() const { return {bytes_.data(), bytes_.size()}; }
  bool empty() const { return bytes_.empty(); }

  // Takes as long whatever the other is, of the same length.
  bool is_same_as(const Secret& other) const;

 private:
  void wipe();

  std::vector<char> bytes_ = {};  // Not a string, whose short texts would stay where it was.
};

// Overwrites the bytes, in a way that no compiler leaves out.
void wipe_bytes(char* bytes, std::size_t size);

// The text with *** for whatever looks like a token of GitHub or a signed JWT. For every
// message and log line that holds words of others: a server may echo what it was sent.
std::string without_tokens(std::string_view text);

}  // namespace shiplog
