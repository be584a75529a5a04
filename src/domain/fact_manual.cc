#include "domain/fact_manual.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "domain/fact_shape.h"
#include "domain/facts.h"
#include "domain/list.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

template <typename T>
struct ListItem;
template <typename T>
struct ListItem<List<T>> {
  using Type = T;
};

// " *time*"; nothing after a text, which most fields are.
template <typename Value>
std::string type_mark() {
  if constexpr (std::is_same_v<Value, Timestamp> || std::is_same_v<Value, Moment>) {
    return " *time*";
  } else if constexpr (std::is_same_v<Value, std::int64_t> || std::is_same_v<Value, Number>) {
    return " *number*";
  } else if constexpr (std::is_same_v<Value, Flag>) {
    return " *yes/no*";
  } else {
    return "";
  }
}

template <typename Value>
inline constexpr bool kIsObjectList = false;
template <typename T>
inline constexpr bool kIsObjectList<List<T>> = !std::is_same_v<T, std::string>;

template <typename Owner, typename Value>
std::string described(const Field<Owner, Value>& field) {
  std::string out = "`" + std::string(field.name);
  if constexpr (std::is_same_v<Value, TextList>) {
    out += "[]`";
  } else if constexpr (kIsObjectList<Value>) {
    out += "[]` {";
    std::string_view separator;
    for_each_field<typename ListItem<Value>::Type>([&](const auto& inner) {
      out += std::string(separator) + described(inner);
      separator = ", ";
    });
    out += "}";
  } else {
    out += "`" + type_mark<Value>();
  }
  return out;
}

template <typename T>
std::string row(FactKind kind) {
  std::string required;
  std::string optional;
  for_each_field<T>([&](const auto& field) {
    std::string& cell = field.is_required() ? required : optional;
    cell += (cell.empty() ? "" : ", ") + described(field);
  });
  return "| `" + std::string(kind_name(kind)) + "` | " + required + " | " + optional + " |\n";
}

}  // namespace

std::string fact_fields_table() {
  std::string table = "| kind | always | when known |\n|---|---|---|\n";
  [&table]<std::size_t... I>(std::index_sequence<I...>) {
    ((table += row<std::variant_alternative_t<I, Fact>>(static_cast<FactKind>(I + 1))), ...);
  }(std::make_index_sequence<kFactKindCount>());
  return table;
}

}  // namespace shiplog
