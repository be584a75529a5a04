#include "sources/github/feeds/commit_cursor.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "sources/github/feeds/cursor_text.h"
#include "sources/github/json.h"

namespace shiplog {

std::string CommitCursor::text() const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  say(json, "head", Text(head));
  say(json, "after", after);
  say(json, "complete", Text(complete));
  say(json, "open", open);
  say(json, "met", has_met_complete);
  say(json, "compare_with", Text(compare_with));
  say(json, "reverts", reverts);
  say(json, "since", since);
  say(json, "read", read);
  say(json, "page_size", page_size);
  json.end_object();
  return out;
}

Result<CommitCursor> CommitCursor::parse(std::string_view text) {
  JsonDocument document;
  const auto parsed = document.parse(text);
  if (!parsed) {
    return Error{ErrorCode::InvalidInput, "the stored cursor of commits cannot be read"};
  }
  const Json& json = *parsed;
  return CommitCursor{.head = std::string(json["head"].text()),
                      .after = json["after"].optional_text(),
                      .complete = std::string(json["complete"].text()),
                      .open = texts_of(json["open"]),
                      .has_met_complete = json["met"].is_true(),
                      .compare_with = std::string(json["compare_with"].text()),
                      .reverts = texts_of(json["reverts"]),
                      .since = json["since"].time(),
                      .read = json["read"].count().value_or(0),
                      .page_size = json["page_size"].count().value_or(0)};
}

}  // namespace shiplog
