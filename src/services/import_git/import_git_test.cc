#include "services/import_git/import_git.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "base/iso_time.h"
#include "sources/git/scratch_repository.h"
#include "store/memory/memory_store.h"

namespace shiplog {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Lets a number of batches through and then fails for ever: what a killed process leaves.
class FailingWriter final : public FactWriter {
 public:
  FailingWriter(std::unique_ptr<FactWriter> writer, int& batches_left)
      : writer_(std::move(writer)), batches_left_(batches_left) {}
  Result<Applied> apply(Batch batch) override {
    if (batches_left_-- <= 0) {
      return Error{.code = ErrorCode::Unavailable, .message = "the power went out"};
    }
    return writer_->apply(std::move(batch));
  }
  Result<Unit> commit() override { return writer_->commit(); }

 private:
  std::unique_ptr<FactWriter> writer_;
  int& batches_left_;
};

class FailingStore final : public FactStore {
 public:
  FailingStore(FactStore& store, int batches) : store_(store), batches_left_(batches) {}
  std::string name() const override { return store_.name(); }
  Result<std::string> identity() override { return store_.identity(); }
  Result<std::unique_ptr<FactWriter>> open_writer(WriterOptions options) override {
    return std::unique_ptr<FactWriter>(std::make_unique<FailingWriter>(
        TRY(store_.open_writer(std::move(options))), batches_left_));
  }
  Result<std::optional<std::string>> cursor(std::string_view source) override {
    return store_.cursor(source);
  }
  Result<Generation> generation() override { return store_.generation(); }
  Result<Changes> changes_since(Generation from) override { return store_.changes_since(from); }
  Result<std::vector<std::string>> repositories() override { return store_.repositories(); }
  Result<Unit> scan_kind(FactKind kind, RecordVisitor visit) override {
    return store_.scan_kind(kind, visit);
  }
  Result<Unit> scan_repository(std::string_view repository, RecordVisitor visit) override {
    return store_.scan_repository(repository, visit);
  }
  Result<Unit> scan_organisation(RecordVisitor visit) override {
    return store_.scan_organisation(visit);
  }
  Result<Unit> scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) override {
    return store_.scan_owned(kind, owner, visit);
  }
  Result<std::optional<FactRecord>> find(FactKind kind, std::string_view key) override {
    return store_.find(kind, key);
  }
  Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) override {
    return store_.has(kind, keys);
  }
  SyncLog& sync_log() override { return store_.sync_log(); }
  ViewShelf& views() override { return store_.views(); }
  Result<std::vector<std::string>> check() override { return store_.check(); }

 private:
  FactStore& store_;
  int batches_left_;
};

const FixedClock& test_clock() {
  static const FixedClock clock(parse_time("2026-01-01T00:00:00Z").value());
  return clock;
}

Result<GitImportSummary> try_import(FactStore& store, const std::filesystem::path& path,
                                    Moment since = {}, std::size_t batch_records = 2000) {
  return import_git(store, test_clock(),
                    {.path = path,
                     .name = "acme/api",
                     .since = since,
                     .processes = 2,
                     .batch_records = batch_records});
}

GitImportSummary import(FactStore& store, const std::filesystem::path& path, Moment since = {}) {
  Result<GitImportSummary> summary = try_import(store, path, since);
  EXPECT_TRUE(summary.has_value()) << (summary ? "" : summary.error().message);
  return summary ? *summary : GitImportSummary{};
}

std::vector<std::string> lines_of(FactStore& store, FactKind kind) {
  std::vector<std::string> lines;
  const auto take = [&lines](const FactRecord& record) -> Result<Unit> {
    lines.push_back(export_line(record).value());
    return Unit{};
  };
  EXPECT_TRUE(store.scan_kind(kind, take).has_value());
  return lines;
}

std::vector<std::string> export_of(FactStore& store) {
  std::vector<std::string> lines;
  for (const FactKind kind : kinds_by_name()) {
    for (std::string& line : lines_of(store, kind)) {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::vector<std::string> whole_import(const std::filesystem::path& path) {
  MemoryStore store;
  import(store, path);
  return export_of(store);
}

// A history with everything in it: merges, nested ones, squashes, reverts, tags.
std::vector<std::string> make_busy_history(ScratchRepository& scratch) {
  std::vector<std::string> tips;
  tips.push_back(scratch.commit({.files = {{"src/a", "1\n"}}}));
  tips.push_back(scratch.merge_pull_request(1, "src/b", "1\n2\n"));
  tips.push_back(scratch.commit({.message = "Add it (#2)", .files = {{"src/c", "1\n"}}}));
  scratch.commit({.branch = "feature", .files = {{"f", "1\n"}}, .from = "refs/heads/main~1"});
  scratch.commit({.branch = "part", .files = {{"g", "1\n"}}, .from = "refs/heads/feature^0"});
  scratch.commit({.branch = "feature",
                  .message = "Merge pull request #4 from ada/part\n\nA part",
                  .files = {{"g", "1\n"}},
                  .merges = {"refs/heads/part"}});
  tips.push_back(scratch.commit(
      {.message = "Revert \"Add it (#2)\"\n\nThis reverts commit " + tips.back() + ".",
       .files = {{"src/c", ""}},
       .author = "Grace <grace@example.com>"}));
  scratch.git("tag v1.0 " + tips.back());
  tips.push_back(scratch.commit({.message = "Merge pull request #3 from ada/feature",
                                 .files = {{"f", "1\n"}, {"g", "1\n"}},
                                 .merges = {"refs/heads/feature"}}));
  tips.push_back(scratch.commit({.message = "Add it (#2)",
                                 .files = {{"src/c", "1\n"}},
                                 .author = "Ada L. <ada@example.com>"}));
  scratch.git("tag -a -m two v2.0-rc1 " + tips.back());
  return tips;
}

TEST(ImportGit, StoresWhatTheCloneTells) {
  ScratchRepository scratch;
  make_busy_history(scratch);
  MemoryStore store;
  const GitImportSummary summary = import(store, scratch.path());
  EXPECT_EQ(summary.repository, "acme/api");
  EXPECT_EQ(summary.commits, 10);
  EXPECT_EQ(summary.merged_pull_requests, 3);
  EXPECT_EQ(summary.squashed_pull_requests, 1);
  EXPECT_EQ(summary.releases, 2);
  EXPECT_EQ(lines_of(store, FactKind::Commit).size(), 10U);
  EXPECT_EQ(lines_of(store, FactKind::PullRequest).size(), 4U);
  EXPECT_THAT(lines_of(store, FactKind::Repository),
              ElementsAre(R"({"kind":"repository","id":"acme/api","full_name":"acme/api",)"
                          R"("default_branch":"main"})"));
}

TEST(ImportGit, StoresNoAddress) {
  ScratchRepository scratch;
  make_busy_history(scratch);
  for (const std::string& line : whole_import(scratch.path())) {
    EXPECT_EQ(line.find("example.com"), std::string::npos) << line;
  }
}

TEST(ImportGit, DoesNothingForAnUnchangedClone) {
  ScratchRepository scratch;
  make_busy_history(scratch);
  MemoryStore store;
  import(store, scratch.path());
  const Generation before = store.generation().value();
  const GitImportSummary again = import(store, scratch.path());
  EXPECT_TRUE(again.is_up_to_date);
  EXPECT_EQ(again.commits, 0);
  EXPECT_EQ(store.generation().value(), before);
}

TEST(ImportGit, GivesTheSameInPartsAsAtOnce) {
  ScratchRepository scratch;
  const std::vector<std::string> tips = make_busy_history(scratch);
  const std::vector<std::string> whole = whole_import(scratch.path());
  for (std::size_t cut = 0; cut < tips.size(); ++cut) {
    scratch.git("branch -f main-before " + tips[cut]);
    MemoryStore store;
    scratch.git("symbolic-ref HEAD refs/heads/main-before");
    import(store, scratch.path());
    scratch.git("symbolic-ref HEAD refs/heads/main");
    const GitImportSummary rest = import(store, scratch.path());
    EXPECT_TRUE(rest.is_incremental || rest.is_up_to_date) << cut;
    // Of the repository, the branch that HEAD was on when it was first read stays or goes by
    // its name alone, which is not what this is about.
    std::vector<std::string> parts = export_of(store);
    std::vector<std::string> expected = whole;
    const auto is_repository = [](const std::string& line) {
      return line.starts_with(R"({"kind":"repository")");
    };
    const auto without_base = [](std::string line) {
      if (const std::size_t at = line.find("main-before"); at != std::string::npos) {
        line.replace(at, 11, "main");
      }
      return line;
    };
    std::erase_if(parts, is_repository);
    std::erase_if(expected, is_repository);
    for (std::string& line : parts) {
      line = without_base(line);
    }
    EXPECT_EQ(parts, expected) << cut;
  }
}

TEST(ImportGit, GivesTheSameAfterBeingCutShortAnywhere) {
  ScratchRepository scratch;
  const std::vector<std::string> tips = make_busy_history(scratch);
  const std::vector<std::string> whole = whole_import(scratch.path());
  bool went_through = false;
  for (int batches = 0; !went_through; ++batches) {
    MemoryStore store;
    FailingStore failing(store, batches);
    went_through = try_import(failing, scratch.path(), {}, 2).has_value();
    import(store, scratch.path());
    EXPECT_EQ(export_of(store), whole) << "after " << batches << " batches";
    ASSERT_LT(batches, 100);
  }
}

TEST(ImportGit, GivesTheSameAfterASecondImportWasCutShort) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  make_busy_history(scratch);
  const std::vector<std::string> whole = whole_import(scratch.path());
  const std::string tip = scratch.ask("rev-parse main");
  bool went_through = false;
  for (int batches = 0; !went_through; ++batches) {
    MemoryStore store;
    scratch.git("update-ref refs/heads/main " + tip + "~4");
    import(store, scratch.path());
    scratch.git("update-ref refs/heads/main " + tip);
    FailingStore failing(store, batches);
    went_through = try_import(failing, scratch.path(), {}, 2).has_value();
    import(store, scratch.path());
    EXPECT_EQ(export_of(store), whole) << "after " << batches << " batches";
    ASSERT_LT(batches, 100);
  }
}

TEST(ImportGit, WithdrawsWhatARewriteLostAndNoPullRequestOwns) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.merge_pull_request(1, "b", "1\n");
  const std::string lost = scratch.commit({.message = "Push it", .files = {{"a", "2\n"}}});
  MemoryStore store;
  import(store, scratch.path());
  scratch.git("update-ref refs/heads/main " + lost + "~2");
  scratch.commit({.message = "Push another", .files = {{"a", "3\n"}}});
  const GitImportSummary summary = import(store, scratch.path());
  EXPECT_FALSE(summary.is_incremental);
  EXPECT_EQ(summary.withdrawn_commits, 1);
  EXPECT_THAT(lines_of(store, FactKind::Withdrawn), ElementsAre(HasSubstr(lost)));
  EXPECT_TRUE(import(store, scratch.path()).is_up_to_date);
}

TEST(ImportGit, WithdrawsWhatAnInterruptedReadingStoredOfALostBranch) {
  ScratchRepository scratch;
  const std::string base = scratch.commit({.files = {{"a", "1\n"}}});
  MemoryStore store;
  import(store, scratch.path());
  const std::string lost = scratch.commit({.message = "Push it", .files = {{"a", "2\n"}}});
  FailingStore failing(store, 3);  // The repository, the author, the commit.
  EXPECT_FALSE(try_import(failing, scratch.path(), {}, 1).has_value());
  ASSERT_THAT(lines_of(store, FactKind::Commit), Contains(HasSubstr(lost)));
  scratch.git("update-ref refs/heads/main " + base);
  scratch.commit({.message = "Push another", .files = {{"a", "3\n"}}});
  import(store, scratch.path());
  EXPECT_THAT(lines_of(store, FactKind::Withdrawn), ElementsAre(HasSubstr(lost)));
}

TEST(ImportGit, TakesNothingBackForACloneThatIsBehind) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.shell("git clone -q --bare " + scratch.quoted(scratch.path()) + " " +
                scratch.quoted(scratch.beside("old")));
  scratch.commit({.files = {{"a", "2\n"}}});
  MemoryStore store;
  import(store, scratch.path());
  const std::vector<std::string> before = export_of(store);
  const GitImportSummary summary = import(store, scratch.beside("old"));
  EXPECT_THAT(summary.notes, Contains(HasSubstr("behind")));
  EXPECT_EQ(export_of(store), before);
  EXPECT_TRUE(import(store, scratch.path()).is_up_to_date);
}

TEST(ImportGit, ReadsAllAgainWhenTheBranchWentAnotherWay) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.commit({.message = "Push it (#1)", .files = {{"a", "2\n"}}});
  MemoryStore store;
  import(store, scratch.path());
  // The old tip becomes the second parent of the new one.
  scratch.commit({.branch = "side", .files = {{"b", "1\n"}}, .from = "refs/heads/main~1"});
  scratch.commit({.branch = "side", .message = "Merge main", .merges = {"refs/heads/main"}});
  scratch.git("update-ref refs/heads/main refs/heads/side");
  const GitImportSummary summary = import(store, scratch.path());
  EXPECT_FALSE(summary.is_incremental);
  EXPECT_EQ(summary.commits, 4);
  EXPECT_EQ(summary.withdrawn_commits, 0);
}

TEST(ImportGit, ReadsTagsThatCameLater) {
  ScratchRepository scratch;
  const std::string sha = scratch.commit({});
  MemoryStore store;
  import(store, scratch.path());
  scratch.git("tag v1.0 " + sha);
  const GitImportSummary summary = import(store, scratch.path());
  EXPECT_FALSE(summary.is_up_to_date);
  EXPECT_EQ(summary.commits, 0);
  EXPECT_EQ(summary.releases, 1);
}

TEST(ImportGit, ReadsFurtherBackWhenAskedTo) {
  ScratchRepository scratch;
  scratch.commit({});
  scratch.commit({.message = "Later (#2)"});
  MemoryStore store;
  const Timestamp later{std::chrono::seconds{1'700'000'120}};
  EXPECT_EQ(import(store, scratch.path(), later).commits, 1);
  EXPECT_TRUE(import(store, scratch.path(), later).is_up_to_date);
  EXPECT_EQ(import(store, scratch.path()).commits, 2);
  EXPECT_EQ(export_of(store), whole_import(scratch.path()));
}

TEST(ImportGit, TellsOfARepositoryWithoutCommits) {
  ScratchRepository scratch;
  MemoryStore store;
  const GitImportSummary summary = import(store, scratch.path());
  EXPECT_EQ(summary.commits, 0);
  EXPECT_THAT(summary.notes, ElementsAre(HasSubstr("no commits")));
  scratch.commit({});
  EXPECT_EQ(import(store, scratch.path()).commits, 1);
}

TEST(ImportGit, TellsWhatAShallowCloneCosts) {
  ScratchRepository scratch;
  make_busy_history(scratch);
  const std::filesystem::path clone = scratch.beside("clone");
  scratch.shell("git clone -q --depth 1 file://" + scratch.path().string() + " " +
                scratch.quoted(clone));
  MemoryStore store;
  EXPECT_THAT(import(store, clone).notes, Contains(HasSubstr("shallow")));
  ScratchRepository::shell("git -C " + scratch.quoted(clone) + " fetch -q --unshallow");
  const GitImportSummary whole = import(store, clone);
  EXPECT_EQ(whole.commits, 10);
  EXPECT_EQ(whole.withdrawn_commits, 0);
}

TEST(ImportGit, FindsTheRepositoryOfEveryKindOfClone) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.git("remote add origin https://ada:hunter2@github.com/acme/shop.git");
  scratch.shell("git clone -q --bare " + scratch.quoted(scratch.path()) + " " +
                scratch.quoted(scratch.beside("bare.git")));
  scratch.git("worktree add -q " + scratch.quoted(scratch.beside("tree")) + " --detach");
  const auto name_of = [](const std::filesystem::path& path) {
    MemoryStore store;
    const auto summary = import_git(store, test_clock(), {.path = path});
    EXPECT_TRUE(summary.has_value()) << (summary ? "" : summary.error().message);
    if (summary) {
      EXPECT_EQ(summary->commits, 1);
    }
    return summary ? summary->repository : std::string();
  };
  EXPECT_EQ(name_of(scratch.path()), "acme/shop");
  EXPECT_EQ(name_of(scratch.path() / ".git"), "acme/shop");
  EXPECT_EQ(name_of(scratch.beside("tree")), "acme/shop");
  EXPECT_EQ(name_of(scratch.beside("bare.git")), "local/bare");
}

TEST(ImportGit, PrefersTheDefaultBranchOfTheRemote) {
  ScratchRepository scratch;
  scratch.commit({});
  const std::filesystem::path clone = scratch.beside("clone");
  scratch.shell("git clone -q " + scratch.quoted(scratch.path()) + " " + scratch.quoted(clone));
  ScratchRepository::shell("git -C " + scratch.quoted(clone) + " checkout -q -b topic && git -C " +
                           scratch.quoted(clone) + " commit -q --allow-empty -m mine");
  MemoryStore store;
  EXPECT_EQ(import(store, clone).commits, 1);
  EXPECT_THAT(lines_of(store, FactKind::Repository), ElementsAre(HasSubstr(R"("main")")));
}

TEST(ImportGit, SaysWhatIsWrongWithAPath) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.git("checkout -q -f main");
  std::filesystem::create_directory(scratch.path() / "within");
  MemoryStore store;
  const auto complaint = [&store](const std::filesystem::path& path) {
    const auto summary = try_import(store, path);
    EXPECT_FALSE(summary.has_value());
    return summary ? Error{} : summary.error();
  };
  EXPECT_EQ(complaint(scratch.beside("nowhere")).code, ErrorCode::NotFound);
  EXPECT_EQ(complaint(scratch.path() / "within").code, ErrorCode::InvalidInput);
  const Error file = complaint(scratch.path() / "a");
  EXPECT_EQ(file.code, ErrorCode::InvalidInput);
  EXPECT_THAT(file.message, HasSubstr("is no git repository"));
  EXPECT_THAT(file.message, HasSubstr(scratch.path().string()));
  EXPECT_FALSE(import_git(store, test_clock(), {.path = scratch.path(), .name = "api"}));
  EXPECT_THAT(export_of(store), IsEmpty());
}

TEST(ImportGit, TellsHowFarItIs) {
  ScratchRepository scratch;
  make_busy_history(scratch);
  MemoryStore store;
  GitImportProgress last;
  const auto summary =
      import_git(store, test_clock(),
                 {.path = scratch.path(),
                  .on_progress = [&last](const GitImportProgress& now) { last = now; }});
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(last.commits_done, 10);
  EXPECT_EQ(last.commits_total, 10);
}

}  // namespace
}  // namespace shiplog
