#include "services/corrections/target.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/repository_names/repository_names.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

// "acme/api#12".
struct Numbered {
  std::string repository = {};
  std::int64_t number = 0;
  std::optional<FactKind> kind = {};  // Where an address says it.
};

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data(), end, number);
  const bool is_whole = problem == std::errc() && stopped == end && number > 0;
  return is_whole ? std::optional(number) : std::nullopt;
}

// "https://github.com/acme/api/pull/12" → "acme/api".
std::string repository_in(std::string_view address) {
  const std::size_t host = address.find("://");
  const std::size_t path = host == std::string_view::npos ? 0 : address.find('/', host + 3) + 1;
  return std::string(address.substr(path));
}

std::optional<Numbered> numbered(std::string_view name) {
  struct Separator {
    std::string_view text = {};
    std::optional<FactKind> kind = {};
  };
  constexpr std::array<Separator, 3> kSeparators = {
      {{.text = "#"}, {"/pull/", FactKind::PullRequest}, {"/issues/", FactKind::Issue}}};
  for (const auto& [text, kind] : kSeparators) {
    const std::size_t at = name.rfind(text);
    if (at == std::string_view::npos) {
      continue;
    }
    if (const auto number = number_of(name.substr(at + text.size()))) {
      return Numbered{
          .repository = repository_in(name.substr(0, at)), .number = *number, .kind = kind};
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> number_in(const Fact& fact) {
  if (const auto* pull = std::get_if<PullRequest>(&fact)) {
    return pull->number;
  }
  const auto* const issue = std::get_if<Issue>(&fact);
  return issue == nullptr ? std::nullopt : std::optional(issue->number);
}

// Ends a scan once what was looked for is there.
Error found_it() { return {ErrorCode::Cancelled, {}}; }

Result<std::optional<std::string>> id_of_number(FactStore& store, FactKind kind,
                                                const std::string& repository,
                                                std::int64_t number) {
  std::optional<std::string> id;
  FactReader reader;
  const auto look = [&](const FactRecord& record) -> Result<Unit> {
    if (record.kind != kind) {
      return Unit{};
    }
    const Fact fact = TRY(reader.read_stored(record.line));
    if (number_in(fact) != number) {
      return Unit{};
    }
    id = record.key;
    return found_it();
  };
  Result<Unit> scanned = store.scan_repository(repository, look);
  if (!scanned && !id) {
    return std::move(scanned).error();
  }
  return id;
}

Result<std::optional<Target>> find_numbered(FactStore& store, std::span<const FactKind> kinds,
                                            const Numbered& wanted) {
  const std::vector<RepositoryName> names = TRY(repository_names(store));
  bool is_known = false;
  for (const RepositoryName& name : names) {
    if (!name.is_called(wanted.repository)) {
      continue;
    }
    is_known = true;
    for (const FactKind kind : kinds) {
      const bool has_number = kind == FactKind::PullRequest || kind == FactKind::Issue;
      if (!has_number || (wanted.kind && *wanted.kind != kind)) {
        continue;
      }
      if (auto id = TRY(id_of_number(store, kind, name.id, wanted.number))) {
        return std::optional(Target{.of = kind, .id = *std::move(id), .repository = name.id});
      }
    }
  }
  if (!is_known) {
    return unknown_repository(wanted.repository, names, store);
  }
  return std::optional<Target>();
}

constexpr std::size_t kShortestSha = 7;

// A commit's key is its repository and its sha.
Result<std::optional<Target>> find_commit(FactStore& store, std::string_view sha) {
  std::vector<std::string> found;
  if (sha.size() < kShortestSha) {
    return std::optional<Target>();
  }
  const auto look = [&](const FactRecord& record) -> Result<Unit> {
    const std::string_view own = std::string_view(record.key).substr(record.key.find('\x1f') + 1);
    if (own.starts_with(sha) && std::ranges::find(found, own) == found.end()) {
      found.emplace_back(own);
    }
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Commit, look));
  if (found.size() > 1 && std::ranges::find(found, sha) == found.end()) {
    return Error{ErrorCode::InvalidInput,
                 "several commits begin with " + in_quotes(sha) + "; give more of the sha"};
  }
  if (found.empty()) {
    return std::optional<Target>();
  }
  return std::optional(
      Target{.of = FactKind::Commit, .id = found.size() == 1 ? found.front() : std::string(sha)});
}

Result<std::optional<Target>> find_by_id(FactStore& store, std::span<const FactKind> kinds,
                                         std::string_view id) {
  for (const FactKind kind : kinds) {
    if (kind == FactKind::Commit) {
      if (auto commit = TRY(find_commit(store, id))) {
        return commit;
      }
      continue;
    }
    const std::vector<bool> known = TRY(store.has(kind, {std::string(id)}));
    if (known.front()) {
      return std::optional(Target{.of = kind, .id = std::string(id)});
    }
  }
  return std::optional<Target>();
}

std::string words_for(std::span<const FactKind> kinds) {
  std::string words;
  for (const FactKind kind : kinds) {
    std::string word(kind_name(kind));
    std::ranges::replace(word, '_', ' ');
    words += words.empty() ? "" : kind == kinds.back() ? " or " : ", ";
    words += word;
  }
  return words;
}

}  // namespace

std::span<const FactKind> excludable_kinds() {
  static constexpr std::array kKinds = {
      FactKind::PullRequest, FactKind::Deployment,  FactKind::Release, FactKind::Incident,
      FactKind::Issue,       FactKind::WorkflowRun, FactKind::Commit};
  return kKinds;
}

std::span<const FactKind> deployed_kinds() {
  static constexpr std::array kKinds = {FactKind::Deployment, FactKind::Release,
                                        FactKind::PullRequest};
  return kKinds;
}

std::span<const FactKind> incident_kinds() {
  static constexpr std::array kKinds = {FactKind::Incident, FactKind::Issue};
  return kKinds;
}

Result<Target> find_target(FactStore& store, std::span<const FactKind> kinds,
                           std::string_view name) {
  std::optional<Target> found = TRY(find_by_id(store, kinds, name));
  if (const std::optional<Numbered> wanted = numbered(name); !found && wanted) {
    found = TRY(find_numbered(store, kinds, *wanted));
  }
  if (!found) {
    return Error{ErrorCode::NotFound, store.name() + " has no " + words_for(kinds) + " " +
                                          in_quotes(name) +
                                          "; 'shiplog explain' and 'shiplog export' tell ids"};
  }
  found->name = name;
  return *std::move(found);
}

}  // namespace shiplog
