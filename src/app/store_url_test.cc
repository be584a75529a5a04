#include "app/store_url.h"

#include <gtest/gtest.h>

#include <string>

namespace shiplog {
namespace {

TEST(StoreUrl, NamesAFileOrADatabase) {
  EXPECT_EQ(parse_store_url("sqlite:/tmp/x.db")->place, "/tmp/x.db");
  EXPECT_EQ(parse_store_url("sqlite:x.db")->kind, StoreKind::Sqlite);
  EXPECT_EQ(parse_store_url("postgresql:///shiplog")->kind, StoreKind::Postgres);
  EXPECT_EQ(parse_store_url("postgres://h/db")->place, "postgres://h/db");
}

TEST(StoreUrl, SaysWhatItShouldLookLike) {
  EXPECT_EQ(parse_store_url("shiplog.db").error().message,
            "a store is sqlite:PATH or postgresql://USER@HOST/DATABASE, not 'shiplog.db'; did you "
            "mean 'sqlite:shiplog.db'?");
  EXPECT_FALSE(parse_store_url("sqlite:"));
  EXPECT_FALSE(parse_store_url(""));
}

TEST(StoreUrl, NeverRepeatsAPassword) {
  EXPECT_EQ(without_password("postgresql://ada:secret@host:5432/db"),
            "postgresql://ada:***@host:5432/db");
  EXPECT_EQ(without_password("postgresql://ada:sec@r/et@host/db"), "postgresql://ada:***@host/db");
  EXPECT_EQ(without_password("postgresql://host/db?user=a&password=secret&x=1"),
            "postgresql://host/db?user=a&password=***&x=1");
  EXPECT_EQ(without_password("host=h password=secret"), "host=h password=***");
  EXPECT_EQ(without_password("postgresql://host:5432/db"), "postgresql://host:5432/db");
  EXPECT_EQ(parse_store_url("mysql://ada:secret@host/db").error().message.find("secret"),
            std::string::npos);
}

}  // namespace
}  // namespace shiplog
