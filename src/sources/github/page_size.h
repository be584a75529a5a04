// PageSize: how many rows to ask GitHub for at once, learnt from what it could bear.
//
// A page that is too heavy dies after ten seconds and costs extra, so the size halves at once
// and grows back slowly: after kQuickPages pages in a row that took less than kQuick.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace shiplog {

class PageSize {
 public:
  PageSize(std::int64_t first, std::int64_t most) : size_(first), most_(most) {}

  std::int64_t rows() const { return size_; }

  // Goes on with a size that worked before; 0 leaves all as it is.
  void restore(std::int64_t rows) {
    if (rows > 0) {
      size_ = std::min(rows, most_);
    }
  }

  // False when it cannot be smaller.
  bool shrink() {
    quick_pages_ = 0;
    if (size_ == 1) {
      return false;
    }
    size_ /= 2;
    return true;
  }

  void worked(std::chrono::milliseconds took) {
    quick_pages_ = took < kQuick ? quick_pages_ + 1 : 0;
    if (quick_pages_ == kQuickPages) {
      quick_pages_ = 0;
      size_ = std::min(size_ + kStep, most_);
    }
  }

 private:
  static constexpr std::chrono::milliseconds kQuick{4000};
  static constexpr int kQuickPages = 5;
  static constexpr std::int64_t kStep = 4;

  std::int64_t size_;
  std::int64_t most_;
  int quick_pages_ = 0;
};

}  // namespace shiplog
