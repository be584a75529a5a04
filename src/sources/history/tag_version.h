// Whether a tag names a finished version or one on the way to it.

#pragma once

#include <string_view>

namespace shiplog {

// True for what semantic versioning or common usage calls a pre-release: 1.2.0-rc.1,
// v2.0b3, 3.1-alpha, nightly-2024-05-01, 1.0.dev4, go1.21rc2, 7.0-preview. The word must
// follow a digit, a separator or the start and be followed by a digit, a separator or the
// end, so "alphabet-1.0" and "1.0-devon" are none.
bool is_prerelease_tag(std::string_view tag);

}  // namespace shiplog
