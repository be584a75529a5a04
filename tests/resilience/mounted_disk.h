// MountedDisk: a file system of a test's own, to fill, to make read-only, to cut from its
// power. Needs root, and a kernel that lets it mount.

#pragma once

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/check.h"
#include "tests/resilience/child_process.h"
#include "tests/temporary_folder.h"

namespace shiplog {

class MountedDisk {
 public:
  // What it is made of: memory, or ext4 in a file, which keeps only what has been synced
  // when its power is cut.
  enum class Kind : std::uint8_t { Memory, File };

  // Of at most this size: "2m".
  MountedDisk(Kind kind, const std::string& size) {
    // A server that runs as another user must be able to reach it.
    std::filesystem::permissions(
        folder_.path(), std::filesystem::perms::others_exec | std::filesystem::perms::group_exec,
        std::filesystem::perm_options::add);
    std::filesystem::create_directory(path());
    const std::string image = (folder_.path() / "disk.img").string();
    if (kind == Kind::Memory) {
      mount_words_ = {"mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs"};
    } else if (run({"truncate", "-s", size, image}) && run({"mkfs.ext4", "-q", image})) {
      mount_words_ = {"mount", "-o", "loop", image};
    } else {
      return;
    }
    mount();
  }
  MountedDisk(const MountedDisk&) = delete;
  MountedDisk& operator=(const MountedDisk&) = delete;
  ~MountedDisk() { unmount(); }

  // Why this machine cannot have it; empty when it can.
  std::string missing() const {
    return is_mounted_ ? "" : "this machine does not let the test mount a file system";
  }

  std::filesystem::path path() const { return folder_.path() / "mounted"; }

  bool remount(const std::string& options) const {
    return run({"mount", "-o", "remount," + options, path().string()});
  }

  // What was written and not synced is lost, as is everything that is written hereafter,
  // until the disk is mounted anew.
  void cut_power() const {
    // FS_IOC_SHUTDOWN with "do not flush the journal", of linux/fs.h in newer kernels.
    constexpr unsigned long kShutdown = 0x8004587dUL;
    std::uint32_t without_flush = 2;
    const int descriptor = open(path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CHECK(descriptor >= 0);
    CHECK(ioctl(descriptor, kShutdown, &without_flush) == 0);
    close(descriptor);
  }

  void mount_anew() {
    unmount();
    mount();
    CHECK(is_mounted_);
  }

 private:
  static bool run(const std::vector<std::string>& words) {
    ChildProcess child(words);
    child.finish();
    return child.exit_code() == 0;
  }

  void mount() {
    std::vector<std::string> words = mount_words_;
    words.push_back(path().string());
    is_mounted_ = run(words);
  }

  void unmount() {
    // A process that was just killed may hold it a moment longer.
    for (int i = 0; is_mounted_ && i < 100; ++i) {
      is_mounted_ = !run({"umount", path().string()});
      if (is_mounted_) {
        usleep(50'000);
      }
    }
  }

  TemporaryFolder folder_;
  std::vector<std::string> mount_words_ = {};
  bool is_mounted_ = false;
};

}  // namespace shiplog
