// Services: which of a repository's paths and lines of deployments make up which service.
//
// A service is a repository or, in a monorepo, some of its paths, as the configuration says
// (ServicePaths). A line of deployments may name a service, too, whose paths may not be known.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "metrics/query.h"

namespace shiplog {

// Borrows the shard and the paths.
class ShardServices {
 public:
  ShardServices(const Shard& shard, const ServicePaths& paths);

  // Names by number. The first is what lies on no path of another.
  const std::vector<std::string>& names() const { return names_; }

  // Of what a change touched, as the facts tell: repeated, in no order. That of the first
  // service where nothing is known. Reads the part `work`.
  void add_services_of(Row change, std::vector<std::uint32_t>& numbers) const;

  // The service that a line names; nothing where it names none, and so deploys them all.
  static constexpr std::uint32_t kEvery = 0xFFFFFFFF;
  std::uint32_t service_of_line(Row line) const { return service_of_line_[line]; }

  // Whether a line brings a service's changes to where they run.
  bool brings(Row line, std::uint32_t service) const;

 private:
  std::uint32_t number_of(std::string_view name);

  const Shard& shard_;
  std::vector<std::string> names_;
  std::vector<std::uint8_t> has_paths_;         // By number of the service.
  std::vector<std::uint32_t> service_of_path_;  // By number of the path.
  std::vector<std::uint32_t> service_of_line_;
};

}  // namespace shiplog
