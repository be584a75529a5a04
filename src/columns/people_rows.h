// PeopleRows: everyone whom the facts of a repository name, in the order of the table.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "columns/column.h"
#include "columns/people.h"
#include "columns/repository_facts.h"

namespace shiplog {

struct PeopleRows {
  struct Entry {
    std::string_view id = {};
    Account account = {};
  };
  std::vector<Entry> rows = {};           // Sorted by id.
  std::vector<Row> row_of = {};           // By PersonNumber.
  std::vector<std::uint32_t> human = {};  // By PersonNumber: equal for the same human.

  const Account& account_of(PersonNumber person) const { return rows[row_of[person]].account; }
};

// Borrows both.
PeopleRows people_rows(const RepositoryFacts& facts, const People& people);

}  // namespace shiplog
