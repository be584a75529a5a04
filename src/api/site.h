// Site: what the server serves: the routes of the API and the page, behind the rules of
// access, with answers cached.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "api/access.h"
#include "api/answer_cache.h"
#include "api/http/application.h"
#include "api/http/encoding.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/router.h"
#include "api/server_figures.h"
#include "api/static_files.h"
#include "base/error.h"
#include "base/result.h"

namespace shiplog::api {

struct SiteOptions {
  AccessRules access = {};
  // Of the data as it is now: cheap, and safe to ask from any thread. 0: there are none yet.
  std::function<std::uint64_t()> generation = {};
  Compress compress = {};
  // Told of each Internal error, whose cause the client is not told.
  std::function<void(const Error& error, const Request& request)> on_failure = {};
  std::size_t cache_bytes_max = std::size_t{32} << 20U;
};

// Borrows the files and the figures.
class Site final : public Application {
 public:
  Site(std::vector<Route> routes, const StaticFiles& files, SiteOptions options,
       ServerFigures& figures);

  Decision decide(Request& head) override;

 private:
  Decision decide_route(Request& head);
  Response page(const Request& head) const;
  Result<std::string> key_of(const Route& route, const Request& head) const;
  Decision decide_cached(const Route& route, const Request& head);
  Work work_for(const Route& route) const;

  Access access_;
  Router router_;
  const StaticFiles& files_;
  std::function<std::uint64_t()> generation_;
  Compress compress_;
  AnswerCache cache_;
};

}  // namespace shiplog::api
