// Body: what a request says in JSON, field by field.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace shiplog::api {

// A flat object of texts and lists of texts; anything else in it is refused.
class JsonBody {
 public:
  struct Value {
    std::string name = {};
    std::vector<std::string> texts = {};
    bool is_list = false;
  };

  // InvalidInput when it is no such object, or has a field that is not among the known ones.
  static Result<JsonBody> read(const std::string& json, std::vector<std::string_view> known);

  // InvalidInput when it is not there, empty, or longer than so many bytes.
  Result<std::string> text(std::string_view name, std::size_t bytes_max) const;
  // Absent when it is not given.
  std::optional<std::string> optional_text(std::string_view name) const;
  // Empty when it is not given.
  std::vector<std::string> list(std::string_view name) const;

 private:
  std::vector<Value> values_ = {};
};

}  // namespace shiplog::api
