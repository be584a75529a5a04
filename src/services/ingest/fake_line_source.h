// FakeLineSource: a list of lines as a LineSource, for tests.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "sources/line_source.h"

namespace shiplog {

class FakeLineSource final : public LineSource {
 public:
  explicit FakeLineSource(std::vector<std::string> lines) {
    for (std::string& line : lines) {
      lines_.push_back({.text = std::move(line)});
    }
  }

  void add_too_long_line() { lines_.push_back({.is_too_long = true}); }
  void break_at_end(Error error) { error_ = std::move(error); }
  // Called before each line is given out, by the thread that asks for it.
  void before_each_line(std::function<void(std::int64_t number)> hook) { hook_ = std::move(hook); }

  Result<std::optional<SourceLine>> next(const std::stop_token& stop) override {
    if (stop.stop_requested()) {
      return Error{ErrorCode::Cancelled, "stopped"};
    }
    if (given_ == lines_.size()) {
      return error_ ? Result<std::optional<SourceLine>>(*error_) : std::optional<SourceLine>();
    }
    const Line& line = lines_[given_++];
    const auto number = static_cast<std::int64_t>(given_);
    if (hook_) {
      hook_(number);
    }
    return std::optional(
        SourceLine{.number = number, .text = line.text, .is_too_long = line.is_too_long});
  }
  const std::string& name() const override { return name_; }
  std::int64_t position() const override { return static_cast<std::int64_t>(given_); }
  std::optional<std::int64_t> size() const override {
    return static_cast<std::int64_t>(lines_.size());
  }

 private:
  struct Line {
    std::string text = {};
    bool is_too_long = false;
  };

  std::string name_ = "fake";
  std::vector<Line> lines_;
  std::size_t given_ = 0;
  std::optional<Error> error_ = {};
  std::function<void(std::int64_t)> hook_ = {};
};

}  // namespace shiplog
