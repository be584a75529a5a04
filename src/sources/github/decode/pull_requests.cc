#include "sources/github/decode/pull_requests.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "domain/fact_record.h"
#include "domain/fact_shape.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/list_part.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

struct EventName {
  std::string_view github = {};
  std::string_view fact = {};
};
constexpr std::array<EventName, 11> kEventNames = {{
    {"ReadyForReviewEvent", "ready_for_review"},
    {"ConvertToDraftEvent", "converted_to_draft"},
    {"ReviewRequestedEvent", "review_requested"},
    {"ReviewRequestRemovedEvent", "review_request_removed"},
    {"ClosedEvent", "closed"},
    {"ReopenedEvent", "reopened"},
    {"MergedEvent", "merged"},
    {"HeadRefForcePushedEvent", "force_pushed"},
    {"BaseRefChangedEvent", "base_changed"},
    {"AddedToMergeQueueEvent", "queued"},
    {"RemovedFromMergeQueueEvent", "dequeued"},
}};

void keep_earlier(Moment& earliest, const Moment& moment) {
  if (moment && (!earliest || *moment < *earliest)) {
    earliest = moment;
  }
}

}  // namespace

std::optional<PullRequestParts> PullRequestParts::begin(Json node, const Decoding& decoding) {
  const std::string_view id = node["id"].id();
  const Number number = node["number"].count();
  const Moment updated_at = node["updatedAt"].time();
  if (id.empty() || !number || !updated_at) {
    return std::nullopt;
  }
  PullRequestParts parts;
  parts.pull_ = {.id = std::string(id),
                 .repository = std::string(decoding.repository),
                 .number = *number,
                 .created_at = node["createdAt"].time(),
                 .title = node["title"].optional_text(),
                 .author = decoding.people.meet(node["author"]),
                 .updated_at = updated_at,
                 .closed_at = node["closedAt"].time(),
                 .merged_at = node["mergedAt"].time(),
                 .merged_by = decoding.people.meet(node["mergedBy"]),
                 .base = node["baseRefName"].optional_text(),
                 .head = node["headRefName"].optional_text(),
                 .head_commit = node["headRefOid"].optional_id(),
                 .is_draft = node["isDraft"].flag(),
                 .additions = node["additions"].count(),
                 .deletions = node["deletions"].count(),
                 .changed_files = node["changedFiles"].count()};
  // An open pull request has a commit of a trial merge here, which is on no branch.
  if (parts.pull_.merged_at) {
    parts.pull_.merge_commit = node["mergeCommit"]["oid"].optional_id();
  }
  parts.pull_.labels.is_given = true;
  parts.pull_.closes_issues.is_given = true;
  parts.pull_.commits.is_given = true;
  parts.pull_.events.is_given = true;
  parts.add_lists(node, decoding);
  return parts;
}

void PullRequestParts::add(Json node, const Decoding& decoding) { add_lists(node, decoding); }

void PullRequestParts::add_lists(Json node, const Decoding& decoding) {
  for (const Json label : node["labels"]["nodes"].items()) {
    if (Text name = label["name"].optional_text()) {
      pull_.labels.push_back(std::move(*name));
    }
  }
  for (const Json issue : node["closingIssuesReferences"]["nodes"].items()) {
    if (Text id = issue["id"].optional_id()) {
      pull_.closes_issues.push_back(std::move(*id));
    }
  }
  for (const Json item : node["timelineItems"]["nodes"].items()) {
    add_timeline_item(item, decoding);
  }
  const bool labels_end = ends_here(node["labels"], next_.labels);
  const bool issues_end = ends_here(node["closingIssuesReferences"], next_.issues);
  const bool timeline_ends = ends_here(node["timelineItems"], next_.timeline);
  is_whole_ = labels_end && issues_end && timeline_ends;
}

void PullRequestParts::add_timeline_item(Json item, const Decoding& decoding) {
  const std::string_view type = item["__typename"].text();
  if (type == "PullRequestCommit") {
    add_commit(item["commit"], decoding);
  } else if (type == "PullRequestReview") {
    add_review(item, decoding);
  } else if (type == "IssueComment") {
    add_comment(item, decoding);
  } else if (!add_event(item, decoding)) {
    decoding.oddities.count("timeline item", type);
  }
}

void PullRequestParts::add_commit(Json commit, const Decoding& decoding) {
  const std::string_view sha = commit["oid"].id();
  if (sha.empty()) {
    return;
  }
  pull_.commits.push_back({.sha = std::string(sha),
                           .authored_at = commit["authoredDate"].time(),
                           .committed_at = commit["committedDate"].time(),
                           .author = decoding.people.meet_author(commit["author"])});
}

void PullRequestParts::add_review(Json item, const Decoding& decoding) {
  const std::string_view id = item["id"].id();
  const Moment submitted_at = item["submittedAt"].time();
  if (id.empty() || !submitted_at) {
    return;  // Still being written, and seen by its author alone.
  }
  std::string state = lower_case(item["state"].text());
  if (std::find(kReviewStates.begin(), kReviewStates.end(), state) == kReviewStates.end()) {
    decoding.oddities.count("state of a review", state);
    state = "commented";  // A review, but no verdict that we could tell.
  }
  conversation_.push_back(to_record(Review{.id = std::string(id),
                                           .pull_request = pull_.id,
                                           .submitted_at = *submitted_at,
                                           .state = std::move(state),
                                           .author = decoding.people.meet(item["author"])}));
}

void PullRequestParts::add_comment(Json item, const Decoding& decoding) {
  const std::string_view id = item["id"].id();
  const Moment created_at = item["createdAt"].time();
  if (id.empty() || !created_at) {
    return;
  }
  conversation_.push_back(to_record(Comment{.id = std::string(id),
                                            .pull_request = pull_.id,
                                            .created_at = *created_at,
                                            .author = decoding.people.meet(item["author"])}));
}

// False for an item of no known type.
bool PullRequestParts::add_event(Json item, const Decoding& decoding) {
  const std::string_view type = item["__typename"].text();
  const auto* const name =
      std::find_if(kEventNames.begin(), kEventNames.end(),
                   [type](const EventName& each) { return each.github == type; });
  const Moment at = item["createdAt"].time();
  if (name == kEventNames.end() || !at) {
    return false;
  }
  PullRequestEvent event = {
      .type = std::string(name->fact), .at = *at, .actor = decoding.people.meet(item["actor"])};
  if (const Json reviewer = item["requestedReviewer"]) {
    const bool is_team = reviewer["__typename"].text() == "Team";
    event.subject = is_team ? reviewer["id"].optional_id() : decoding.people.meet(reviewer);
  } else {
    event.subject = item["currentRefName"].optional_text();
  }
  pull_.events.push_back(std::move(event));

  if (pull_.merged_at && !pull_.merge_commit) {
    pull_.merge_commit = item["mergeCommit"]["oid"].optional_id();
  }
  // What a force push took away was once a version of this pull request.
  const Json before = item["beforeCommit"];
  keep_earlier(pull_.earliest_commit_at, before["authoredDate"].time());
  keep_earlier(pull_.earliest_commit_at, before["committedDate"].time());
  return true;
}

void PullRequestParts::tell(std::vector<FactRecord>& records) && {
  records.push_back(to_record(std::move(pull_)));
  std::move(conversation_.begin(), conversation_.end(), std::back_inserter(records));
}

}  // namespace shiplog
