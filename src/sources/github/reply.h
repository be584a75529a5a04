// What a reply of GitHub means for whoever asked: one table, first match first.
//
// GitHub speaks by statuses, headers, types, codes and sentences, says the same thing in
// several ways, and says some failures with status 200. Whatever tells them apart stands in
// the table of reply.cc and nowhere else.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/github/github_client.h"
#include "sources/github/reply_signs.h"

namespace shiplog {

enum class ReplyKind : std::uint8_t {
  Ok,
  Partial,       // Data with complaints.
  TooHeavy,      // The same request would fail again; a smaller one may not.
  Silent,        // Nothing came in time: the network, or a page that was too heavy.
  Broken,        // Transient: the same request may work in a while.
  Primary,       // The purse is empty until its reset.
  Secondary,     // Too much in a short time: all requests of the token pause.
  LockedOut,     // Too many bad logins: even good tokens are refused for a while.
  Unauthorized,  // The token does not hold, or no longer.
  ClockSkew,     // What an App signed is too far from the server's clock.
  Refused,       // The token is good, and may not.
  Lost,
  Gone,
  BadCursor,
  OutOfRange,
  Moved,
  UnknownField,  // An older GitHub: complaints name what it does not know.
  OurBug,        // A request that should not have been sent.
  NotGitHub,     // Nothing speaks GitHub's language there.
  Untrusted,     // The certificate does not hold.
  Cancelled,
};

struct ReplyVerdict {
  ReplyKind kind = ReplyKind::Broken;
  std::string_view because = {};  // The row of the table.
};

ReplyVerdict judge(const ReplySigns& signs);

// Every row of the table, in its order.
std::vector<std::string_view> reply_rules();

// The complaints for whoever asked, with what would help.
std::vector<GitHubProblem> problems_of(const ReplySigns& signs);

// What GitHub said, in one line for a message: "Bad credentials (status 401, request
// 8D8C:1F2A)". Without secrets.
std::string words_of(const ReplySigns& signs, std::string_view fault_message);

}  // namespace shiplog
