// Decoding: what every decoder needs besides the JSON.

#pragma once

#include <string_view>

#include "sources/github/decode/actor_book.h"
#include "sources/github/decode/oddities.h"

namespace shiplog {

struct Decoding {
  std::string_view repository = {};  // The id of the repository that the reply is about.
  ActorBook& people;
  Oddities& oddities;
};

}  // namespace shiplog
