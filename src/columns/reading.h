// Reading: how facts are read before they are laid out in columns.
//
// Whatever changes what is derived from the same facts is here, so columns built
// under one reading are never mistaken for another's.

#pragma once

#include <string>
#include <vector>

#include "domain/timestamp.h"

namespace shiplog {

struct Reading {
  // The clock cuts the facts: what happens later has not happened. kNever: nothing
  // is cut, which is the reading for a clock that is later than every fact.
  Timestamp now = kNever;

  // Whether reviews, comments and approvals of bots count as a human's do.
  bool bot_reviews = false;

  // Logins matching one of these are bots', besides those that end in "[bot]" and
  // those that the source calls bots. Regular expressions (ECMAScript), ignoring case.
  std::vector<std::string> bot_logins = {};

  // Issues with such a label are incidents; changes with such a label or head branch
  // are hotfixes. Searched, ignoring case.
  std::string incident_label = "^(incident|outage|sev[-_ ]?[0-4]|p0)";
  std::string hotfix = "^hot-?fix";

  // Environments of production. Which deployments a question counts is the question's
  // choice; this only says whether a deployment that claims to fix another can have: one
  // to the same environment, or both to production.
  std::string production = "^(prod|production|live)([^a-z]|$)";

  friend bool operator==(const Reading&, const Reading&) = default;
};

}  // namespace shiplog
