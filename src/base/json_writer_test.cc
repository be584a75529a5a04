#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>

namespace shiplog {
namespace {

TEST(JsonWriter, PutsCommasBetweenMembersAndElements) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("a").begin_array().integer(1).integer(2).end_array();
  json.key("b").begin_object().end_object().key("c").null().end_object();
  EXPECT_EQ(out, R"({"a":[1,2],"b":{},"c":null})");
}

TEST(JsonWriter, EscapesOnlyWhatJsonDemands) {
  std::string out;
  append_json_string(out, std::string_view("a\"b\\c\n\t\x01\0é/", 12));
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\t\\u0001\\u0000é/\"");
}

TEST(JsonWriter, EscapesWhereverTheCharacterStands) {
  for (int code = 0; code < 256; ++code) {
    for (std::size_t place = 0; place < 20; ++place) {
      std::string text(20, 'x');
      text[place] = static_cast<char>(code);
      std::string out;
      append_json_string(out, text);
      const bool is_escaped = code < 0x20 || code == '"' || code == '\\';
      ASSERT_EQ(out.size() > text.size() + 2, is_escaped) << code << " at " << place;
      if (!is_escaped) {
        ASSERT_EQ(out, '"' + text + '"');
      }
    }
  }
}

TEST(JsonWriter, WritesWholeRealsAsReals) {
  std::string out;
  JsonWriter(out)
      .begin_array()
      .real(93600)
      .real(400000)
      .real(0.5)
      .real(1e300)
      .real(0.1 + 0.2)
      .end_array();
  EXPECT_EQ(out, "[93600.0,400000.0,0.5,1e+300,0.30000000000000004]");
}

TEST(JsonWriter, WritesWhatIsNotANumberAsNull) {
  std::string out;
  JsonWriter json(out);
  json.begin_array().real(std::numeric_limits<double>::quiet_NaN());
  json.real(std::numeric_limits<double>::infinity()).boolean(true).end_array();
  EXPECT_EQ(out, "[null,null,true]");
}

}  // namespace
}  // namespace shiplog
