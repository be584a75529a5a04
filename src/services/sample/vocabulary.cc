#include "services/sample/vocabulary.h"

#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "services/sample/dice.h"

namespace shiplog::sample {
namespace {

using std::string_view;

struct Word {
  string_view shown = {};
  string_view plain = {};  // As it stands in a login.
};

constexpr std::array kFirstNames = {
    Word{"Ada", "ada"},         Word{"Bruno", "bruno"},   Word{"Chidi", "chidi"},
    Word{"Daniela", "daniela"}, Word{"Emeka", "emeka"},   Word{"Fatima", "fatima"},
    Word{"Giulia", "giulia"},   Word{"Hiroshi", "hiro"},  Word{"Ingrid", "ingrid"},
    Word{"João", "joao"},       Word{"Kavya", "kavya"},   Word{"Liam", "liam"},
    Word{"Mei", "mei"},         Word{"Nadia", "nadia"},   Word{"Olga", "olga"},
    Word{"Pavel", "pavel"},     Word{"Quinn", "quinn"},   Word{"Rania", "rania"},
    Word{"Søren", "soren"},     Word{"Tomás", "tomas"},   Word{"Uma", "uma"},
    Word{"Viktor", "viktor"},   Word{"Wanjiru", "wanji"}, Word{"Ximena", "ximena"},
    Word{"Yusuf", "yusuf"},     Word{"Zoë", "zoe"},       Word{"Aarav", "aarav"},
    Word{"Beatrice", "bea"},    Word{"Cem", "cem"},       Word{"Dmitri", "dmitri"},
    Word{"Elif", "elif"},       Word{"Finn", "finn"},
};

constexpr std::array kLastNames = {
    Word{"Müller", "mueller"},   Word{"Okafor", "okafor"},   Word{"Tanaka", "tanaka"},
    Word{"García", "garcia"},    Word{"Lindqvist", "lind"},  Word{"Rao", "rao"},
    Word{"Novák", "novak"},      Word{"Silva", "silva"},     Word{"Chen", "chen"},
    Word{"O'Brien", "obrien"},   Word{"Haddad", "haddad"},   Word{"Kowalski", "kowalski"},
    Word{"Fischer", "fischer"},  Word{"Mwangi", "mwangi"},   Word{"Johansson", "johansson"},
    Word{"Petrov", "petrov"},    Word{"Rossi", "rossi"},     Word{"Nguyen", "nguyen"},
    Word{"Dubois", "dubois"},    Word{"Yılmaz", "yilmaz"},   Word{"Cohen", "cohen"},
    Word{"van Dijk", "vandijk"}, Word{"Park", "park"},       Word{"Adeyemi", "adeyemi"},
    Word{"Horváth", "horvath"},  Word{"Jensen", "jensen"},   Word{"Sharma", "sharma"},
    Word{"Popescu", "popescu"},  Word{"Morales", "morales"}, Word{"Virtanen", "virtanen"},
    Word{"Brown", "brown"},
};

constexpr std::array<string_view, 24> kAreas = {
    "Payments", "Web",       "Platform",      "Mobile",     "Search",   "Identity",
    "Data",     "Logistics", "Growth",        "Catalog",    "Messages", "Developer Experience",
    "Billing",  "Checkout",  "Notifications", "Pricing",    "Fraud",    "Inventory",
    "Support",  "Media",     "Experiments",   "Compliance", "Partners", "Infrastructure"};

constexpr std::array<string_view, 13> kAreaSuffixes = {
    "Core",   "Interfaces", "Reliability", "Insights", "Operations", "Tools",     "Foundations",
    "Europe", "Americas",   "Asia",        "Labs",     "Security",   "Automation"};

constexpr std::array<string_view, 10> kFirstRepositories = {
    "shop", "edge-gateway",   "ios-app",         "web", "payments", "design-system",
    "api",  "data-warehouse", "legacy-invoices", "sdk"};

constexpr std::array<string_view, 20> kComponents = {
    "api",     "worker",    "service", "client",   "gateway", "scheduler", "importer",
    "console", "library",   "proxy",   "pipeline", "agent",   "store",     "webhooks",
    "reports", "terraform", "charts",  "cli",      "bridge",  "indexer"};

constexpr std::array<string_view, 20> kVerbs = {
    "Add",    "Remove",  "Support",  "Simplify", "Speed up", "Validate", "Log",
    "Cache",  "Extract", "Document", "Retry",    "Limit",    "Show",     "Hide",
    "Rename", "Split",   "Move",     "Test",     "Prepare",  "Clean up"};

constexpr std::array<string_view, 24> kThings = {"invoice export",
                                                 "login form",
                                                 "\"unexpected EOF\" handling",
                                                 "address lookup",
                                                 "price rounding",
                                                 "order history",
                                                 "webhook signatures",
                                                 "session expiry",
                                                 "search suggestions",
                                                 "stock levels",
                                                 "refund flow",
                                                 "image uploads",
                                                 "currency symbols (€, ¥)",
                                                 "retry policy",
                                                 "feature flags",
                                                 "audit trail",
                                                 "rate limits",
                                                 "time zones",
                                                 "shipping labels",
                                                 "health checks",
                                                 "C:\\temp handling",
                                                 "e-mail templates",
                                                 "dark mode",
                                                 "pagination"};

constexpr std::array<string_view, 10> kFaults = {
    "crash",       "time-out",  "memory leak",    "double charge", "wrong total",
    "stale cache", "dead lock", "missing column", "endless loop",  "broken link"};

constexpr std::array<string_view, 12> kPackages = {
    "lodash", "react",  "boost", "openssl", "log4j",  "jackson",
    "vite",   "pytest", "serde", "grpc",    "eslint", "actions/checkout"};

template <std::size_t Size>
string_view word(const std::array<string_view, Size>& words, std::uint64_t& seed) {
  const string_view chosen = words[seed % Size];
  seed = mix(seed);
  return chosen;
}

std::string joined(std::initializer_list<string_view> parts) {
  std::size_t size = 0;
  for (const string_view part : parts) {
    size += part.size();
  }
  std::string text;
  text.reserve(size);
  for (const string_view part : parts) {
    text += part;
  }
  return text;
}

std::size_t name_index(std::int64_t index, std::size_t size) {
  return static_cast<std::size_t>(index) % size;
}

}  // namespace

PersonName person_name(std::int64_t index) {
  // The lists' lengths share no factor, so each pair comes up before any repeats.
  const Word& first = kFirstNames[name_index(index, kFirstNames.size())];
  const Word& last = kLastNames[name_index(index, kLastNames.size())];
  constexpr std::int64_t kPairs = std::int64_t{kFirstNames.size() * kLastNames.size()};
  const std::int64_t round = index / kPairs;
  PersonName name = {.full = joined({first.shown, " ", last.shown}),
                     .login = joined({first.plain, "-", last.plain})};
  if (round > 0) {
    name.login += std::to_string(round + 1);
  }
  return name;
}

std::string area_name(std::int64_t index) {
  const std::int64_t areas = std::int64_t{kAreas.size()};
  std::string name(kAreas[name_index(index, kAreas.size())]);
  const std::int64_t round = index / areas;
  if (round == 0) {
    return name;
  }
  name += " ";
  name += kAreaSuffixes[name_index(round - 1, kAreaSuffixes.size())];
  const std::int64_t lap = (round - 1) / std::int64_t{kAreaSuffixes.size()};
  if (lap > 0) {
    name += " " + std::to_string(lap + 1);
  }
  return name;
}

std::string repository_name(std::int64_t index) {
  const std::int64_t first = std::int64_t{kFirstRepositories.size()};
  if (index < first) {
    return joined({"acme/", kFirstRepositories[static_cast<std::size_t>(index)]});
  }
  const std::int64_t other = index - first;
  const std::int64_t pairs = std::int64_t{kAreas.size() * kComponents.size()};
  const std::int64_t lap = other / std::int64_t{kAreas.size()};
  const std::string area = slug_of(std::string(kAreas[name_index(other, kAreas.size())]));
  const std::int64_t component = other % std::int64_t{kAreas.size()} + lap;
  std::string name =
      joined({"acme/", area, "-", kComponents[name_index(component, kComponents.size())]});
  if (other >= pairs) {
    name += "-" + std::to_string(other / pairs + 1);
  }
  return name;
}

std::string slug_of(std::string name) {
  for (char& letter : name) {
    letter =
        letter == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return name;
}

std::string change_title(std::uint64_t seed) {
  const string_view verb = word(kVerbs, seed);
  return joined({verb, " ", word(kThings, seed)});
}

std::string dependency_update_title(std::uint64_t seed) {
  const string_view package = word(kPackages, seed);
  const std::string minor = std::to_string(seed % 20);
  const std::string old_patch = std::to_string(seed / 20 % 30);
  const std::string new_patch = std::to_string(seed / 20 % 30 + 1);
  return joined(
      {"Bump ", package, " from 4.", minor, ".", old_patch, " to 4.", minor, ".", new_patch});
}

std::string fix_title(std::uint64_t seed) {
  const string_view fault = word(kFaults, seed);
  return joined({"Fix ", fault, " in ", word(kThings, seed)});
}

std::string issue_title(std::uint64_t seed) {
  const string_view fault = word(kFaults, seed);
  return joined({"Seen: ", fault, " in ", word(kThings, seed)});
}

std::string incident_title(std::uint64_t seed) {
  const string_view fault = word(kFaults, seed);
  return joined({"Customers report trouble: ", fault, " in ", word(kThings, seed)});
}

}  // namespace shiplog::sample
