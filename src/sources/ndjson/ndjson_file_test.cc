#include "sources/ndjson/ndjson_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "sources/line_source.h"
#include "sources/ndjson/text_stream.h"

namespace shiplog {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;

std::string gzip(std::string_view text) {
  z_stream zlib = {};
  EXPECT_EQ(deflateInit2(&zlib, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&zlib, text.size()), '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  zlib.avail_in = static_cast<uInt>(text.size());
  zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
  zlib.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
  packed.resize(zlib.total_out);
  deflateEnd(&zlib);
  return packed;
}

std::string zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

// The lines of an input, joined by "|", and at its end the error if there was one.
std::string read_all(std::string bytes, std::size_t bite = SIZE_MAX) {
  auto source = open_ndjson(std::make_unique<TextStream>(std::move(bytes), bite), "facts", {});
  if (!source) {
    return source.error().message;
  }
  std::string out;
  while (true) {
    const auto line = (*source)->next({});
    if (!line) {
      return out + line.error().message;
    }
    if (!line.value()) {
      return out;
    }
    out += std::string((*line)->text) + "|";
  }
}

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "line " + std::to_string(i * 7919 % 10'007) + "\n";
  }
  return text;
}

TEST(NdjsonFile, ReadsPlainText) {
  EXPECT_EQ(read_all("a\nb\n"), "a|b|");
  EXPECT_EQ(read_all("a"), "a|");
  EXPECT_EQ(read_all(""), "");
}

TEST(NdjsonFile, RecognisesPackedContent) {
  const std::string text = many_lines();
  const std::string expected = read_all(text);
  EXPECT_EQ(read_all(gzip(text)), expected);
  EXPECT_EQ(read_all(zstd(text)), expected);
  EXPECT_EQ(read_all(gzip(text), 1), expected);
  EXPECT_EQ(read_all(zstd(text), 1), expected);
}

TEST(NdjsonFile, ReadsPackedPartsAfterOneAnother) {
  EXPECT_EQ(read_all(gzip("a\nb") + gzip("") + gzip("c\nd\n")), "a|bc|d|");
  EXPECT_EQ(read_all(zstd("a\nb") + zstd("") + zstd("c\nd\n")), "a|bc|d|");
}

TEST(NdjsonFile, PassesOverPaddingAfterGzip) {
  EXPECT_EQ(read_all(gzip("a\n") + std::string(1000, '\0')), "a|");
}

TEST(NdjsonFile, PassesOverAnEmptyFrameBeforeZstd) {
  EXPECT_EQ(read_all(std::string("\x53\x2a\x4d\x18\x02\x00\x00\x00hi"sv) + zstd("a\n")), "a|");
}

TEST(NdjsonFile, SaysWhereAPackedFileEndsEarly) {
  const std::string text = many_lines();
  for (const std::string& packed : {gzip(text), zstd(text)}) {
    const std::string most = read_all(packed.substr(0, packed.size() - 3));
    EXPECT_THAT(most, HasSubstr("facts ends in the middle of its"));
    const std::string half = read_all(packed.substr(0, packed.size() / 2));
    EXPECT_THAT(half, HasSubstr("was it copied completely?"));
  }
  EXPECT_THAT(read_all(gzip("a\n").substr(0, 5)), HasSubstr("ends in the middle of its gzip data"));
}

TEST(NdjsonFile, GivesOutEveryLineBeforeTheBreak) {
  EXPECT_EQ(read_all(gzip("a\nb\n") + gzip("c\n").substr(0, 12)),
            "a|b|facts ends in the middle of its gzip data: was it copied completely?");
  EXPECT_EQ(read_all(zstd("a\nb\n") + zstd("c\n").substr(0, 8)),
            "a|b|facts ends in the middle of its Zstandard data: was it copied completely?");
}

TEST(NdjsonFile, SaysWhenPackedDataIsDamaged) {
  std::string packed = gzip(many_lines());
  packed[packed.size() - 6] ^= 1;  // In the checksum.
  EXPECT_EQ(read_all(packed), read_all(many_lines()) +
                                  "facts has damaged gzip data (incorrect data check): fetch or "
                                  "pack it again");
  EXPECT_THAT(read_all(gzip("a\n") + "rubbish"), HasSubstr("facts has damaged gzip data"));
  EXPECT_THAT(read_all(zstd("a\n") + "rubbish"), HasSubstr("facts has damaged Zstandard data"));
}

TEST(NdjsonFile, NamesOtherPackers) {
  EXPECT_THAT(read_all("BZh91AY&SY"), HasSubstr("packed with bzip2"));
  EXPECT_THAT(read_all(std::string("\xfd\x37zXZ\0\0"sv)),
              HasSubstr("xz -dc FILE | shiplog import -"));
  EXPECT_THAT(read_all("PK\x03\x04"), HasSubstr("packed with zip"));
}

class NdjsonFileOnDisk : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string why_not(const std::string& name) const {
    const auto source = open_ndjson(path(name), {});
    return source ? "it opened" : source.error().message;
  }

  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) /
                                  ("ndjson_file_test." + std::to_string(::getpid()));
};

TEST_F(NdjsonFileOnDisk, TellsHowFarItIs) {
  std::ofstream(path("facts")) << "a\nb\n";
  const auto source = open_ndjson(path("facts"), {}).value();
  EXPECT_EQ(source->size(), 4);
  EXPECT_TRUE(source->next({}).value().has_value());
  EXPECT_EQ(source->position(), 4);
  EXPECT_EQ(source->name(), path("facts"));
}

TEST_F(NdjsonFileOnDisk, SaysWhatIsWrongWithAPath) {
  EXPECT_THAT(why_not("absent"), HasSubstr("there is no file"));
  EXPECT_EQ(open_ndjson(path("absent"), {}).error().code, ErrorCode::NotFound);
  EXPECT_THAT(why_not("."), HasSubstr("is a directory: name a file of facts"));
  EXPECT_EQ(open_ndjson(path("."), {}).error().code, ErrorCode::InvalidInput);
}

TEST_F(NdjsonFileOnDisk, SaysWhenAFileMayNotBeRead) {
  std::ofstream(path("secret")) << "a\n";
  std::filesystem::permissions(path("secret"), std::filesystem::perms::none);
  if (::access(path("secret").c_str(), R_OK) == 0) {
    GTEST_SKIP() << "root may read every file";
  }
  EXPECT_THAT(why_not("secret"), HasSubstr("may not be read"));
}

TEST_F(NdjsonFileOnDisk, StopsBetweenChunks) {
  std::ofstream(path("facts")) << many_lines();
  std::stop_source stop;
  const auto source = open_ndjson(path("facts"), {}).value();
  EXPECT_TRUE(source->next(stop.get_token()).value().has_value());
  stop.request_stop();
  auto line = source->next(stop.get_token());
  while (line && line.value()) {
    line = source->next(stop.get_token());
  }
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().code, ErrorCode::Cancelled);
}

TEST_F(NdjsonFileOnDisk, StopsWhileAPipeIsSilent) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::stop_source stop;
  const std::jthread stopper([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop.request_stop();
  });
  const auto source = open_ndjson(path("pipe"), stop.get_token());
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::Cancelled);
}

TEST_F(NdjsonFileOnDisk, ReadsANamedPipe) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const std::jthread writer([this] { std::ofstream(path("pipe")) << "a\nb\n"; });
  const auto source = open_ndjson(path("pipe"), {}).value();
  EXPECT_EQ(source->size(), std::nullopt);
  EXPECT_EQ(source->next({}).value()->text, "a");
  EXPECT_EQ(source->next({}).value()->text, "b");
  EXPECT_FALSE(source->next({}).value().has_value());
}

}  // namespace
}  // namespace shiplog
