#include "store/sqlite/sqlite_error.h"

#include <sqlite3.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "base/error.h"

namespace shiplog {
namespace {

constexpr int kPrimaryCodeMask = 0xFF;

Error full_disk(const std::string& store) {
  return {ErrorCode::Unavailable,
          "the disk is full under " + store +
              "; what was acknowledged before is safe, nothing of the last batch was stored: free "
              "some space, then run it again"};
}

Error read_only(const std::string& store) {
  return {ErrorCode::Forbidden,
          store +
              " cannot be written: its file, its folder or its disk is read-only; make them "
              "writable, or choose another store with --store"};
}

}  // namespace

Error sqlite_error(sqlite3* database, std::string_view store_name) {
  const std::string store = "the store " + std::string(store_name);
  const std::string detail = sqlite3_errmsg(database);
  const int error_number = sqlite3_system_errno(database);
  switch (sqlite3_extended_errcode(database) & kPrimaryCodeMask) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::Unavailable, store + " is held by another process; try again later"};
    case SQLITE_FULL:
      return full_disk(store);
    case SQLITE_READONLY:
      return read_only(store);
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::Forbidden, store + " may not be opened: permission denied"};
    case SQLITE_CANTOPEN:
      if (error_number == EMFILE || error_number == ENFILE) {
        return {ErrorCode::Unavailable, "too many files are open to open " + store};
      }
      return {ErrorCode::Forbidden,
              store + " cannot be opened (" + detail +
                  "); SQLite must be able to write to its file and in its folder, even to read: "
                  "make them writable, or copy the store to where they are"};
    case SQLITE_NOTADB:
      return not_a_store(store_name, "it is no SQLite database");
    case SQLITE_CORRUPT:
      return {ErrorCode::Internal,
              store + " is damaged (" + detail +
                  "); restore it from a backup, or delete it and import its sources anew"};
    case SQLITE_TOOBIG:
      return {ErrorCode::InvalidInput, store + " cannot hold a line that long"};
    case SQLITE_NOMEM:
      return {ErrorCode::Unavailable, "there is not enough memory to use " + store};
    case SQLITE_IOERR:
      if (error_number == ENOSPC) {
        return full_disk(store);
      }
      if (error_number == EROFS) {
        return read_only(store);
      }
      return {ErrorCode::Unavailable, "the disk failed under " + store + " (" + detail +
                                          "); check the disk, then try again"};
    default:
      return {ErrorCode::Internal, store + " failed: " + detail};
  }
}

bool is_busy(sqlite3* database) {
  return (sqlite3_extended_errcode(database) & kPrimaryCodeMask) == SQLITE_BUSY;
}

Error not_a_store(std::string_view store_name, std::string_view what) {
  return {ErrorCode::InvalidInput, std::string(store_name) +
                                       " is not a Shiplog store: " + std::string(what) +
                                       "; choose another file with --store sqlite:PATH"};
}

}  // namespace shiplog
