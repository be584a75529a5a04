// Subjects: what several items share, for the statistics that look at how items are spread.

#pragma once

#include <span>
#include <vector>

#include "metrics/evaluation.h"
#include "metrics/formula.h"

namespace shiplog {

// How many items each subject has, ascending; not which subject.
std::vector<double> items_by_subject(std::span<const Subject> subjects);

// How many subjects there are, and of how many all the items are of one holder.
Ratio subjects_of_one_holder(std::span<const Subject> subjects);

}  // namespace shiplog
