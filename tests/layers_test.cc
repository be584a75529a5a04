// Reads src/layers.txt and every #include under src/, and fails on an edge the
// plan does not allow. It also fails on a cycle in the plan itself.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

using Plan = std::map<std::string, std::set<std::string>>;

Plan read_plan(const fs::path& path) {
  Plan plan;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (line.starts_with('#') || colon == std::string::npos) {
      continue;
    }
    std::istringstream rooms(line.substr(colon + 1));
    auto& allowed = plan[line.substr(0, colon)];
    for (std::string room; rooms >> room;) {
      // A room may only name rooms above it in the file, so the plan has no cycle.
      EXPECT_TRUE(plan.contains(room)) << line;
      allowed.insert(room);
    }
  }
  return plan;
}

void expect_edges_in_plan(const fs::path& file, const std::string& room, const Plan& plan) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("#include \"")) {
      continue;
    }
    const std::string target = line.substr(10, line.find('/') - 10);
    if (target == "tests" && file.stem().string().ends_with("_test")) {
      continue;
    }
    const bool allowed = target == room || plan.at(room).contains(target);
    EXPECT_TRUE(allowed) << file << ": " << room << " may not include from " << target;
  }
}

TEST(Layers, EveryIncludeFollowsThePlan) {
  const fs::path source = fs::path(SOURCE_DIR) / "src";
  const Plan plan = read_plan(source / "layers.txt");
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cc") {
      continue;
    }
    const std::string room = fs::relative(entry.path(), source).begin()->string();
    ASSERT_TRUE(plan.contains(room)) << room << " is not in layers.txt";
    expect_edges_in_plan(entry.path(), room, plan);
  }
}

}  // namespace
