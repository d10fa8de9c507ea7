#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/help.h"

namespace capalint::cli {
namespace {

// In single quotes, for any shell.
std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

// fish has a backslash inside single quotes.
std::string fish_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

// Where zsh gives brackets and colons a meaning.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::vector<std::string> option_names(const CommandDoc& command) {
  std::vector<std::string> names;
  for (const OptionDoc& option : command.options) {
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

}  // namespace

std::string bash_completions(const std::vector<CommandDoc>& commands) {
  std::string names;
  std::string cases;
  std::string values;
  for (const CommandDoc& command : commands) {
    std::string words = fmt::format("{}", fmt::join(option_names(command), " "));
    if (!command.name.empty()) names += (names.empty() ? "" : " ") + command.name;
    for (const OptionDoc& option : command.options) {
      if (option.choices.empty()) continue;
      const std::string choices = fmt::format("{}", fmt::join(option.choices, " "));
      if (option.positional) {
        words += " " + choices;
        continue;
      }
      for (const std::string& name : option.names)
        values += fmt::format("    {}:{}) words='{}' ;;\n", command.name, name, choices);
    }
    cases += fmt::format("    '{}') words='{}' ;;\n", command.name, words);
  }
  return fmt::format(R"(# bash completion for capalint
_capalint() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${{COMP_WORDS[i]}} in
    -*) ;;
    *) command=${{COMP_WORDS[i]}}; break ;;
    esac
  done
  COMPREPLY=()
  case $command:$before in
{}  esac
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    return
  fi
  case $command in
{}  esac
  if [[ -z $command ]]; then words="{} $words"; fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  if [[ -n $command && $word != -* ]]; then
    mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$word")
  fi
}}
complete -o filenames -F _capalint capalint
)",
                     values, cases, names);
}

std::string zsh_completions(const std::vector<CommandDoc>& commands) {
  std::string names;
  std::string cases;
  for (const CommandDoc& command : commands) {
    if (command.name.empty()) continue;
    names += fmt::format("    {}\n", in_quotes(command.name + ":" + zsh_text(command.summary)));
    cases += fmt::format("  {})\n    _arguments -s \\\n", command.name);
    for (const OptionDoc& option : command.options) {
      std::string action;
      if (!option.value.empty()) {
        action = fmt::format(":{}:{}", zsh_text(option.choices.empty() ? option.value : "value"),
                             option.choices.empty()
                                 ? "_files"
                                 : fmt::format("({})", fmt::join(option.choices, " ")));
      }
      if (option.positional) {
        cases += fmt::format("      {} \\\n",
                             in_quotes("*" + (action.empty() ? ":path:_files" : action)));
        continue;
      }
      for (const std::string& name : option.names)
        cases +=
            fmt::format("      {} \\\n",
                        in_quotes(fmt::format("{}[{}]{}", name, zsh_text(option.text), action)));
    }
    cases += "      && return\n    ;;\n";
  }
  return fmt::format(R"(#compdef capalint
_capalint() {{
  local -a commands
  commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
if [[ $funcstack[1] = _capalint ]]; then
  _capalint "$@"
else
  compdef _capalint capalint
fi
)",
                     names, cases);
}

std::string fish_completions(const std::vector<CommandDoc>& commands) {
  std::string text = "# fish completion for capalint\n";
  for (const CommandDoc& command : commands) {
    const std::string condition = command.name.empty()
                                      ? "__fish_use_subcommand"
                                      : fmt::format("__fish_seen_subcommand_from {}", command.name);
    if (!command.name.empty())
      text += fmt::format("complete -c capalint -n __fish_use_subcommand -f -a {} -d {}\n",
                          fish_quoted(command.name), fish_quoted(command.summary));
    for (const OptionDoc& option : command.options) {
      std::string line = fmt::format("complete -c capalint -n {}", fish_quoted(condition));
      const std::string choices = fmt::format("{}", fmt::join(option.choices, " "));
      if (option.positional) {
        if (!choices.empty()) text += line + fmt::format(" -f -a {}\n", fish_quoted(choices));
        continue;
      }
      for (const std::string& name : option.names)
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.value.empty()) line += choices.empty() ? " -r" : " -x -a " + fish_quoted(choices);
      text += fmt::format("{} -d {}\n", line, fish_quoted(option.text));
    }
  }
  return text;
}

}  // namespace capalint::cli
