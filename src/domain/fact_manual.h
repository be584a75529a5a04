// The part of the format's manual, docs/facts.md, that the shapes say: a table of the kinds
// and their fields.

#pragma once

#include <string>

namespace shiplog {

std::string fact_fields_table();  // Markdown.

}  // namespace shiplog
