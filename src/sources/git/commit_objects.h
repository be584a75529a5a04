// Raw objects: what a commit or an annotated tag says in its header lines, for the few that
// the log does not tell enough of.

#pragma once

#include <filesystem>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

// Reads commits and tags, and calls `visit` with each that is there. Not for files: all of
// them together may take 256 MiB.
using ObjectVisitor = FunctionRef<void(std::string_view sha, std::string_view object)>;
Result<Unit> read_objects(const std::filesystem::path& git_dir, const std::set<std::string>& shas,
                          const std::stop_token& stop, ObjectVisitor visit);

// The "parent" lines of a commit, with a space between.
std::string parents_in_object(std::string_view object);

// The date in a tag's "tagger" or a commit's "committer" line. Absent when there is none, or
// nonsense.
Moment date_in_object(std::string_view object);

// The whole sha of the commit that an abbreviation means; absent for none or several. One
// process a question, so it is for few.
Result<Text> find_commit(const std::filesystem::path& git_dir, const std::string& abbreviation);

}  // namespace shiplog
