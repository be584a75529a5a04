#include "domain/fact_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/fact_shape.h"
#include "domain/facts.h"
#include "domain/list.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

namespace json = simdjson::dom;

constexpr std::size_t kNestingMax = 32;

// A parser that one huge line has swollen is not kept.
constexpr std::size_t kKeptCapacity = std::size_t{1} << 20;

std::string shown(json::element value) {
  switch (value.type()) {
    case json::element_type::STRING:
      return in_quotes(std::string_view(value));
    case json::element_type::ARRAY:
      return "a list";
    case json::element_type::OBJECT:
      return "an object";
    default:
      return printable(simdjson::minify(value));
  }
}

// Fills the fields of one line. Every read_… says with false that it refuses the value; the
// reason is then in problem_, and its callers put the path to the value before it.
class LineDecoder {
 public:
  explicit LineDecoder(std::vector<std::string>& unknown_fields)
      : unknown_fields_(unknown_fields) {}

  template <typename T>
  bool read_fact(json::object object, std::string_view kind, T& fact);

  std::string reason() && { return path_ + problem_; }

 private:
  template <typename T>
  struct FieldReader {
    std::string_view name;
    bool is_required;
    bool (*read)(LineDecoder&, json::element, T&);
    void (*clear)(T&);
  };

  template <typename T>
  static constexpr auto make_field_readers();

  template <typename T>
  bool read_fields(json::object object, std::string_view kind, T& out);

  bool read_value(json::element value, FieldRule rule, std::string& out);
  bool read_value(json::element value, FieldRule rule, std::int64_t& out);
  bool read_value(json::element value, FieldRule rule, Timestamp& out);
  bool read_value(json::element value, FieldRule rule, bool& out);
  bool read_value(json::element value, FieldRule rule, Text& out);
  template <typename T>
  bool read_value(json::element value, FieldRule rule, std::optional<T>& out);
  template <typename T>
  bool read_value(json::element value, FieldRule rule, List<T>& out);

  bool read_item(json::element value, FieldRule rule, std::string& out);
  template <typename T>
  bool read_item(json::element value, FieldRule rule, T& out);

  bool check_text(std::string_view text, FieldRule rule);
  void note_unknown(std::string_view name);
  void name_parent(std::size_t first, std::string_view parent);

  bool refuse(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }
  bool refuse_type(json::element value, std::string_view expected) {
    return refuse(" is " + shown(value) + ", not " + std::string(expected));
  }

  std::vector<std::string>& unknown_fields_;
  std::string path_;
  std::string problem_;
};

// One table of functions per shape, in canonical order, made by the compiler.
template <typename T>
constexpr auto LineDecoder::make_field_readers() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    constexpr const auto& kFields = FactShape<T>::kFields;
    return std::array{FieldReader<T>{
        .name = std::get<I>(kFields).name,
        .is_required = std::get<I>(kFields).is_required(),
        .read =
            [](LineDecoder& decoder, json::element value, T& out) {
              constexpr const auto& kField = std::get<I>(FactShape<T>::kFields);
              return decoder.read_value(value, kField.rule, out.*kField.member);
            },
        .clear = [](T& out) { out.*std::get<I>(FactShape<T>::kFields).member = {}; },
    }...};
  }(std::make_index_sequence<kFieldCount<T>>());
}

// Looks from `next` on and then from the front: canonical lines have their fields in this
// order, so there the first look finds it. The number of readers when there is none.
template <typename Readers>
std::size_t find_reader(const Readers& readers, std::string_view name, std::size_t next) {
  for (std::size_t i = next; i < readers.size(); ++i) {
    if (readers[i].name == name) {
      return i;
    }
  }
  for (std::size_t i = 0; i < next; ++i) {
    if (readers[i].name == name) {
      return i;
    }
  }
  return readers.size();
}

// `kind` is empty for an object inside of a fact.
template <typename T>
bool LineDecoder::read_fields(json::object object, std::string_view kind, T& out) {
  static constexpr auto kReaders = make_field_readers<T>();
  static_assert(kReaders.size() < 64);
  std::uint64_t seen = 0;
  std::size_t next = 0;
  for (const auto [name, value] : object) {
    if (!kind.empty() && name == "kind") {
      continue;
    }
    const std::size_t index = find_reader(kReaders, name, next);
    if (index == kReaders.size()) {
      note_unknown(name);
      continue;
    }
    next = index + 1;
    const auto& reader = kReaders[index];
    if (value.is_null()) {
      reader.clear(out);
      seen &= ~(std::uint64_t{1} << index);
      continue;
    }
    const std::size_t unknown_before = unknown_fields_.size();
    if (!reader.read(*this, value, out)) {
      path_.insert(0, reader.name);
      return false;
    }
    name_parent(unknown_before, reader.name);
    seen |= std::uint64_t{1} << index;
  }
  for (std::size_t i = 0; i < kReaders.size(); ++i) {
    if (kReaders[i].is_required && (seen >> i & 1) == 0) {
      return refuse((kind.empty() ? "" : "a " + std::string(kind)) + " without " +
                    std::string(kReaders[i].name));
    }
  }
  return true;
}

template <typename T>
bool LineDecoder::read_fact(json::object object, std::string_view kind, T& fact) {
  if (!read_fields(object, kind, fact)) {
    return false;
  }
  name_parent(0, kind);
  if constexpr (std::is_same_v<T, Withdrawn>) {
    if (fact.of == kind_name(FactKind::Commit)) {
      if (fact.repository.empty() || fact.sha.empty()) {
        return refuse("a withdrawn commit without repository and sha");
      }
    } else if (fact.id.empty()) {
      return refuse("a withdrawn without id");
    }
  }
  return true;
}

bool LineDecoder::check_text(std::string_view text, FieldRule rule) {
  if (rule == FieldRule::Free) {
    return true;
  }
  if (rule == FieldRule::ReviewState) {
    return std::find(kReviewStates.begin(), kReviewStates.end(), text) != kReviewStates.end() ||
           refuse(" is " + in_quotes(text) +
                  "; it must be approved, changes_requested, commented or dismissed");
  }
  if (text.empty() && rule == FieldRule::Id) {
    return refuse(" is empty");
  }
  if (text.size() > kIdBytesMax) {
    return refuse(" is " + in_quotes(text) + ", longer than " + std::to_string(kIdBytesMax) +
                  " bytes");
  }
  const auto is_control = [](char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
  };
  return std::none_of(text.begin(), text.end(), is_control) ||
         refuse(" is " + in_quotes(text) + ", which holds a control character");
}

bool LineDecoder::read_value(json::element value, FieldRule rule, std::string& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    return refuse_type(value, "a text");
  }
  if (!check_text(text, rule)) {
    return false;
  }
  out.assign(text);
  return true;
}

// An empty reference refers to nothing.
bool LineDecoder::read_value(json::element value, FieldRule rule, Text& out) {
  std::string_view text;
  if (rule == FieldRule::Id && value.get(text) == simdjson::SUCCESS && text.empty()) {
    out.reset();
    return true;
  }
  return read_value(value, rule, out.emplace());
}

// All numbers of the format count something.
bool LineDecoder::read_value(json::element value, FieldRule /*rule*/, std::int64_t& out) {
  if (value.get(out) != simdjson::SUCCESS) {
    return value.is_uint64() ? refuse(" is " + shown(value) + ", beyond 2^63")
                             : refuse_type(value, "a whole number");
  }
  return out >= 0 || refuse(" is " + shown(value) + ", which is negative");
}

bool LineDecoder::read_value(json::element value, FieldRule /*rule*/, Timestamp& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    return refuse_type(value, "a time like 2024-03-04T05:06:07Z");
  }
  const auto time = parse_time(text);
  if (!time) {
    return refuse(": " + time.error().message);
  }
  out = *time;
  return true;
}

bool LineDecoder::read_value(json::element value, FieldRule /*rule*/, bool& out) {
  return value.get(out) == simdjson::SUCCESS || refuse_type(value, "true or false");
}

template <typename T>
bool LineDecoder::read_value(json::element value, FieldRule rule, std::optional<T>& out) {
  return read_value(value, rule, out.emplace());
}

template <typename T>
bool LineDecoder::read_value(json::element value, FieldRule rule, List<T>& out) {
  json::array items;
  if (value.get(items) != simdjson::SUCCESS) {
    return refuse_type(value, "a list");
  }
  out.clear();
  out.is_given = true;
  out.reserve(items.size());
  for (const json::element item : items) {
    if (!read_item(item, rule, out.emplace_back())) {
      path_.insert(0, "[" + std::to_string(out.size() - 1) + "]");
      return false;
    }
  }
  return true;
}

bool LineDecoder::read_item(json::element value, FieldRule rule, std::string& out) {
  return read_value(value, rule, out);
}

template <typename T>
bool LineDecoder::read_item(json::element value, FieldRule /*rule*/, T& out) {
  json::object object;
  if (value.get(object) != simdjson::SUCCESS) {
    return refuse_type(value, "an object");
  }
  if (!read_fields(object, "", out)) {
    if (!path_.empty()) {
      path_.insert(0, ".");
    }
    return false;
  }
  return true;
}

void LineDecoder::note_unknown(std::string_view name) {
  if (unknown_fields_.size() < FactReader::kUnknownFieldsMax) {
    unknown_fields_.push_back(printable(name));
  }
}

// The unknown fields from `first` on were found inside of `parent`.
void LineDecoder::name_parent(std::size_t first, std::string_view parent) {
  for (std::size_t i = first; i < unknown_fields_.size(); ++i) {
    unknown_fields_[i].insert(0, std::string(parent) + ".");
  }
}

// Reads an object as the alternative of Fact that stands at its kind's place.
FactReading read_kind(FactKind kind, json::object object,
                      std::vector<std::string>& unknown_fields) {
  using Read = FactReading (*)(json::object, std::vector<std::string>&);
  static constexpr auto kReads = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<Read, sizeof...(I)>{
        [](json::object fields, std::vector<std::string>& unknown) -> FactReading {
          FactReading reading(std::in_place_type<Fact>, std::in_place_index<I>);
          LineDecoder decoder(unknown);
          const auto kind_here = static_cast<FactKind>(I + 1);
          if (decoder.read_fact(fields, kind_name(kind_here),
                                std::get<I>(*std::get_if<Fact>(&reading)))) {
            return reading;
          }
          return FactRefusal{.kind = kind_here, .reason = std::move(decoder).reason()};
        }...};
  }(std::make_index_sequence<std::variant_size_v<Fact>>());
  return kReads.at(static_cast<std::size_t>(kind) - 1)(object, unknown_fields);
}

// Why simdjson took the line for no JSON, in the words of the person who wrote it.
std::string syntax_problem(std::string_view line, simdjson::error_code error) {
  if (line.find('\0') != std::string_view::npos) {
    return "holds a NUL byte, so it is no text: " + in_quotes(line);
  }
  switch (error) {
    case simdjson::UTF8_ERROR:
      return "is not valid UTF-8: " + in_quotes(line);
    case simdjson::DEPTH_ERROR:
      return "is nested more than " + std::to_string(kNestingMax) + " levels deep";
    case simdjson::NUMBER_ERROR:
      return "holds a number that is malformed or beyond 64 bits: " + in_quotes(line);
    case simdjson::MEMALLOC:
      return "needs more memory than there is";
    default:
      return "is not JSON: " + in_quotes(line);
  }
}

}  // namespace

struct FactReader::Parser {
  json::parser parser;
};

FactReader::FactReader() : parser_(std::make_unique<Parser>()) {}
FactReader::~FactReader() = default;

FactReading FactReader::read(std::string_view line) {
  unknown_fields_.clear();
  json::parser& parser = parser_->parser;
  if (parser.capacity() > kKeptCapacity || parser.capacity() == 0) {
    parser = json::parser();
    if (parser.allocate(std::max(line.size(), std::size_t{4096}), kNestingMax) !=
        simdjson::SUCCESS) {
      return FactRefusal{.reason = syntax_problem(line, simdjson::MEMALLOC)};
    }
  }
  json::element root;
  if (const auto error = parser.parse(line.data(), line.size()).get(root)) {
    return FactRefusal{.reason = syntax_problem(line, error)};
  }
  json::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    return FactRefusal{.reason = "is " + shown(root) + ", not a JSON object"};
  }
  json::element kind_value;
  if (object.at_key("kind").get(kind_value) != simdjson::SUCCESS) {
    return FactRefusal{.reason = "has no kind"};
  }
  std::string_view name;
  if (kind_value.get(name) != simdjson::SUCCESS) {
    return FactRefusal{.reason = "kind is " + shown(kind_value) + ", not a text"};
  }
  const auto kind = find_kind(name);
  if (!kind) {
    return UnknownKind{.name = printable(name)};
  }
  return read_kind(*kind, object, unknown_fields_);
}

Result<Fact> FactReader::read_stored(std::string_view line) {
  FactReading reading = read(line);
  if (auto* fact = std::get_if<Fact>(&reading)) {
    return std::move(*fact);
  }
  const auto* refusal = std::get_if<FactRefusal>(&reading);
  return Error{ErrorCode::Internal,
               "a stored fact cannot be read back (run `shiplog doctor`): " +
                   (refusal != nullptr ? refusal->reason : "its kind is unknown") + " in " +
                   in_quotes(line)};
}

}  // namespace shiplog
