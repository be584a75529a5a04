// GitRepository: a clone on this machine, and what must be known before reading it.

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

struct GitRepository {
  std::filesystem::path git_dir = {};
  std::string name = {};  // "owner/name", and the repository's id.

  // Absent when HEAD is detached.
  Text default_branch = {};
  // The sha of its newest commit; absent for a repository without any.
  Text tip = {};

  // Commits at which a shallow clone was cut off, sorted; empty for a whole one.
  std::vector<std::string> shallow = {};
  // A partial clone: the contents of files were left on the server.
  bool is_partial = false;
};

// Opens a clone: bare or not, a linked work tree, a submodule. The path is its folder or its
// git directory, not a folder within. The default branch is the one of the remote "origin"
// where the clone knows it, else what HEAD is on.
//
// `name` overrides the one that origin's URL or the folder tells. NotFound for a path that
// is not there, InvalidInput for what is no repository and for a name that is not
// "owner/name".
Result<GitRepository> open_git_repository(const std::filesystem::path& path, const Text& name);

// Whether `older` is on the chain of first parents below `newer`; false when it is unknown.
Result<bool> is_on_first_parents(const GitRepository& repository, const std::string& older,
                                 const std::string& newer);

// Whether `older` can be reached from `newer`; false when either is unknown.
Result<bool> is_ancestor(const GitRepository& repository, const std::string& older,
                         const std::string& newer);

}  // namespace shiplog
