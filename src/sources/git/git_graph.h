// GitGraph: the commits that were read and their parents, small enough for a million.
//
// Each commit, read or only named as a parent, has an index for as long as the graph lives.
// About 150 bytes a commit.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/facts.h"
#include "sources/git/object_id.h"

namespace shiplog {

using CommitIndex = std::uint32_t;

// What is kept of a commit once its fact is out of the house.
struct CommitDetail {
  std::uint32_t author = 0;  // The caller's own number.
  Moment authored_at = {};
  Moment committed_at = {};
  // Absent, all three, when the diff is unknown; the first two when only names were read.
  Number additions = {};
  Number deletions = {};
  Number changed_files = {};
};

class GitGraph {
 public:
  // The index of a commit, a new one where it was never heard of.
  CommitIndex intern(const ObjectId& id);
  std::optional<CommitIndex> find(const ObjectId& id) const;

  // Tells that a commit has been read. Its parents are those of `shas`, with a space between.
  CommitIndex add(const ObjectId& id, std::string_view parent_shas);

  std::size_t size() const { return nodes_.size(); }
  const ObjectId& id(CommitIndex commit) const { return nodes_[commit].id; }
  bool is_read(CommitIndex commit) const { return nodes_[commit].is_read; }
  std::span<const CommitIndex> parents(CommitIndex commit) const;

  CommitDetail& detail(CommitIndex commit) { return nodes_[commit].detail; }
  const CommitDetail& detail(CommitIndex commit) const { return nodes_[commit].detail; }

 private:
  struct Node {
    ObjectId id = {};
    std::uint32_t parents_begin = 0;
    std::uint32_t parents_count = 0;
    bool is_read = false;
    CommitDetail detail = {};
  };

  std::size_t slot_of(const ObjectId& id) const;
  void grow();

  std::vector<Node> nodes_;
  std::vector<CommitIndex> parents_;
  // Open addressing: an index plus one, zero for an empty slot; a power of two long.
  std::vector<CommitIndex> slots_;
};

}  // namespace shiplog
