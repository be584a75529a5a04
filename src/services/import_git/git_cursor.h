// GitCursor: how far a clone has been read, as the store keeps it under "git:OWNER/NAME".

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/facts.h"

namespace shiplog {

struct GitCursor {
  // Everything that can be reached from here is in the store; absent when nothing is.
  Text tip = {};
  // Where a reading under way was heading. When it was cut short, some of what lies between
  // is in the store.
  Text reading = {};
  Moment since = {};
  // Digests: another value says that there is more to read at an unchanged tip.
  std::string tags = {};
  std::string shallow = {};

  friend bool operator==(const GitCursor&, const GitCursor&) = default;
};

// One line for a person who looks, such as "1 tip=4f8cdc2a… tags=77ab…". The number at its
// start is that of the facts' form: it rises when the same commit gives other facts.
std::string encode(const GitCursor& cursor);

// Absent for another form than today's; the repository is then read as a whole again.
std::optional<GitCursor> decode_git_cursor(std::string_view text);

std::string git_cursor_name(std::string_view repository);

}  // namespace shiplog
