// Pull requests: GitHub's JSON → the pull request's own fact, its reviews and its comments.
//
// A list that is longer than what fits in one reply comes in parts. So a pull request is first
// collected, part by part, and told when it is whole: nothing half is ever stored.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

class PullRequestParts {
 public:
  // From a node with the scalars and the first part of each list. Absent when it lacks what
  // every pull request has: its id, number and times.
  static std::optional<PullRequestParts> begin(Json node, const Decoding& decoding);

  // The parts after the cursors below, of the same pull request.
  void add(Json node, const Decoding& decoding);

  const std::string& id() const { return pull_.id; }
  const Moment& updated_at() const { return pull_.updated_at; }

  bool is_whole() const { return is_whole_; }
  // Where the next part of each list begins. A list that has ended keeps its last cursor,
  // after which nothing comes.
  struct Cursors {
    Text labels = {};
    Text issues = {};
    Text timeline = {};
  };
  const Cursors& next() const { return next_; }

  // Appends the facts.
  void tell(std::vector<FactRecord>& records) &&;

 private:
  void add_lists(Json node, const Decoding& decoding);
  void add_timeline_item(Json item, const Decoding& decoding);
  void add_commit(Json commit, const Decoding& decoding);
  void add_review(Json item, const Decoding& decoding);
  void add_comment(Json item, const Decoding& decoding);
  bool add_event(Json item, const Decoding& decoding);

  PullRequest pull_ = {};
  std::vector<FactRecord> conversation_ = {};
  Cursors next_ = {};
  bool is_whole_ = false;
};

}  // namespace shiplog
