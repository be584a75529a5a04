#include "columns/people_rows.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/string_table.h"
#include "columns/column.h"
#include "columns/people.h"
#include "columns/repository_facts.h"

namespace shiplog {

PeopleRows people_rows(const RepositoryFacts& facts, const People& people) {
  PeopleRows result;
  StringTable humans;
  std::vector<PersonNumber> sorted;
  for (PersonNumber person = 0; person < facts.people.size(); ++person) {
    sorted.push_back(person);
    result.human.push_back(humans.intern(people.find(facts.people.at(person)).human));
  }
  const auto id_of = [&facts](PersonNumber person) { return facts.people.at(person); };
  std::ranges::sort(sorted, {}, id_of);
  result.row_of.resize(sorted.size());
  for (const PersonNumber person : sorted) {
    result.row_of[person] = static_cast<Row>(result.rows.size());
    result.rows.push_back({.id = id_of(person), .account = people.find(id_of(person))});
  }
  return result;
}

}  // namespace shiplog
