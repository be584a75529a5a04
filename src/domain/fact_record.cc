#include "domain/fact_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_shape.h"
#include "domain/facts.h"
#include "domain/list.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// A byte that no id holds, so that joined ids stay distinct.
constexpr char kKeySeparator = '\x1f';

template <typename T>
void write_fields(JsonWriter& json, const T& value, bool with_earliest_commit);

void write_value(JsonWriter& json, const std::string& value) { json.text(value); }
void write_value(JsonWriter& json, std::int64_t value) { json.integer(value); }
void write_value(JsonWriter& json, bool value) { json.boolean(value); }
void write_value(JsonWriter& json, Timestamp value) { json.text(format_time(value)); }

template <typename T>
void write_value(JsonWriter& json, const std::optional<T>& value) {
  write_value(json, *value);
}

template <typename T>
void write_value(JsonWriter& json, const List<T>& items) {
  json.begin_array();
  for (const T& item : items) {
    if constexpr (std::is_same_v<T, std::string>) {
      json.text(item);
    } else {
      json.begin_object();
      write_fields(json, item, false);
      json.end_object();
    }
  }
  json.end_array();
}

template <typename Value>
bool is_absent(const Value& value, FieldRule rule) {
  if constexpr (std::is_same_v<Value, std::string>) {
    return rule == FieldRule::IdOrAbsent && value.empty();
  } else if constexpr (requires { value.has_value(); }) {
    return !value.has_value();
  } else if constexpr (requires { value.is_absent(); }) {
    return value.is_absent();
  } else {
    return false;
  }
}

template <typename T>
void write_fields(JsonWriter& json, const T& value, bool with_earliest_commit) {
  for_each_field<T>([&](const auto& field) {
    const auto& member = value.*field.member;
    if constexpr (std::is_same_v<decltype(field.member), Moment PullRequest::*>) {
      if (field.member == &PullRequest::earliest_commit_at && !with_earliest_commit) {
        return;
      }
    }
    if (!is_absent(member, field.rule)) {
      json.key(field.name);
      write_value(json, member);
    }
  });
}

template <typename T>
void append_line(std::string& out, const T& fact, FactKind kind, bool with_earliest_commit) {
  JsonWriter json(out);
  json.begin_object().key("kind").text(kind_name(kind));
  write_fields(json, fact, with_earliest_commit);
  json.end_object();
}

template <typename T>
std::string line_of(const T& fact, FactKind kind, bool with_earliest_commit) {
  std::string line;
  line.reserve(256);
  append_line(line, fact, kind, with_earliest_commit);
  return line;
}

void keep_earlier(Moment& earliest, const Moment& moment) {
  if (moment && (!earliest || *moment < *earliest)) {
    earliest = moment;
  }
}

Moment earliest_of_commits(const PullRequest& pull) {
  Moment earliest;
  for (const PullRequestCommit& commit : pull.commits) {
    keep_earlier(earliest, commit.authored_at);
    keep_earlier(earliest, commit.committed_at);
  }
  return earliest;
}

template <typename T>
std::string key_of(const T& fact) {
  if constexpr (std::is_same_v<T, Commit>) {
    return fact.repository + kKeySeparator + fact.sha;
  } else if constexpr (std::is_same_v<T, Withdrawn>) {
    const bool is_commit = fact.of == kind_name(FactKind::Commit);
    return fact.of + kKeySeparator +
           (is_commit ? fact.repository + kKeySeparator + fact.sha : fact.id);
  } else {
    return fact.id;
  }
}

template <typename T>
std::string owner_of(const T& fact) {
  if constexpr (std::is_same_v<T, Repository>) {
    return fact.id;
  } else if constexpr (requires { fact.pull_request; }) {
    return fact.pull_request;
  } else if constexpr (requires { fact.repository.has_value(); }) {
    return fact.repository.value_or("");
  } else if constexpr (requires { fact.repository; } && !std::is_same_v<T, Withdrawn>) {
    return fact.repository;
  } else {
    return "";
  }
}

template <typename T>
Moment updated_at_of(const T& fact) {
  if constexpr (requires { fact.updated_at; }) {
    return fact.updated_at;
  } else if constexpr (std::is_same_v<T, Withdrawn>) {
    return fact.at;  // Withdrawn, brought back and withdrawn again: the last time counts.
  } else {
    return std::nullopt;
  }
}

// In the order of rising authority.
auto version_of(const FactRecord& record) {
  return std::tuple(record.updated_at, std::string_view(record.line));
}

}  // namespace

FactRecord to_record(const Fact& fact) {
  const FactKind kind = kind_of(fact);
  return std::visit(
      [kind]<typename T>(const T& value) {
        FactRecord record{.kind = kind,
                          .key = key_of(value),
                          .owner = owner_of(value),
                          .updated_at = updated_at_of(value),
                          .line = line_of(value, kind, false)};
        if constexpr (std::is_same_v<T, PullRequest>) {
          record.earliest_commit_at = earliest_of_commits(value);
          keep_earlier(record.earliest_commit_at, value.earliest_commit_at);
        }
        return record;
      },
      fact);
}

void append_fact_line(std::string& out, const Fact& fact) {
  std::visit(
      [&]<typename T>(const T& value) {
        bool with_earliest_commit = false;
        if constexpr (std::is_same_v<T, PullRequest>) {
          const Moment of_commits = earliest_of_commits(value);
          with_earliest_commit =
              value.earliest_commit_at && (!of_commits || *value.earliest_commit_at < *of_commits);
        }
        append_line(out, value, kind_of(fact), with_earliest_commit);
      },
      fact);
}

Result<std::string> export_line(const FactRecord& record) {
  if (record.kind != FactKind::PullRequest || !record.earliest_commit_at) {
    return record.line;
  }
  thread_local FactReader reader;
  Fact fact = TRY(reader.read_stored(record.line));
  auto& pull = std::get<PullRequest>(fact);
  const Moment of_commits = earliest_of_commits(pull);
  if (of_commits && *of_commits <= *record.earliest_commit_at) {
    return record.line;
  }
  pull.earliest_commit_at = record.earliest_commit_at;
  return line_of(pull, record.kind, true);
}

MergeOutcome merge(FactRecord& stored, FactRecord&& incoming) {
  Moment earliest = stored.earliest_commit_at;
  keep_earlier(earliest, incoming.earliest_commit_at);
  const bool is_replaced = version_of(stored) < version_of(incoming);
  const bool is_changed = is_replaced || earliest != stored.earliest_commit_at;
  if (is_replaced) {
    stored = std::move(incoming);
  }
  stored.earliest_commit_at = earliest;
  return is_changed ? MergeOutcome::Changed : MergeOutcome::Unchanged;
}

}  // namespace shiplog
