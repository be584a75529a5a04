#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "cli/exit_code.h"
#include "cli/text_width.h"

namespace shiplog {
namespace {

constexpr std::size_t kBufferSize = 64 * 1024;
constexpr std::size_t kNarrowest = 40;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (const std::string_view value = environment(name); !value.empty()) {
      return value.find("UTF-8") != std::string_view::npos ||
             value.find("utf8") != std::string_view::npos ||
             value.find("UTF8") != std::string_view::npos ||
             value.find("utf-8") != std::string_view::npos;
    }
  }
  return false;
}

std::size_t output_width() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::max<std::size_t>(size.ws_col, kNarrowest);
  }
  const std::string_view columns = environment("COLUMNS");
  const int told = columns.empty() ? 0 : std::atoi(columns.data());
  return told > 0 ? std::max(static_cast<std::size_t>(told), kNarrowest) : Style{}.width;
}

// Nothing is left to be done when standard error cannot be written.
void write_error(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      return;
    }
    text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
}

}  // namespace

std::string toned(std::string_view text, Tone tone, const Style& style) {
  if (!style.has_color || tone == Tone::Plain) {
    return std::string(text);
  }
  // Better is blue and worse is yellow, which colour-blind eyes tell apart; a word beside
  // it always says the same.
  const auto code = [&]() -> std::string_view {
    switch (tone) {
      case Tone::Bold:
        return "1";
      case Tone::Faint:
        return "2";
      case Tone::Better:
        return "1;34";
      case Tone::Worse:
        return "1;33";
      case Tone::Accent:
        return "36";
      case Tone::Plain:
        break;
    }
    return "0";
  }();
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

Terminal Terminal::of_process() {
  Terminal terminal;
  const bool is_terminal = isatty(STDOUT_FILENO) == 1;
  terminal.error_is_terminal_ = isatty(STDERR_FILENO) == 1;
  terminal.style_ = {
      .has_color = is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb",
      .has_utf8 = locale_is_utf8(),
      .width = output_width()};
  return terminal;
}

Result<Unit> Terminal::write(std::string_view data) {
  buffer_ += data;
  return buffer_.size() < kBufferSize ? Unit{} : flush();
}

void Terminal::print(std::string_view text) {
  // Its error comes up again in finish().
  static_cast<void>(style_.has_utf8 ? write(text) : write(to_ascii(text)));
}

Result<Unit> Terminal::flush() {
  std::string_view left = buffer_;
  while (!left.empty() && !reader_is_gone_) {
    const ssize_t written = ::write(STDOUT_FILENO, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    if (errno == EPIPE) {
      reader_is_gone_ = true;
    } else if (errno != EINTR) {
      buffer_.erase(0, buffer_.size() - left.size());
      return Error{ErrorCode::Internal,
                   "standard output cannot be written: " + std::string(std::strerror(errno))};
    }
  }
  buffer_.clear();
  if (reader_is_gone_) {
    return Error{ErrorCode::Cancelled, "nobody reads standard output any more"};
  }
  return Unit{};
}

void Terminal::log(std::string_view level, std::string_view message) {
  draw_progress({});
  std::string line;
  if (logs_json_) {
    JsonWriter json(line);
    json.begin_object().key("time").text(format_time(SystemClock().now()));
    json.key("level").text(level).key("message").text(message).end_object();
  } else {
    line = level == "info" ? std::string(message)
                           : "shiplog: " + std::string(level == "warning" ? "warning: " : "") +
                                 std::string(message);
    line = style_.has_utf8 ? line : to_ascii(line);
  }
  write_error(line + "\n");
}

void Terminal::say(std::string_view message) {
  if (!is_quiet_) {
    log("info", message);
  }
}

void Terminal::detail(std::string_view message) {
  if (verbosity_ > 0 && !is_quiet_) {
    log("info", message);
  }
}

void Terminal::warn(std::string_view message) { log("warning", message); }

void Terminal::draw_progress(std::string_view lines) {
  if (lines.empty() && progress_lines_ == 0) {
    return;
  }
  constexpr std::string_view kClearLine = "\r\x1b[K";
  constexpr std::string_view kLineUp = "\x1b[1A";
  std::string out(kClearLine);
  for (std::size_t i = 1; i < progress_lines_; ++i) {
    out.append(kLineUp).append(kClearLine);
  }
  write_error(out + (style_.has_utf8 ? std::string(lines) : to_ascii(lines)));
  progress_lines_ =
      lines.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(lines, '\n'));
}

ExitCode Terminal::fail(const Error& error) {
  if (reader_is_gone_) {
    return ExitCode::Done;
  }
  has_complained_ = true;
  log("error", error.message);
  return exit_code_of(error.code);
}

ExitCode Terminal::refuse(const Error& error) {
  const ExitCode code = fail(error);
  return code == ExitCode::Failed ? ExitCode::WrongUsage : code;
}

ExitCode Terminal::finish(ExitCode code) {
  draw_progress({});
  const Result<Unit> flushed = flush();
  if (flushed || reader_is_gone_) {
    return code;
  }
  buffer_.clear();
  return has_complained_ ? code : fail(flushed.error());
}

}  // namespace shiplog
