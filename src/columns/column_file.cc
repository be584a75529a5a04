// Header, directory, then the bytes of one shard after the other. The header tells whether to
// read on; the directory says where everything lies and what it must add up to.

#include "columns/column_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/result.h"
#include "columns/byte_stream.h"
#include "columns/clock_span.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_columns.h"
#include "columns/snapshot.h"
#include "columns/teams.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

struct Header {
  std::array<char, 8> magic = {'s', 'h', 'i', 'p', 'c', 'o', 'l', 's'};
  std::uint32_t version = kColumnsVersion;
  std::uint32_t byte_order = 0x01020304;
  std::uint64_t file_size = 0;
  std::uint64_t directory_size = 0;
  std::uint64_t directory_checksum = 0;
};

// A shard as the directory has it.
struct Entry {
  Shard shard = {};
  ColumnShapes shapes = {};
  std::uint64_t begin = 0;  // Counted from the end of the directory.
  std::uint64_t size = 0;
  std::uint64_t numbers_checksum = 0;
  std::uint64_t work_checksum = 0;
  std::uint64_t texts_checksum = 0;
};

using Bytes = std::span<const std::byte>;

std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

constexpr std::size_t kAlignment = 8;
constexpr std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) & ~(kAlignment - 1);
}

void write_reading(ByteWriter& out, const Reading& reading) {
  out.number(reading.bot_reviews);
  out.number(static_cast<std::uint64_t>(reading.bot_logins.size()));
  for (const std::string& login : reading.bot_logins) {
    out.text(login);
  }
  out.text(reading.incident_label);
  out.text(reading.hotfix);
  out.text(reading.production);
}

Timestamp read_time(ByteReader& in) { return Timestamp(Duration(in.number<std::int64_t>())); }

Reading read_reading(ByteReader& in) {
  Reading reading;
  reading.bot_reviews = in.number<std::uint8_t>() != 0;
  reading.bot_logins.clear();
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.left() > 0; --left) {
    reading.bot_logins.push_back(in.text());
  }
  reading.incident_label = in.text();
  reading.hotfix = in.text();
  reading.production = in.text();
  return reading;
}

void write_clocks(ByteWriter& out, const ClockSpan& clocks) {
  out.number(clocks.from.time_since_epoch().count());
  out.number(clocks.until.time_since_epoch().count());
}

ClockSpan read_clocks(ByteReader& in) {
  ClockSpan clocks;
  clocks.from = read_time(in);
  clocks.until = read_time(in);
  return clocks;
}

void write_texts(ByteWriter& out, const std::vector<std::string>& texts) {
  out.number(static_cast<std::uint64_t>(texts.size()));
  for (const std::string& text : texts) {
    out.text(text);
  }
}

std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> texts;
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.left() > 0; --left) {
    texts.push_back(in.text());
  }
  return texts;
}

void write_teams(ByteWriter& out, const std::vector<KnownTeam>& teams) {
  out.number(static_cast<std::uint64_t>(teams.size()));
  for (const KnownTeam& team : teams) {
    out.text(team.id);
    out.text(team.slug);
    write_texts(out, team.members);
    write_texts(out, team.repositories);
  }
}

std::vector<KnownTeam> read_teams(ByteReader& in) {
  std::vector<KnownTeam> teams;
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.left() > 0; --left) {
    KnownTeam& team = teams.emplace_back();
    team.id = in.text();
    team.slug = in.text();
    team.members = read_texts(in);
    team.repositories = read_texts(in);
  }
  return teams;
}

void write_entry(ByteWriter& out, const Shard& shard, std::uint64_t begin) {
  out.text(shard.repository_id);
  out.text(shard.full_name);
  out.number(shard.begins_at.time_since_epoch().count());
  out.number(shard.latest_at.time_since_epoch().count());
  write_clocks(out, shard.clocks);
  out.number(shard.organisation_fingerprint);
  out.number(shard.unknown_parents);
  out.number(begin);
  out.number(static_cast<std::uint64_t>(shard.at_rest.size()));
  const Sections sections = sections_of(shard);
  for (const Bytes section : {sections.numbers, sections.work, sections.texts}) {
    out.number(hash_bytes(as_text(section)));
  }
  for (const ColumnShape shape : shapes_of(shard)) {
    out.number((shape.count << 1U) | (shape.is_narrow ? 1U : 0U));
  }
}

Entry read_entry(ByteReader& in) {
  Entry entry;
  entry.shard.repository_id = in.text();
  entry.shard.full_name = in.text();
  entry.shard.begins_at = read_time(in);
  entry.shard.latest_at = read_time(in);
  entry.shard.clocks = read_clocks(in);
  entry.shard.organisation_fingerprint = in.number<std::uint64_t>();
  entry.shard.unknown_parents = in.number<std::int64_t>();
  entry.begin = in.number<std::uint64_t>();
  entry.size = in.number<std::uint64_t>();
  entry.numbers_checksum = in.number<std::uint64_t>();
  entry.work_checksum = in.number<std::uint64_t>();
  entry.texts_checksum = in.number<std::uint64_t>();
  for (ColumnShape& shape : entry.shapes) {
    const auto packed = in.number<std::uint64_t>();
    shape = {.count = packed >> 1U, .is_narrow = (packed & 1U) != 0};
  }
  return entry;
}

// Begins count from the end of the directory, whose own size they change.
std::string directory_of(const ColumnFileKey& key, const Snapshot& snapshot) {
  ByteWriter out;
  out.text(key.store_identity);
  write_reading(out, key.reading);
  out.number(snapshot.generation);
  out.number(snapshot.complete_until.time_since_epoch().count());
  write_clocks(out, snapshot.clocks);
  write_teams(out, snapshot.teams);
  out.number(static_cast<std::uint64_t>(snapshot.shards.size()));
  std::uint64_t begin = 0;
  for (const auto& shard : snapshot.shards) {
    write_entry(out, *shard, begin);
    begin += shard->at_rest.size();
  }
  return out.bytes();
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

class Mapping {
 public:
  Mapping(void* address, std::size_t size) : address_(address), size_(size) {}
  ~Mapping() { ::munmap(address_, size_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  Bytes bytes() const { return {static_cast<const std::byte*>(address_), size_}; }

  // The pages stay in the system's cache; they only no longer count as this process's.
  void drop(Bytes bytes) const {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto offset = static_cast<std::size_t>(bytes.data() - this->bytes().data());
    const std::size_t begin = offset / page * page;
    ::madvise(static_cast<std::byte*>(address_) + begin, offset + bytes.size() - begin,
              MADV_DONTNEED);
  }

 private:
  void* address_;
  std::size_t size_;
};

Error system_error(ErrorCode code, std::string_view activity, const std::string& path) {
  return Error{code, "cannot " + std::string(activity) + " " + path + ": " + std::strerror(errno)};
}

Error damaged(const std::string& path) {
  return Error{ErrorCode::InvalidInput, path + " is damaged; it will be made anew"};
}

Result<std::shared_ptr<const Mapping>> map(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status = {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    return system_error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable, "open",
                        path);
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || size < sizeof(Header)) {
    return damaged(path);
  }
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (address == MAP_FAILED) {
    return system_error(ErrorCode::Unavailable, "map", path);
  }
  return std::shared_ptr<const Mapping>(std::make_shared<Mapping>(address, size));
}

bool has_even_work(const WorkTables<Fixed>& work, std::size_t changes, std::size_t people) {
  const std::size_t remarks = work.remarks.at.size();
  return work.attention.remarks.size() == changes && work.attention.rounds.size() == changes &&
         work.remarks.author.size() == remarks && work.remarks.counts.size() == remarks &&
         work.drafts.change.size() == work.drafts.is_draft.size() &&
         work.touches.change.size() == work.touches.path.size() &&
         work.labels.change.size() == work.labels.label.size() &&
         work.commits.id.size() == work.commits.lines.size() &&
         work.runs.id.size() == work.runs.check.size() && work.human.size() == people;
}

bool has_even_corrections(const CorrectionTable<Fixed>& corrections) {
  return corrections.changes.size() == corrections.changes_by.size() &&
         corrections.deployments.size() == corrections.deployments_by.size() &&
         corrections.runs.size() == corrections.runs_by.size() &&
         corrections.id.size() == corrections.at.size();
}

// Every column of a table is as long as it must be. Whatever else could be wrong in a
// column, its checksum would be too.
bool has_even_columns(const Shard& shard) {
  const auto& [changes, deployments, lines, people, corrections, names, work, text] = shard.tables;
  const std::size_t c = changes.kind.size();
  const std::size_t d = deployments.id.size();
  return changes.merged_at.size() == c && changes.toggle_offsets.size() == c + 1 &&
         changes.carrier_offsets.size() == c + 1 && changes.is_reverted.size() == c &&
         deployments.line.size() == d && deployments.evidence_offsets.size() == d + 1 &&
         deployments.change_offsets.size() == d + 1 &&
         lines.source.size() == lines.latest_attempt_at.size() &&
         people.id.size() == people.is_agent.size() && has_even_corrections(corrections) &&
         has_even_work(work, c, people.id.size());
}

bool has_checksum(Bytes section, std::uint64_t checksum) {
  return hash_bytes(as_text(section)) == checksum;
}

// Of the numbers, and of the parts that may be read. A question then touches only some
// columns of them: what was read to be checked need not stay.
bool is_sound(const Entry& entry, const Mapping& mapping) {
  const Shard& shard = entry.shard;
  const Sections sections = sections_of(shard);
  const auto is_good = [&mapping](Bytes section, std::uint64_t checksum) {
    const bool is_same = has_checksum(section, checksum);
    mapping.drop(section);
    return is_same;
  };
  return is_good(sections.numbers, entry.numbers_checksum) &&
         (!shard.parts.work || is_good(sections.work, entry.work_checksum)) &&
         (!shard.parts.texts || is_good(sections.texts, entry.texts_checksum)) &&
         has_even_columns(shard);
}

bool are_sound(std::span<const Entry> entries, const Mapping& mapping, unsigned threads) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> is_good = true;
  const auto work = [&] {
    for (std::size_t index = next++; index < entries.size() && is_good; index = next++) {
      if (!is_sound(entries[index], mapping)) {
        is_good = false;
      }
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned helper = 1; helper < threads; ++helper) {
    helpers.emplace_back(work);
  }
  work();
  helpers.clear();
  return is_good;
}

// False when one would not fit.
bool place_shards(std::span<Entry> entries, Bytes bytes, Parts parts) {
  for (Entry& entry : entries) {
    entry.shard.parts = parts;
    const bool fits = entry.begin % kAlignment == 0 && entry.begin <= bytes.size() &&
                      entry.size <= bytes.size() - entry.begin;
    if (!fits || !place(entry.shard, bytes.subspan(entry.begin, entry.size), entry.shapes)) {
      return false;
    }
  }
  return true;
}

struct Directory {
  ColumnFileKey key = {};
  Snapshot snapshot = {};
  std::vector<Entry> entries = {};
};

std::optional<Directory> read_directory(std::string_view bytes) {
  ByteReader in(bytes);
  Directory directory;
  directory.key.store_identity = in.text();
  directory.key.reading = read_reading(in);
  directory.snapshot.reading = directory.key.reading;
  directory.snapshot.generation = in.number<std::int64_t>();
  directory.snapshot.complete_until = read_time(in);
  directory.snapshot.clocks = read_clocks(in);
  directory.snapshot.teams = read_teams(in);
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.left() > 0; --left) {
    directory.entries.push_back(read_entry(in));
  }
  return in.is_whole() ? std::optional(std::move(directory)) : std::nullopt;
}

Result<Unit> write_all(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return system_error(ErrorCode::Unavailable, "write", path);
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return Unit{};
}

Result<Unit> write_contents(int file, const std::string& path, const ColumnFileKey& key,
                            const Snapshot& snapshot) {
  std::string directory = directory_of(key, snapshot);
  Header header;
  header.directory_size = directory.size();
  header.directory_checksum = hash_bytes(directory);
  directory.resize(aligned(directory.size()), '\0');
  header.file_size = sizeof header + directory.size();
  for (const auto& shard : snapshot.shards) {
    header.file_size += shard->at_rest.size();
  }
  TRY(write_all(file, as_text(std::as_bytes(std::span(&header, 1))), path));
  TRY(write_all(file, directory, path));
  for (const auto& shard : snapshot.shards) {
    TRY(write_all(file, as_text(shard->at_rest), path));
  }
  return Unit{};
}

}  // namespace

Result<Snapshot> read_column_file(const std::string& path, const ColumnFileKey& key, Parts parts,
                                  unsigned threads) {
  const std::shared_ptr<const Mapping> mapping = TRY(map(path));
  const Bytes bytes = mapping->bytes();
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != Header{}.magic || header.byte_order != Header{}.byte_order) {
    return damaged(path);
  }
  if (header.version != kColumnsVersion) {
    return Error{ErrorCode::Conflict, path + " was written by another version of Shiplog"};
  }
  const Bytes rest = bytes.subspan(sizeof header);
  if (header.file_size != bytes.size() || header.directory_size > rest.size() ||
      aligned(header.directory_size) > rest.size()) {
    return damaged(path);
  }
  const std::string_view text = as_text(rest.first(header.directory_size));
  std::optional<Directory> directory =
      hash_bytes(text) == header.directory_checksum ? read_directory(text) : std::nullopt;
  if (!directory.has_value()) {
    return damaged(path);
  }
  if (directory->key.store_identity != key.store_identity ||
      directory->key.reading != key.reading) {
    return Error{ErrorCode::Conflict, path + " is of another store or another configuration"};
  }
  if (!place_shards(directory->entries, rest.subspan(aligned(header.directory_size)), parts) ||
      !are_sound(directory->entries, *mapping, threads)) {
    return damaged(path);
  }
  directory->snapshot.parts = parts;
  for (Entry& entry : directory->entries) {
    entry.shard.memory = mapping;
    directory->snapshot.shards.push_back(std::make_shared<const Shard>(std::move(entry.shard)));
  }
  return std::move(directory->snapshot);
}

Result<Unit> write_column_file(const std::string& path, const ColumnFileKey& key,
                               const Snapshot& snapshot) {
  const std::string draft = path + ".new";
  const FileDescriptor file(::open(draft.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  struct stat opened = {};
  struct stat named = {};
  if (file.number() < 0 || ::fstat(file.number(), &opened) != 0) {
    return system_error(ErrorCode::Unavailable, "create", draft);
  }
  // Another process may hold the draft, or have renamed it between our open and our lock:
  // then it is the live file, and not ours to cut.
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0 || ::stat(draft.c_str(), &named) != 0 ||
      named.st_ino != opened.st_ino || named.st_dev != opened.st_dev) {
    return Error{ErrorCode::Unavailable, "another process is writing " + path};
  }
  if (::ftruncate(file.number(), 0) != 0) {
    return system_error(ErrorCode::Unavailable, "write", draft);
  }
  Result<Unit> written = write_contents(file.number(), draft, key, snapshot);
  if (written && ::rename(draft.c_str(), path.c_str()) != 0) {
    written = system_error(ErrorCode::Unavailable, "rename", draft);
  }
  if (!written) {
    ::unlink(draft.c_str());
  }
  return written;
}

}  // namespace shiplog
