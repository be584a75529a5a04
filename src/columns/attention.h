// Attention: what other humans gave to each pull request before it ended.

#pragma once

#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/work_tables.h"

namespace shiplog {

struct Attention {
  AttentionTable<Grown> table = {};
  RemarkTable<Grown> remarks = {};
};

// A round: changes are requested, and then it is pushed again (by force, or with a commit of
// a later time); requests before the same push are one. O(remarks log remarks).
Attention find_attention(const RepositoryFacts& facts, const PeopleRows& people,
                         const ChangeRows& changes, bool bot_reviews);

}  // namespace shiplog
