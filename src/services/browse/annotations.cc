#include "services/browse/annotations.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"
#include "store/random_id.h"

namespace shiplog {
namespace {

constexpr const char* kAnnotation = "annotation";

Result<Unit> write(FactStore& store, const Fact& fact) {
  const std::unique_ptr<FactWriter> writer =
      TRY(store.open_writer({.description = "an annotation"}));
  Batch batch;
  batch.records.push_back(to_record(fact));
  TRY(writer->apply(std::move(batch)));
  return writer->commit();
}

}  // namespace

Result<std::vector<Annotation>> list_annotations(FactStore& store) {
  FactReader reader;
  std::set<std::string> taken;
  const auto take = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    const auto& withdrawn = std::get<Withdrawn>(fact);
    if (withdrawn.of == kAnnotation) {
      taken.insert(withdrawn.id);
    }
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Withdrawn, take));
  std::vector<Annotation> all;
  const auto add = [&](const FactRecord& record) -> Result<Unit> {
    Fact fact = TRY(reader.read_stored(record.line));
    if (auto& annotation = std::get<Annotation>(fact); !taken.contains(annotation.id)) {
      all.push_back(std::move(annotation));
    }
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Annotation, add));
  std::ranges::stable_sort(all, {}, &Annotation::at);
  return all;
}

Result<std::string> add_annotation(FactStore& store, Annotation annotation) {
  annotation.id = "note-" + random_id();
  TRY(write(store, annotation));
  return annotation.id;
}

Result<Unit> withdraw_annotation(FactStore& store, std::string_view id, Timestamp now) {
  const std::vector<Annotation> all = TRY(list_annotations(store));
  if (std::ranges::find(all, id, &Annotation::id) == all.end()) {
    return Error{ErrorCode::NotFound, "there is no annotation '" + std::string(id) + "'"};
  }
  return write(store, Withdrawn{.of = kAnnotation, .id = std::string(id), .at = now});
}

}  // namespace shiplog
