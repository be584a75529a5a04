// What every store promises of saved views.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "store/store_contract.h"
#include "store/view_shelf.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class StoreViews : public StoreContract {
 protected:
  ViewShelf& views() { return store().views(); }

  std::vector<std::string> told() {
    std::vector<std::string> all;
    for (const SavedView& view : value_of(another().views().all())) {
      all.push_back(view.name + " " + view.query + " " + view.by + " " +
                    std::to_string(view.at.time_since_epoch().count()));
    }
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(Over, StoreViews, testing::ValuesIn(stores_under_test()), name_of_store);

TEST_P(StoreViews, KeepWhatWasSavedUnderAName) {
  ASSERT_TRUE(
      views().put({.name = "mine", .query = "/dora?p=90", .by = "ada", .at = at_second(1)}));
  ASSERT_TRUE(views().put({.name = "Team Ä", .query = "", .by = "lin", .at = at_second(2)}));
  EXPECT_THAT(told(), ElementsAre("Team Ä  lin 2000000", "mine /dora?p=90 ada 1000000"));
}

TEST_P(StoreViews, ReplaceOneOfTheSameName) {
  ASSERT_TRUE(views().put({.name = "mine", .query = "/dora", .by = "ada", .at = at_second(1)}));
  ASSERT_TRUE(views().put({.name = "mine", .query = "/pulls", .by = "lin", .at = at_second(3)}));
  EXPECT_THAT(told(), ElementsAre("mine /pulls lin 3000000"));
}

TEST_P(StoreViews, ForgetWhatIsRemoved) {
  ASSERT_TRUE(views().put({.name = "mine", .query = "/dora", .by = "ada", .at = at_second(1)}));
  ASSERT_TRUE(views().remove("mine"));
  EXPECT_THAT(told(), IsEmpty());
  EXPECT_EQ(views().remove("mine").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace shiplog
