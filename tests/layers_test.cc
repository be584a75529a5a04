// Reads src/layers.txt and every #include under src/, and fails on an edge that the
// plan does not allow, on a cycle in the plan itself, and on a third party's header
// outside its leaf folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/source_directory.h"

namespace {

namespace fs = std::filesystem;

struct Plan {
  std::map<std::string, std::set<std::string>> rooms = {};
  // Folder → the headers that only it may include.
  std::map<std::string, std::set<std::string>> leaves = {};
};

std::set<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::set<std::string> words;
  for (std::string word; stream >> word;) {
    words.insert(word);
  }
  return words;
}

Plan read_plan(std::istream& file) {
  Plan plan;
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (line.starts_with('#') || colon == std::string::npos) {
      continue;
    }
    const std::string name = line.substr(0, colon);
    const std::set<std::string> words = words_of(line.substr(colon + 1));
    if (name.starts_with("leaf ")) {
      plan.leaves[name.substr(5)] = words;
      continue;
    }
    for (const std::string& room : words) {
      // A room may only name rooms above it in the file, so the plan has no cycle.
      EXPECT_TRUE(plan.rooms.contains(room)) << line;
    }
    plan.rooms[name] = words;
  }
  return plan;
}

struct SourceFile {
  std::string folder = {};  // "store/sqlite", relative to src/.
  std::string name = {};
  std::istream& text;

  std::string room() const { return folder.substr(0, folder.find('/')); }
  bool is_test() const { return name.find("_test.") != std::string::npos; }
};

bool is_inside(const std::string& folder, const std::string& of) {
  return folder == of || folder.starts_with(of + "/");
}

// Whether the leaf lists this header, or a folder that it is in.
bool lists(const std::set<std::string>& headers, const std::string& included) {
  return std::ranges::any_of(headers, [&included](const std::string& header) {
    return included == header || (header.ends_with('/') && included.starts_with(header));
  });
}

// The leaves that alone may include this header, when the file is in none of them.
std::string leaves_apart(const SourceFile& file, const std::string& included, const Plan& plan) {
  std::string names;
  for (const auto& [leaf, headers] : plan.leaves) {
    if (lists(headers, included)) {
      if (is_inside(file.folder, leaf)) {
        return {};
      }
      names += (names.empty() ? "" : " and ") + leaf;
    }
  }
  return names;
}

// What is wrong with one include, or empty.
std::string complaint(const SourceFile& file, const std::string& included, const Plan& plan) {
  if (const std::string leaves = leaves_apart(file, included, plan); !leaves.empty()) {
    return "only " + leaves + " may include <" + included + ">";
  }
  for (const auto& [leaf, headers] : plan.leaves) {
    const bool reaches_in = included.starts_with(leaf + "/");
    if (reaches_in && !is_inside(file.folder, leaf) && file.room() != "app" && !file.is_test()) {
      return "only app may know " + leaf;
    }
  }
  const std::string target = included.substr(0, included.find('/'));
  const bool is_ours = plan.rooms.contains(target) && included.find('/') != std::string::npos;
  if (!is_ours || target == file.room() || file.is_test()) {
    return {};
  }
  return plan.rooms.at(file.room()).contains(target)
             ? ""
             : file.room() + " may not include from " + target;
}

std::vector<std::string> complaints(const SourceFile& file, const Plan& plan) {
  std::vector<std::string> found;
  for (std::string line; std::getline(file.text, line);) {
    if (!line.starts_with("#include ") || line.size() < 12) {
      continue;
    }
    const std::string included = line.substr(10, line.find_first_of("\">", 10) - 10);
    if (const std::string what = complaint(file, included, plan); !what.empty()) {
      found.push_back(file.folder + "/" + file.name + ": " + what);
    }
  }
  return found;
}

const char* const kSmallPlan =
    "# A comment: with a colon.\n"
    "base:\n"
    "store: base\n"
    "app: base store\n"
    "leaf store/sqlite: sqlite3.h\n"
    "leaf store/files: zlib.h boost/asio/\n"
    "leaf app/files: zlib.h\n";

std::vector<std::string> complaints_about(const std::string& path, const std::string& text) {
  std::istringstream plan(kSmallPlan);
  std::istringstream stream(text);
  const fs::path file(path);
  return complaints({file.parent_path().string(), file.filename().string(), stream},
                    read_plan(plan));
}

TEST(Layers, AllowsWhatThePlanSays) {
  EXPECT_TRUE(
      complaints_about("store/store.cc", "#include \"base/a.h\"\n#include <map>\n").empty());
  EXPECT_TRUE(complaints_about("store/sqlite/s.cc", "#include <sqlite3.h>\n").empty());
  EXPECT_TRUE(complaints_about("app/main.cc", "#include \"store/sqlite/s.h\"\n").empty());
}

TEST(Layers, FindsAnEdgeAgainstThePlan) {
  EXPECT_EQ(complaints_about("base/a.cc", "#include \"store/store.h\"\n").size(), 1U);
  EXPECT_EQ(complaints_about("store/store.cc", "#include <sqlite3.h>\n").size(), 1U);
  EXPECT_EQ(complaints_about("store/store.cc", "#include \"store/sqlite/s.h\"\n").size(), 1U);
}

TEST(Layers, KnowFoldersOfHeadersAndHeadersOfTwoLeaves) {
  EXPECT_EQ(complaints_about("store/s.cc", "#include <boost/asio/ip/tcp.hpp>\n").size(), 1U);
  EXPECT_TRUE(complaints_about("store/s.cc", "#include <boost/math/pi.hpp>\n").empty());
  EXPECT_EQ(complaints_about("store/s.cc", "#include <zlib.h>\n").size(), 1U);
  EXPECT_TRUE(complaints_about("app/files/f.cc", "#include <zlib.h>\n").empty());
  EXPECT_TRUE(complaints_about("store/files/f.cc", "#include <zlib.h>\n").empty());
}

TEST(Layers, EveryIncludeFollowsThePlan) {
  const fs::path source = shiplog::source_directory() / "src";
  std::ifstream plan_file(source / "layers.txt");
  const Plan plan = read_plan(plan_file);
  ASSERT_FALSE(plan.rooms.empty());
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cc") {
      continue;
    }
    std::ifstream stream(entry.path());
    const fs::path path = fs::relative(entry.path(), source);
    const SourceFile file{path.parent_path().string(), path.filename().string(), stream};
    ASSERT_TRUE(plan.rooms.contains(file.room())) << path << " lies in no room of layers.txt";
    for (const std::string& what : complaints(file, plan)) {
      ADD_FAILURE() << what;
    }
  }
}

}  // namespace
