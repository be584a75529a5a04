// Decoding: what every decoder needs besides the JSON.

#pragma once

#include <string_view>

#include "sources/github/decode/oddities.h"
#include "sources/github/decode/people.h"

namespace shiplog {

struct Decoding {
  std::string_view repository = {};  // The id of the repository that the reply is about.
  People& people;
  Oddities& oddities;
};

}  // namespace shiplog
