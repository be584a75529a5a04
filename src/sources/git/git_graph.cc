#include "sources/git/git_graph.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/check.h"
#include "sources/git/object_id.h"

namespace shiplog {
namespace {

constexpr std::size_t kSlotsAtFirst = 1024;

}  // namespace

std::size_t GitGraph::slot_of(const ObjectId& id) const {
  std::size_t slot = hash_of(id) & (slots_.size() - 1);
  while (slots_[slot] != 0 && nodes_[slots_[slot] - 1].id != id) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slot;
}

void GitGraph::grow() {
  slots_.assign(slots_.empty() ? kSlotsAtFirst : slots_.size() * 2, 0);
  for (CommitIndex commit = 0; commit < nodes_.size(); ++commit) {
    slots_[slot_of(nodes_[commit].id)] = commit + 1;
  }
}

CommitIndex GitGraph::intern(const ObjectId& id) {
  if ((nodes_.size() + 1) * 2 > slots_.size()) {
    grow();
  }
  const std::size_t slot = slot_of(id);
  if (slots_[slot] == 0) {
    nodes_.push_back(Node{.id = id});
    slots_[slot] = static_cast<CommitIndex>(nodes_.size());
  }
  return slots_[slot] - 1;
}

std::optional<CommitIndex> GitGraph::find(const ObjectId& id) const {
  if (slots_.empty()) {
    return std::nullopt;
  }
  const CommitIndex found = slots_[slot_of(id)];
  if (found == 0) {
    return std::nullopt;
  }
  return found - 1;
}

CommitIndex GitGraph::add(const ObjectId& id, std::string_view parent_shas) {
  const CommitIndex commit = intern(id);
  const std::size_t begin = parents_.size();
  while (!parent_shas.empty()) {
    const std::size_t length = std::min(parent_shas.find(' '), parent_shas.size());
    const std::optional<ObjectId> parent = parse_object_id(parent_shas.substr(0, length));
    CHECK(parent.has_value());
    parents_.push_back(intern(*parent));
    parent_shas.remove_prefix(std::min(length + 1, parent_shas.size()));
  }
  Node& node = nodes_[commit];
  node.parents_begin = static_cast<std::uint32_t>(begin);
  node.parents_count = static_cast<std::uint32_t>(parents_.size() - begin);
  node.is_read = true;
  return commit;
}

std::span<const CommitIndex> GitGraph::parents(CommitIndex commit) const {
  const Node& node = nodes_[commit];
  return std::span(parents_).subspan(node.parents_begin, node.parents_count);
}

}  // namespace shiplog
