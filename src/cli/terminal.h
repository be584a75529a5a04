// Terminal: where a command's words go. Data to standard output; everything for people,
// such as progress and complaints, to standard error.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/exit_code.h"

namespace shiplog {

// What standard output can show.
struct Style {
  bool has_color = false;
  bool has_utf8 = true;
  std::size_t width = 80;  // Columns.
};

enum class Tone : std::uint8_t { Plain, Bold, Faint, Better, Worse, Accent };

// The text in the colour of a tone, or as it is.
std::string toned(std::string_view text, Tone tone, const Style& style);

class Terminal {
 public:
  // Looks at the process: whether its outputs are terminals, their width, NO_COLOR, LANG.
  static Terminal of_process();

  void set_quiet(bool is_quiet) { is_quiet_ = is_quiet; }
  void set_verbosity(std::size_t verbosity) { verbosity_ = verbosity; }
  void set_logs_json(bool logs_json) { logs_json_ = logs_json; }

  const Style& style() const { return style_; }

  // Whether a line that is drawn again and again would be seen as one.
  bool shows_progress() const { return error_is_terminal_ && !is_quiet_ && !logs_json_; }
  bool is_quiet() const { return is_quiet_; }

  // Data. Buffered; Cancelled when the reader has gone away, which is no failure of ours.
  Result<Unit> write(std::string_view data);

  // A text made for the screen: as write(), in ASCII where the screen has no more.
  void print(std::string_view text);

  // For people.
  void say(std::string_view message);     // Silent when quiet.
  void detail(std::string_view message);  // Only when verbose.
  void warn(std::string_view message);

  // Draws the line of progress anew, or several; empty: takes it away. No line may be wider
  // than the terminal.
  void draw_progress(std::string_view lines);

  // Says what went wrong, and gives the exit code for it.
  ExitCode fail(const Error& error);
  // The same of something that a person typed wrongly.
  ExitCode refuse(const Error& error);

  // Writes out what was written, now.
  Result<Unit> flush();

  // Writes out what is left. Failed when the data could not all be written.
  ExitCode finish(ExitCode code);

 private:
  Terminal() = default;
  void log(std::string_view level, std::string_view message);

  Style style_ = {};
  bool error_is_terminal_ = false;
  bool is_quiet_ = false;
  bool logs_json_ = false;
  std::size_t progress_lines_ = 0;  // That stand there now.
  bool reader_is_gone_ = false;
  bool has_complained_ = false;
  std::size_t verbosity_ = 0;
  std::string buffer_ = {};
};

}  // namespace shiplog
