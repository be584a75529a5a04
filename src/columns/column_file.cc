// Header, directory, then one section a shard with its columns one after the other, each
// at a multiple of eight bytes. The header tells whether to read on; the directory says
// where everything lies and what it must add up to.

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
#include "columns/column.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_columns.h"
#include "columns/snapshot.h"
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

constexpr std::size_t kAlignment = 8;
constexpr std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) & ~(kAlignment - 1);
}

// A shard as the directory has it. Items of a column that would pass the end of the file
// are refused before anything is mapped to them.
struct Section {
  Shard shard = {};
  std::uint64_t begin = 0;
  std::uint64_t checksum = 0;
  std::array<std::uint64_t, kColumnCount> item_counts = {};
};

using Bytes = std::span<const std::byte>;

std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<Bytes> columns_of(const Shard& shard) {
  std::vector<Bytes> columns;
  for_each_column(shard.tables,
                  [&columns](const auto& column) { columns.push_back(std::as_bytes(column)); });
  return columns;
}

std::size_t section_size(const Shard& shard) {
  std::size_t size = 0;
  for (const Bytes column : columns_of(shard)) {
    size += aligned(column.size());
  }
  return size;
}

void write_reading(ByteWriter& out, const Reading& reading) {
  out.number(reading.now.time_since_epoch().count());
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
  reading.now = read_time(in);
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

std::uint64_t checksum_of(const std::vector<Bytes>& columns) {
  std::uint64_t checksum = 0;
  for (const Bytes column : columns) {
    checksum = hash_mix(checksum, hash_bytes(as_text(column)));
  }
  return checksum;
}

// Begins of sections count from the end of the directory, whose own size they change.
std::string directory_of(const ColumnFileKey& key, const Snapshot& snapshot) {
  ByteWriter out;
  out.text(key.store_identity);
  write_reading(out, key.reading);
  out.number(snapshot.generation);
  out.number(snapshot.complete_until.time_since_epoch().count());
  out.number(snapshot.nothing_after.time_since_epoch().count());
  out.number(static_cast<std::uint64_t>(snapshot.shards.size()));
  std::uint64_t begin = 0;
  for (const auto& shard : snapshot.shards) {
    out.text(shard->repository_id);
    out.text(shard->full_name);
    out.number(shard->begins_at.time_since_epoch().count());
    out.number(shard->latest_at.time_since_epoch().count());
    out.number(shard->nothing_after.time_since_epoch().count());
    out.number(shard->organisation_fingerprint);
    out.number(shard->unknown_parents);
    out.number(begin);
    out.number(checksum_of(columns_of(*shard)));
    for_each_column(shard->tables, [&out](const auto& column) {
      out.number(static_cast<std::uint64_t>(column.size()));
    });
    begin += section_size(*shard);
  }
  return out.bytes();
}

Section read_section(ByteReader& in) {
  Section section;
  section.shard.repository_id = in.text();
  section.shard.full_name = in.text();
  section.shard.begins_at = read_time(in);
  section.shard.latest_at = read_time(in);
  section.shard.nothing_after = read_time(in);
  section.shard.organisation_fingerprint = in.number<std::uint64_t>();
  section.shard.unknown_parents = in.number<std::int64_t>();
  section.begin = in.number<std::uint64_t>();
  section.checksum = in.number<std::uint64_t>();
  for (std::uint64_t& count : section.item_counts) {
    count = in.number<std::uint64_t>();
  }
  return section;
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

// Points the shard's columns into the mapping. False when one would not fit.
bool place_columns(Section& section, Bytes sections) {
  std::size_t next_count = 0;
  std::size_t offset = section.begin;
  bool fits = section.begin % kAlignment == 0;
  for_each_column(section.shard.tables, [&](auto& column) {
    using Item = typename std::remove_reference_t<decltype(column)>::element_type;
    const std::uint64_t count = section.item_counts[next_count++];
    fits = fits && offset <= sections.size() && count <= (sections.size() - offset) / sizeof(Item);
    if (fits) {
      column = {reinterpret_cast<Item*>(sections.data() + offset), count};
      offset += aligned(column.size_bytes());
    }
  });
  return fits;
}

bool has_even_work(const WorkTables<Fixed>& work, std::size_t changes, std::size_t people) {
  const std::size_t remarks = work.remarks.at.size();
  return work.attention.remarks.size() == changes && work.attention.rounds.size() == changes &&
         work.remarks.author.size() == remarks && work.remarks.counts.size() == remarks &&
         work.drafts.change.size() == work.drafts.is_draft.size() &&
         work.touches.change.size() == work.touches.path.size() &&
         work.commits.id.size() == work.commits.lines.size() &&
         work.runs.id.size() == work.runs.check.size() && work.human.size() == people;
}

// Every column of a table is as long as it must be. Whatever else could be wrong in a
// column, its checksum would be too.
bool has_even_columns(const Shard& shard) {
  const auto& [changes, deployments, lines, people, work, text] = shard.tables;
  const std::size_t c = changes.kind.size();
  const std::size_t d = deployments.id.size();
  return changes.merged_at.size() == c && changes.toggle_offsets.size() == c + 1 &&
         changes.carrier_offsets.size() == c + 1 && changes.is_reverted.size() == c &&
         deployments.line.size() == d && deployments.evidence_offsets.size() == d + 1 &&
         deployments.change_offsets.size() == d + 1 &&
         lines.source.size() == lines.latest_attempt_at.size() &&
         people.id.size() == people.is_agent.size() && has_even_work(work, c, people.id.size());
}

bool is_sound(const Section& section, const Mapping& mapping) {
  std::uint64_t checksum = 0;
  for (const Bytes column : columns_of(section.shard)) {
    checksum = hash_mix(checksum, hash_bytes(as_text(column)));
    mapping.drop(column);
  }
  return checksum == section.checksum && has_even_columns(section.shard);
}

bool are_sound(std::span<const Section> sections, const Mapping& mapping, unsigned threads) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> is_good = true;
  const auto work = [&] {
    for (std::size_t index = next++; index < sections.size() && is_good; index = next++) {
      if (!is_sound(sections[index], mapping)) {
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

struct Directory {
  ColumnFileKey key = {};
  Snapshot snapshot = {};
  std::vector<Section> sections = {};
};

std::optional<Directory> read_directory(std::string_view bytes) {
  ByteReader in(bytes);
  Directory directory;
  directory.key.store_identity = in.text();
  directory.key.reading = read_reading(in);
  directory.snapshot.reading = directory.key.reading;
  directory.snapshot.generation = in.number<std::int64_t>();
  directory.snapshot.complete_until = read_time(in);
  directory.snapshot.nothing_after = read_time(in);
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.left() > 0; --left) {
    directory.sections.push_back(read_section(in));
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
    header.file_size += section_size(*shard);
  }
  TRY(write_all(file, as_text(std::as_bytes(std::span(&header, 1))), path));
  TRY(write_all(file, directory, path));
  constexpr std::array<char, kAlignment> kPadding = {};
  for (const auto& shard : snapshot.shards) {
    for (const Bytes column : columns_of(*shard)) {
      TRY(write_all(file, as_text(column), path));
      TRY(write_all(file, {kPadding.data(), aligned(column.size()) - column.size()}, path));
    }
  }
  return Unit{};
}

}  // namespace

std::size_t column_bytes(const Shard& shard) {
  std::size_t bytes = 0;
  for (const Bytes column : columns_of(shard)) {
    bytes += column.size();
  }
  return bytes;
}

Result<Snapshot> read_column_file(const std::string& path, const ColumnFileKey& key,
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
  const Bytes sections = rest.subspan(aligned(header.directory_size));
  for (Section& section : directory->sections) {
    if (!place_columns(section, sections)) {
      return damaged(path);
    }
    section.shard.memory = mapping;
  }
  if (!are_sound(directory->sections, *mapping, threads)) {
    return damaged(path);
  }
  for (Section& section : directory->sections) {
    directory->snapshot.shards.push_back(std::make_shared<const Shard>(std::move(section.shard)));
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
