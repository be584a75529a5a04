#include "services/import_git/import_notes.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/git/git_history.h"
#include "sources/git/git_repository.h"

namespace shiplog {
namespace {

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::vector<std::string> import_notes(const GitRepository& repository,
                                      const HistorySummary& history, std::int64_t skipped_tags) {
  std::vector<std::string> notes;
  if (!repository.tip) {
    notes.push_back("the default branch has no commits yet");
  }
  if (history.cut_off > 0) {
    notes.push_back(fmt::format(
        "the clone is shallow: the history before {} is missing, so changes and deployments "
        "there cannot be told, and these commits have no line counts; git fetch --unshallow "
        "brings it",
        counted(history.cut_off, "commit", "commits")));
  }
  if (repository.is_partial) {
    notes.push_back(
        "the clone is partial: the contents of files are on the server, so lines are not "
        "counted and sizes are unknown; a full clone has them");
  }
  if (history.uncounted > 0) {
    notes.push_back(fmt::format(
        "{} could not be compared, since objects are missing, and have no line counts; git fsck "
        "tells which",
        counted(history.uncounted, "commit", "commits")));
  }
  if (history.impossible_times > 0) {
    notes.push_back(fmt::format("{} a time outside the years 1 to 9999, which is left out",
                                counted(history.impossible_times, "commit has", "commits have")));
  }
  if (history.repeated_numbers > 0) {
    notes.push_back(
        fmt::format("{} the number of an earlier pull request and counted as direct pushes",
                    counted(history.repeated_numbers, "commit repeats", "commits repeat")));
  }
  if (skipped_tags > 0) {
    notes.push_back(fmt::format("{} to no commit with a date and left out",
                                counted(skipped_tags, "tag leads", "tags lead")));
  }
  return notes;
}

}  // namespace shiplog
