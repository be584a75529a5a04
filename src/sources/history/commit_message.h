// What a commit's message says about the work: its subject, the pull request that it
// merged, the commit that it takes back.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog {

// The first paragraph of a message on one line, as git shows it; valid UTF-8 of at most
// kHeadlineBytesMax. Empty for a message of blanks.
inline constexpr std::size_t kHeadlineBytesMax = 1000;
std::string headline_of(std::string_view message);

// A pull request as the message of the commit that merged it names it.
struct PullRequestMention {
  std::int64_t number = 0;
  std::optional<std::string> title = {};
  std::optional<std::string> head = {};  // The branch, without its owner.
};

// "Merge pull request #12 from ada/fix-login", with the title in the first line of the body.
std::optional<PullRequestMention> merged_pull_request(std::string_view message);

// "Fix the login (#12)". The number at the very end of the headline counts, so
// 'Revert "Fix the login (#12)"' is no pull request.
std::optional<PullRequestMention> squashed_pull_request(std::string_view headline);

// The sha after "This reverts commit", in lower case, whole or at least
// kAbbreviatedShaLengthMin of its digits. The first one, where there are several. A title
// alone is no reference.
inline constexpr std::size_t kAbbreviatedShaLengthMin = 7;
std::optional<std::string> reverted_sha(std::string_view message);

}  // namespace shiplog
