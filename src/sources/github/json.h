// Json: a value in a reply, read without exceptions. What is not there, is null or has another
// type than expected is absent, so that a decoder says only what it hopes for:
//
//   const Json pull = document.root()["data"]["node"];
//   pull["mergedBy"]["login"].text()
//
// A Json borrows from its document and from the document's last parse.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

class Json {
 public:
  Json() = default;  // Absent.

  bool is_present() const { return is_present_; }
  explicit operator bool() const { return is_present_; }

  Json operator[](std::string_view key) const;
  std::vector<Json> items() const;  // Nulls of a list stay, as absent ones; empty for no list.

  std::string_view text() const;  // Empty when absent.
  Text optional_text() const;
  // A text that can stand as the id of a fact; else empty.
  std::string_view id() const;
  Text optional_id() const;
  std::optional<std::int64_t> integer() const;
  Number count() const;  // An integer that is not negative.
  std::optional<bool> flag() const;
  bool is_true() const { return flag().value_or(false); }
  Moment time() const;

 private:
  friend class JsonDocument;
  // The parser's own handle on a value, in the size that it has.
  using Handle = std::array<std::byte, 16>;
  explicit Json(Handle handle) : handle_(handle), is_present_(true) {}

  alignas(8) Handle handle_ = {};
  bool is_present_ = false;
};

// Keeps its buffers from reply to reply. For one thread.
class JsonDocument {
 public:
  JsonDocument();
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  // Unavailable when the text is no JSON: a reply that was cut or garbled on its way.
  Result<Json> parse(std::string_view text);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace shiplog
