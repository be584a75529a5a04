#include "cli/completion.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace shiplog {
namespace {

using Names = std::span<const std::string_view>;

std::string joined(Names words) {
  std::string out;
  for (const std::string_view word : words) {
    out += (out.empty() ? "" : " ") + std::string(word);
  }
  return out;
}

std::string_view first_word(std::string_view name) { return name.substr(0, name.find(' ')); }
bool has_two_words(std::string_view name) { return name.find(' ') != std::string_view::npos; }

// What may follow the name of a command: its second words, then what it takes.
std::vector<std::string_view> operand_words(const Command& command, Names metrics) {
  std::vector<std::string_view> words;
  for (const Command& other : command_list()) {
    if (has_two_words(other.name) && first_word(other.name) == command.name) {
      words.push_back(other.name.substr(command.name.size() + 1));
    }
  }
  if (command.operand.is_metric) {
    words.insert(words.end(), metrics.begin(), metrics.end());
  }
  for (const std::string_view choice : split_choices(command.operand.choices)) {
    words.push_back(choice);
  }
  return words;
}

std::vector<std::string_view> first_words() {
  std::vector<std::string_view> words;
  for (const Command& command : command_list()) {
    if (words.empty() || words.back() != first_word(command.name)) {
      words.push_back(first_word(command.name));
    }
  }
  return words;
}

// Of options with a closed set of values, each once: a name means the same everywhere.
std::vector<const Option*> options_with_choices() {
  std::vector<const Option*> found;
  for (const Command& command : command_list()) {
    for (const Option* option : options_of(command)) {
      const auto is_same = [option](const Option* other) { return other->name == option->name; };
      if (!option->choices.empty() && std::none_of(found.begin(), found.end(), is_same)) {
        found.push_back(option);
      }
    }
  }
  return found;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char character : text) {
    out += character == '\'' ? std::string("'\\''") : std::string(1, character);
  }
  return out + "'";
}

}  // namespace

std::string bash_completion(Names metrics) {
  std::string out =
      "_shiplog() {\n  local current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
      "  local previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n  case \"$previous\" in\n";
  for (const Option* option : options_with_choices()) {
    out += "    " + std::string(option->name) + ") COMPREPLY=($(compgen -W " +
           quoted(joined(split_choices(option->choices))) + " -- \"$current\")); return ;;\n";
  }
  out += "  esac\n  local words=" + quoted(joined(first_words())) + "\n";
  out += "  case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n";
  // Two words before one, so that "import git" is not taken for "import".
  for (const bool two : {true, false}) {
    for (const Command& command : command_list()) {
      if (has_two_words(command.name) != two) {
        continue;
      }
      std::vector<std::string_view> words = operand_words(command, metrics);
      for (const Option* option : options_of(command)) {
        words.push_back(option->name);
      }
      out += "    " + quoted(std::string(command.name) + (two ? "" : " ")) +
             "*) words=" + quoted(joined(words)) + " ;;\n";
    }
  }
  out +=
      "    'config '*) words='show check' ;;\n  esac\n"
      "  [ \"$COMP_CWORD\" -gt 1 ] || words=" +
      quoted(joined(first_words())) +
      "\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
      "complete -o default -F _shiplog shiplog\n";
  return out;
}

std::string zsh_completion(Names metrics) {
  // Zsh reads bash's scripts by its own bashcompinit, so there is one logic to get right.
  return "#compdef shiplog\nautoload -U +X bashcompinit && bashcompinit\n" +
         bash_completion(metrics);
}

std::string fish_completion(Names metrics) {
  std::string out = "complete -c shiplog -f\n";
  for (const Command& command : command_list()) {
    const std::string word(first_word(command.name));
    if (!has_two_words(command.name)) {
      out += "complete -c shiplog -n __fish_use_subcommand -a " + word + " -d " +
             quoted(command.summary) + "\n";
    }
    const std::string seen = "complete -c shiplog -n '__fish_seen_subcommand_from " + word + "' ";
    if (command.operand.is_file) {
      out += seen + "-F\n";
    }
    if (const auto words = operand_words(command, metrics); !words.empty()) {
      out += seen + "-a " + quoted(joined(words)) + "\n";
    }
    for (const Option& option : command.options) {
      out += seen + "-l " + std::string(option.name.substr(2)) + " -d " + quoted(option.help) +
             (option.takes_value() ? " -r" : "") + "\n";
    }
    for (const OptionGroup* group : command.groups) {
      for (const Option& option : group->options) {
        out += seen + "-l " + std::string(option.name.substr(2)) + " -d " + quoted(option.help);
        out += option.choices.empty()
                   ? (option.takes_value() ? " -r\n" : "\n")
                   : " -x -a " + quoted(joined(split_choices(option.choices))) + "\n";
      }
    }
  }
  out +=
      "complete -c shiplog -n __fish_use_subcommand -a config -d 'settings'\n"
      "complete -c shiplog -n '__fish_seen_subcommand_from config' -a 'show check'\n";
  for (const Option& option : global_options().options) {
    out += "complete -c shiplog -l " + std::string(option.name.substr(2)) + " -d " +
           quoted(option.help) + (option.takes_value() ? " -r" : "") + "\n";
  }
  return out;
}

}  // namespace shiplog
