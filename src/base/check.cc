#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace shiplog {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "shiplog: a bug: CHECK(%s) failed at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace shiplog
