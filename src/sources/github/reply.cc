#include "sources/github/reply.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "net/http.h"
#include "sources/github/github_client.h"
#include "sources/github/reply_signs.h"

namespace shiplog {
namespace {

using Signs = const ReplySigns&;
using Words = std::initializer_list<std::string_view>;

bool contains(std::string_view text, std::string_view part) {
  const auto is_same = [](unsigned char a, unsigned char b) {
    const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; };
    return lower(a) == lower(b);
  };
  return !std::ranges::search(text, part, is_same).empty();
}

bool says(Signs signs, Words parts) {
  return std::ranges::any_of(parts, [&signs](std::string_view part) {
    return contains(signs.text_start, part) ||
           std::ranges::any_of(signs.complaints, [part](const GitHubComplaint& complaint) {
             return contains(complaint.message, part);
           });
  });
}

// Types and codes are one set of words, which GitHub puts now here, now there.
bool has_code(Signs signs, Words codes) {
  return std::ranges::any_of(signs.complaints, [codes](const GitHubComplaint& complaint) {
    return std::ranges::any_of(codes, [&complaint](std::string_view code) {
      return complaint.type == code || complaint.code == code;
    });
  });
}

bool refers_to(Signs signs, std::string_view documentation) {
  return std::ranges::any_of(signs.complaints, [documentation](const GitHubComplaint& complaint) {
    return contains(complaint.documentation, documentation);
  });
}

bool is_graphql(Signs signs) { return signs.api == GitHubApi::GraphQl; }
bool is_status(Signs signs, std::initializer_list<int> statuses) {
  return std::ranges::find(statuses, signs.status) != statuses.end();
}
bool is_empty_purse(Signs signs) { return signs.purse.remaining == 0; }
bool is_answer(Signs signs) { return signs.status >= 200 && signs.status < 300; }
// GraphQL answered, and has something to complain about.
bool has_complaints(Signs signs) {
  return is_graphql(signs) && signs.is_object && !signs.complaints.empty();
}

struct Rule {
  std::string_view name = {};
  ReplyKind kind = ReplyKind::Broken;
  bool (*matches)(Signs signs) = nullptr;
};

constexpr Rule kRules[] = {
    // The transport. A gateway's status counts although its body was cut.
    {"stopped", ReplyKind::Cancelled, [](Signs s) { return s.fault == HttpFault::Cancelled; }},
    {"certificate", ReplyKind::Untrusted, [](Signs s) { return s.fault == HttpFault::NotTrusted; }},
    {"silence", ReplyKind::Silent,
     [](Signs s) { return s.fault == HttpFault::TimedOut && s.status == 0; }},
    {"body too long", ReplyKind::TooHeavy,
     [](Signs s) { return s.fault == HttpFault::TooLarge && is_graphql(s); }},
    {"upstream connect error", ReplyKind::Broken,
     [](Signs s) { return s.status >= 500 && says(s, {"upstream connect error"}); }},
    {"GraphQL behind a gateway that gave up", ReplyKind::TooHeavy,
     [](Signs s) {
       return is_graphql(s) && is_status(s, {502, 504}) &&
              (s.fault == HttpFault::None || s.fault == HttpFault::CutShort);
     }},
    {"connection", ReplyKind::Broken, [](Signs s) { return s.fault != HttpFault::None; }},

    // Limits, before what they look like otherwise.
    {"secondary limit", ReplyKind::Secondary,
     [](Signs s) {
       return !is_status(s, {401, 404}) &&
              (says(s, {"secondary rate limit", "abuse detection mechanism"}) ||
               (s.status >= 400 && refers_to(s, "secondary-rate-limit")));
     }},
    {"GraphQL purse", ReplyKind::Primary,
     [](Signs s) {
       return is_graphql(s) && has_code(s, {"RATE_LIMITED", "RATE_LIMIT", "graphql_rate_limit"});
     }},
    {"purse by its words", ReplyKind::Primary,
     [](Signs s) {
       return is_status(s, {403, 429}) &&
              says(s, {"API rate limit exceeded", "API rate limit already exceeded"});
     }},
    {"pause with a time", ReplyKind::Secondary,
     [](Signs s) { return is_status(s, {403, 429}) && s.retry_after.has_value(); }},
    {"purse by its headers", ReplyKind::Primary,
     [](Signs s) { return is_status(s, {403, 429}) && is_empty_purse(s); }},
    {"pause without a time", ReplyKind::Secondary, [](Signs s) { return s.status == 429; }},
    {"too many bad logins", ReplyKind::LockedOut,
     [](Signs s) {
       return s.status == 403 && says(s, {"Maximum number of login attempts exceeded"});
     }},

    // The token.
    {"App's clock", ReplyKind::ClockSkew,
     [](Signs s) {
       return s.status == 401 && says(s, {"'Expiration time' claim", "'Issued at' claim"});
     }},
    {"bad credentials", ReplyKind::Unauthorized, [](Signs s) { return s.status == 401; }},
    {"installation suspended", ReplyKind::Unauthorized,
     [](Signs s) { return s.status == 403 && says(s, {"installation has been suspended"}); }},
    {"repository blocked", ReplyKind::Lost,
     [](Signs s) {
       return s.status == 451 || (s.status == 403 && says(s, {"Repository access blocked"}));
     }},
    {"forbidden", ReplyKind::Refused, [](Signs s) { return s.status == 403; }},

    // GraphQL, most of which comes with status 200.
    {"not of GitHub", ReplyKind::NotGitHub,
     [](Signs s) { return is_graphql(s) && is_status(s, {404, 405}); }},
    {"unknown field", ReplyKind::UnknownField,
     [](Signs s) {
       return has_complaints(s) && !s.has_data &&
              (has_code(s, {"undefinedField", "undefinedType", "argumentNotAccepted"}) ||
               says(s,
                    {"doesn't exist on type", "isn't a defined type", "doesn't accept argument"}));
     }},
    {"resources", ReplyKind::TooHeavy,
     [](Signs s) {
       return has_complaints(s) && has_code(s, {"RESOURCE_LIMITS_EXCEEDED", "TIMEOUT"});
     }},
    {"time", ReplyKind::TooHeavy,
     [](Signs s) {
       return has_complaints(s) &&
              says(s, {"Something went wrong while executing your query",
                       "couldn't respond to your request in time", "Timeout on validation of query",
                       "Resource limits for this query exceeded"});
     }},
    // A bug of ours that the price test should have found; smaller pages get by.
    {"node limit", ReplyKind::TooHeavy,
     [](Signs s) { return has_complaints(s) && has_code(s, {"MAX_NODE_LIMIT_EXCEEDED"}); }},
    {"page bounds", ReplyKind::OurBug,
     [](Signs s) {
       return has_complaints(s) &&
              has_code(s, {"EXCESSIVE_PAGINATION", "MISSING_PAGINATION_BOUNDARIES"});
     }},
    {"cursor", ReplyKind::BadCursor,
     [](Signs s) {
       return has_complaints(s) && (has_code(s, {"INVALID_CURSOR_ARGUMENTS"}) ||
                                    says(s, {"does not appear to be a valid cursor"}));
     }},
    {"data with complaints", ReplyKind::Partial,
     [](Signs s) { return has_complaints(s) && s.has_data; }},
    {"refused by its type", ReplyKind::Refused,
     [](Signs s) {
       return has_complaints(s) && has_code(s, {"FORBIDDEN", "INSUFFICIENT_SCOPES"});
     }},
    {"refused by its words", ReplyKind::Refused,
     [](Signs s) {
       return has_complaints(s) && says(s, {"Resource not accessible by", "SAML enforcement",
                                            "IP allow list", "OAuth App access restrictions",
                                            "Must have push access", "required scopes"});
     }},
    {"not found", ReplyKind::Lost,
     [](Signs s) { return has_complaints(s) && has_code(s, {"NOT_FOUND"}); }},
    {"query not valid", ReplyKind::OurBug,
     [](Signs s) {
       return has_complaints(s) && (s.status == 400 || !s.complaints.front().code.empty());
     }},
    {"complaint without a type", ReplyKind::Broken, has_complaints},

    // REST.
    {"moved", ReplyKind::Moved, [](Signs s) { return is_status(s, {301, 302, 307, 308}); }},
    {"not found by status", ReplyKind::Lost, [](Signs s) { return s.status == 404; }},
    {"gone", ReplyKind::Gone, [](Signs s) { return is_status(s, {409, 410}); }},
    {"out of range", ReplyKind::OutOfRange, [](Signs s) { return s.status == 422; }},
    {"not ready", ReplyKind::Broken, [](Signs s) { return is_status(s, {202, 408, 425}); }},
    {"our request", ReplyKind::OurBug, [](Signs s) { return s.status >= 400 && s.status < 500; }},
    {"server", ReplyKind::Broken, [](Signs s) { return !is_answer(s); }},

    // A success by its status.
    {"no JSON", ReplyKind::Broken, [](Signs s) { return !s.is_json; }},
    {"no data", ReplyKind::Broken, [](Signs s) { return is_graphql(s) && !s.has_data && !s.cost; }},
    {"left out for single sign-on", ReplyKind::Partial,
     [](Signs s) { return s.single_sign_on.starts_with("partial-results"); }},
    {"answer", ReplyKind::Ok, [](Signs) { return true; }},
};

// "required; url=https://…" → "https://…"
std::string_view link_in(std::string_view single_sign_on) {
  constexpr std::string_view kUrl = "url=";
  const std::size_t at = single_sign_on.find(kUrl);
  return at == std::string_view::npos ? std::string_view()
                                      : single_sign_on.substr(at + kUrl.size());
}

std::string remedy_of(const ReplySigns& signs, const GitHubComplaint& complaint) {
  if (const std::string_view link = link_in(signs.single_sign_on); !link.empty()) {
    return "authorise the token for single sign-on at " + std::string(link);
  }
  if (contains(complaint.message, "SAML enforcement")) {
    return "authorise the token for single sign-on in its settings on GitHub";
  }
  if (contains(complaint.message, "IP allow list")) {
    return "ask the organisation's owner to allow the address of this machine";
  }
  if (contains(complaint.message, "OAuth App access restrictions")) {
    return "ask the organisation's owner to approve the app";
  }
  if (is_status(signs, {403, 404}) && !signs.needed_permission.empty()) {
    return "give the token the permission " + signs.needed_permission;
  }
  if (signs.status == 403 && !signs.needed_scopes.empty()) {
    return "give the token one of the scopes " + signs.needed_scopes;
  }
  return {};
}

}  // namespace

ReplyVerdict judge(const ReplySigns& signs) {
  const Rule* rule =
      std::ranges::find_if(kRules, [&signs](const Rule& each) { return each.matches(signs); });
  CHECK(rule != std::end(kRules));  // The last one matches everything.
  return {.kind = rule->kind, .because = rule->name};
}

std::vector<std::string_view> reply_rules() {
  std::vector<std::string_view> names;
  for (const Rule& rule : kRules) {
    names.push_back(rule.name);
  }
  return names;
}

std::vector<GitHubProblem> problems_of(const ReplySigns& signs) {
  std::vector<GitHubProblem> problems;
  for (const GitHubComplaint& complaint : signs.complaints) {
    problems.push_back({.type = complaint.type.empty() ? complaint.code : complaint.type,
                        .message = complaint.message,
                        .path = complaint.path,
                        .remedy = remedy_of(signs, complaint)});
  }
  if (signs.single_sign_on.starts_with("partial-results")) {
    problems.push_back({.type = "SSO_PARTIAL_RESULTS",
                        .message = "GitHub leaves out organisations that the token is not "
                                   "authorised for by single sign-on (" +
                                   signs.single_sign_on + ")",
                        .remedy = "authorise the token for them in its settings on GitHub"});
  }
  return problems;
}

std::string words_of(const ReplySigns& signs, std::string_view fault_message) {
  std::string words;
  if (signs.fault != HttpFault::None) {
    words = fault_message;
  } else if (!signs.complaints.empty() && !signs.complaints.front().message.empty()) {
    words = signs.complaints.front().message;
  } else if (!signs.is_json) {
    words = signs.text_start.empty() ? "an empty reply" : "a reply that is not JSON";
  } else {
    words = "a reply without data";
  }
  while (words.ends_with('.')) {
    words.pop_back();
  }
  std::string details;
  if (signs.status != 0) {
    details = "status " + std::to_string(signs.status);
  }
  if (!signs.request_id.empty()) {
    details += (details.empty() ? "request " : ", request ") + signs.request_id;
  }
  return details.empty() ? words : words + " (" + details + ")";
}

}  // namespace shiplog
