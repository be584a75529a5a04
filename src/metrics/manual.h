// The manual of the metrics, docs/metrics.md, made from the catalog.

#pragma once

#include <string>

namespace shiplog {

std::string metrics_manual();  // Markdown.

}  // namespace shiplog
