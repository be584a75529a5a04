#include "metrics/services.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "columns/text_ref.h"
#include "metrics/query.h"

namespace shiplog {
namespace {

// Whether a path lies on another, whole components compared.
bool lies_on(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

}  // namespace

ShardServices::ShardServices(const Shard& shard, const ServicePaths& paths) : shard_(shard) {
  const std::string& repository = shard.full_name;
  const auto whole = paths.find(repository);
  names_.push_back(whole == paths.end() ? repository : whole->second);
  has_paths_.push_back(1);
  std::vector<std::pair<std::string_view, std::uint32_t>> prefixes;  // Within the repository.
  for (auto place = paths.lower_bound(repository + "/");
       place != paths.end() && lies_on(place->first, repository); ++place) {
    const std::uint32_t number = number_of(place->second);
    has_paths_[number] = 1;
    prefixes.emplace_back(std::string_view(place->first).substr(repository.size() + 1), number);
  }
  for (const TextRef ref : shard.lines().service) {
    const std::string_view name = shard.text(ref);
    service_of_line_.push_back(name.empty() ? kEvery : number_of(name));
  }
  if (prefixes.empty()) {
    return;
  }
  for (const TextRef ref : shard.work().touches.paths) {
    const std::string_view path = shard.text(ref);
    std::uint32_t service = 0;
    std::size_t longest = 0;
    for (const auto& [prefix, number] : prefixes) {
      if (lies_on(path, prefix) && prefix.size() > longest) {
        longest = prefix.size();
        service = number;
      }
    }
    service_of_path_.push_back(service);
  }
}

void ShardServices::add_services_of(Row change, std::vector<std::uint32_t>& numbers) const {
  const auto before = numbers.size();
  if (!service_of_path_.empty()) {
    const auto& touches = shard_.work().touches;
    auto row = std::lower_bound(touches.change.begin(), touches.change.end(), change);
    for (; row != touches.change.end() && *row == change; ++row) {
      numbers.push_back(
          service_of_path_[touches.path[static_cast<std::size_t>(row - touches.change.begin())]]);
    }
  }
  if (numbers.size() == before) {
    numbers.push_back(0);
  }
}

bool ShardServices::brings(Row line, std::uint32_t service) const {
  const std::uint32_t named = service_of_line_[line];
  return named == kEvery || named == service || (service == 0 && has_paths_[named] == 0);
}

std::uint32_t ShardServices::number_of(std::string_view name) {
  const auto known = std::find(names_.begin(), names_.end(), name);
  const auto number = static_cast<std::uint32_t>(known - names_.begin());
  if (known == names_.end()) {
    names_.emplace_back(name);
    has_paths_.push_back(0);
  }
  return number;
}

}  // namespace shiplog
