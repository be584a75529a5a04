// The page that the program carries: the files of web/dist, made by tools/embed_page.mjs.

#pragma once

#include <span>

#include "api/static_files.h"

namespace shiplog {

std::span<const api::EmbeddedFile> embedded_page();

}  // namespace shiplog
