// The name of a repository, "owner/name", from where it was cloned or where it lies.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog {

// The last two components of a remote's URL: https://host/owner/name.git, ssh://…,
// git@host:owner/name. Nothing else of the URL is kept, so no password can be. Absent for a
// path of this machine and for what has fewer than two components.
std::optional<std::string> name_from_remote(std::string_view url);

// "local/" and the folder's name, for a repository that was cloned from nowhere.
std::string name_from_folder(const std::filesystem::path& folder);

// "owner/name": two parts of letters, digits and ._-, neither "." nor "..".
bool is_repository_name(std::string_view name);

}  // namespace shiplog
