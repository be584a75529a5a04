// Corrections: what people put right by hand, the work of `shiplog override` and `shiplog
// exclude` and of whoever else lets people correct.
//
// A correction is a fact like any other, so an export holds all of them, with who, when and
// why. None is ever taken away: one is undone by a later one. columns/corrections.h knows which
// of them are in effect, and docs/facts.md tells what each does.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/snapshot.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/corrections/target.h"
#include "store/fact_store.h"

namespace shiplog {

// Who corrects, why and when. Neither may be empty; the clock is given.
struct Author {
  std::string by = {};
  std::string reason = {};
  Timestamp now = {};
};

// What is to be left out everywhere: a pull request, a direct push by its commit, a
// deployment, a release, an incident, an issue or a workflow run.
//
// InvalidInput when it is of another kind or the author is not told.
Result<Correction> exclude(FactStore& store, const Target& target, const Author& author);

// That a deployment failed, or did not, whatever the evidence says. Where releases or merges
// stand for deployments, it is the release or the pull request.
Result<Correction> override_failure(FactStore& store, const Target& deployment, bool has_failed,
                                    const Author& author);

// Which deployment an incident, or an issue that is one, comes from. InvalidInput when an issue
// is of another repository than the deployment: issues speak of their own only.
Result<Correction> link_incident(FactStore& store, const Target& incident, const Target& deployment,
                                 const Author& author);

// What the facts say counts again. NotFound when there is no such correction, Conflict when it
// is not in effect.
Result<Correction> undo_correction(FactStore& store, std::string_view id, const Author& author);

struct ListedCorrection {
  Correction correction = {};
  bool is_in_effect = false;
  std::string name = {};  // What people call its target: "acme/api#12"; else the id.
};

// All there are, the latest first; named by their ids.
Result<std::vector<ListedCorrection>> list_corrections(FactStore& store);

// Gives the pull requests among them the names that people use. The texts of the snapshot must be
// there. O(changes).
void name_targets(std::vector<ListedCorrection>& corrections, const Snapshot& snapshot);

// "left out", "failed", "did not fail", "caused by D_3", "undone": what it says, in words.
std::string words_of(const Correction& correction);

}  // namespace shiplog
