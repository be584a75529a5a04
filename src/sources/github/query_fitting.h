// QueryFitting: makes a query fit a GitHub that does not know all of it.
//
// GitHub Enterprise Server is older than github.com and refuses a whole query for one field
// that it has not heard of. Lines of our queries that end in `# optional` can be done
// without: once the server has complained of a name, the lines with it are left out.

#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace shiplog {

// What one host has been found not to know. Safe to use from many threads.
class QueryFitting {
 public:
  // The document for this host, without its comments and indentation.
  std::string fit(std::string_view document) const;

  // The host does not know this field, type or argument. When the document then fits as it
  // did before, it cannot do without.
  void learn(std::string_view name);

  // What is left out, for a person.
  std::set<std::string, std::less<>> unknown_names() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string, std::less<>> unknown_ = {};
};

}  // namespace shiplog
