#include "sources/github/feeds/walk_cursor.h"

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "sources/github/feeds/cursor_text.h"
#include "sources/github/json.h"

namespace shiplog {
std::string WalkCursor::text() const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  say(json, "after", after);
  say(json, "safe", safe);
  say(json, "safe_at", safe_at);
  say(json, "backward", is_backward);
  say(json, "back_to", back_to);
  say(json, "forward_from", forward_from);
  say(json, "since", since);
  say(json, "first_pass", is_first_pass);
  say(json, "ended", has_ended);
  say(json, "read", read);
  say(json, "page_size", page_size);
  say(json, "pending", pending);
  say(json, "queue", queue);
  json.end_object();
  return out;
}

Result<WalkCursor> WalkCursor::parse(std::string_view text) {
  JsonDocument document;
  const auto json = document.parse(text);
  if (!json) {
    return Error{ErrorCode::InvalidInput, "the stored cursor is no cursor of this feed"};
  }
  return WalkCursor{.after = (*json)["after"].optional_text(),
                    .safe = (*json)["safe"].optional_text(),
                    .safe_at = (*json)["safe_at"].time(),
                    .is_backward = (*json)["backward"].is_true(),
                    .back_to = (*json)["back_to"].time(),
                    .forward_from = (*json)["forward_from"].optional_text(),
                    .since = (*json)["since"].time(),
                    .is_first_pass = (*json)["first_pass"].is_true(),
                    .has_ended = (*json)["ended"].is_true(),
                    .read = (*json)["read"].count().value_or(0),
                    .page_size = (*json)["page_size"].count().value_or(0),
                    .pending = texts_of((*json)["pending"]),
                    .queue = texts_of((*json)["queue"])};
}

}  // namespace shiplog
