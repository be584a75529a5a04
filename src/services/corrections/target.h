// Target: the fact that a correction is about, found by what people call it.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

struct Target {
  FactKind of = FactKind::PullRequest;
  std::string id = {};          // Of a commit: the sha.
  std::string name = {};        // As it was asked for.
  std::string repository = {};  // Its id, where the target belongs to one and that was looked up.
};

// The kinds of what can be left out; of what can have failed; and of what tells of a failure.
std::span<const FactKind> excludable_kinds();
std::span<const FactKind> deployed_kinds();
std::span<const FactKind> incident_kinds();

// `name` is an id, the sha of a commit (seven digits are enough where no other begins so),
// "acme/api#12", or the address of a pull request or issue. Of the kinds it may be, the first
// that knows it.
//
// NotFound when none does, with the nearest repository where it is that which is not known.
Result<Target> find_target(FactStore& store, std::span<const FactKind> kinds,
                           std::string_view name);

}  // namespace shiplog
