#include "services/views/corrections_view.h"

#include <span>
#include <string>

#include "base/iso_time.h"
#include "base/json_writer.h"
#include "domain/facts.h"
#include "services/corrections/corrections.h"

namespace shiplog {

std::string corrections_json(std::span<const ListedCorrection> corrections) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("corrections").begin_array();
  for (const ListedCorrection& listed : corrections) {
    const Correction& correction = listed.correction;
    json.begin_object().key("id").text(correction.id);
    json.key("at").text(format_time(correction.at)).key("by").text(correction.by);
    json.key("of").text(correction.of).key("target").text(correction.target);
    json.key("name").text(listed.name).key("field").text(correction.field);
    json.key("value").text(correction.value).key("reason").text(correction.reason);
    json.key("in_effect").boolean(listed.is_in_effect).end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace shiplog
