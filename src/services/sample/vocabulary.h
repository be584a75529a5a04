// The words of the sample: names of people, teams and repositories, and what they say
// they did. Each text follows from a number, so that it need not be kept.

#pragma once

#include <cstdint>
#include <string>

namespace shiplog::sample {

struct PersonName {
  std::string full = {};   // "Zoë Müller"
  std::string login = {};  // "zmueller", unlike anybody else's.
};
PersonName person_name(std::int64_t index);

std::string area_name(std::int64_t index);        // "Payments", then "Payments Core" and so on.
std::string repository_name(std::int64_t index);  // "acme/shop"

std::string slug_of(std::string name);  // "Payments Core" -> "payments-core"

std::string change_title(std::uint64_t seed);             // "Add retry to the invoice export"
std::string dependency_update_title(std::uint64_t seed);  // "Bump lodash from 4.17.20 to 4.17.21"
std::string fix_title(std::uint64_t seed);                // "Fix crash in the checkout"
std::string issue_title(std::uint64_t seed);
std::string incident_title(std::uint64_t seed);

}  // namespace shiplog::sample
