#include "sources/git/remote_name.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(RemoteName, IsTheLastTwoPartsOfAUrl) {
  for (const char* url :
       {"https://github.com/redis/redis.git", "https://github.com/redis/redis",
        "https://github.com/redis/redis/", "git@github.com:redis/redis.git",
        "ssh://git@github.com/redis/redis.git", "ssh://git@github.com:22/redis/redis",
        "git://github.com/redis/redis.git", "github.com:redis/redis",
        "https://gitlab.example.com/group/redis/redis.git?ref=main"}) {
    EXPECT_EQ(name_from_remote(url), "redis/redis") << url;
  }
}

TEST(RemoteName, HoldsNothingOfAPassword) {
  EXPECT_EQ(name_from_remote("https://ada:hunter2@github.com/redis/redis.git"), "redis/redis");
  EXPECT_EQ(name_from_remote("https://ada:hunter2@github.com"), std::nullopt);
  EXPECT_EQ(name_from_remote("https://ada:hunter2@github.com/redis"), std::nullopt);
}

TEST(RemoteName, IsAbsentForWhatNamesNoOwner) {
  for (const char* url :
       {"", "/srv/git/redis.git", "../redis", "file:///srv/git/redis.git", "https://github.com/",
        "host:redis", "https://h/a b/c", "./a:b/c", "https://github.com/redis/..", ":/", "://"}) {
    EXPECT_EQ(name_from_remote(url), std::nullopt) << url;
  }
}

TEST(RemoteName, IsOfTheFolderWhereThereIsNoRemote) {
  EXPECT_EQ(name_from_folder("/home/ada/redis"), "local/redis");
  EXPECT_EQ(name_from_folder("/home/ada/redis/"), "local/redis");
  EXPECT_EQ(name_from_folder("/srv/redis.git"), "local/redis");
  EXPECT_EQ(name_from_folder("/srv/my \xFF project"), "local/my---project");
  EXPECT_EQ(name_from_folder("/"), "local/repository");
}

TEST(RemoteName, TellsARepositorysName) {
  EXPECT_TRUE(is_repository_name("redis/redis.py"));
  for (const char* name : {"redis", "redis/", "/redis", "a/b/c", "a b/c", "../c", ""}) {
    EXPECT_FALSE(is_repository_name(name)) << name;
  }
}

}  // namespace
}  // namespace shiplog
