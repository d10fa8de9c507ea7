#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/command.h"
#include "cli/gate.h"
#include "cli/help.h"
#include "cli/version.h"

namespace capalint::cli {
namespace {

// Text that roff shows as it is.
std::string roff(std::string_view text) {
  std::string result;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c != '`') {
      result += c;
    }
    line_start = c == '\n';
  }
  return result;
}

std::string usage(const CommandDoc& command) {
  if (command.name.empty()) return "capalint COMMAND [OPTIONS]";
  std::string text = fmt::format("capalint {} [OPTIONS]", command.name);
  for (const OptionDoc& option : command.options) {
    if (option.positional) text += fmt::format(" [{}]", option.names.front());
  }
  return text;
}

std::string heading(const OptionDoc& option) {
  std::string text = fmt::format("{}", fmt::join(option.names, ", "));
  if (!option.value.empty() && !option.positional) text += " " + option.value;
  return text;
}

constexpr std::string_view exit_codes[][2] = {
    {"0", "nothing reached the level of `--fail-on`"},
    {"1", "something did, or `--diff` or `--check` would change something"},
    {"2",
     "the job could not be done: a wrong option, a file that cannot be read or written, output that goes nowhere"},
};

constexpr std::string_view which_files[] = {
    ("A folder stands for the `.capa` files in it and below; names that begin with a dot do not count. A file that is "
     "named is read whatever its name. A pattern in quotation marks is expanded by capalint: `*` is a part of a name, "
     "`**` any number of folders."),
    ("Plans are checked together with their team, so the whole workspace of a file is read: the nearest folder above it "
     "that holds a `capalint.capa`, or else the folder that was named or that holds the file. What is found is shown for "
     "the files that were named, and not for the others. When errors in one of the others keep a sum from being judged, "
     "`check` says so."),
    ("What .gitignore files and .git/info/exclude leave out is not read, and `check` says so. `--exclude` takes the same "
     "patterns, as though they stood in the current folder: `old` is every file or folder of that name, `plans/old` "
     "that one, and `*.draft.capa` every file that ends so."),
    ("A workspace is a folder tree. A link in it is followed to what lies in the same tree; what a link leads to elsewhere "
     "is neither read nor written, and `check` says so. Put a copy there in place of the link, or name the file or folder "
     "that it leads to."),
    ("`-` is a text on standard input. With `--stdin-filename` it takes the place of that file in its workspace, as an "
     "editor needs it for what is not saved yet."),
};

struct ManOptions {
  bool markdown = false;
};

struct CompletionOptions {
  std::string shell;
};

}  // namespace

std::string man_page(const std::vector<CommandDoc>& commands) {
  std::string text = fmt::format(
      ".TH CAPALINT 1 \"\" \"capalint {}\" \"User commands\"\n"
      ".SH NAME\ncapalint \\- check job plans against CAPA, the Choice and Partnership Approach\n"
      ".SH SYNOPSIS\n",
      version);
  for (const CommandDoc& command : commands) {
    if (!command.name.empty()) text += fmt::format(".B {}\n.br\n", roff(usage(command)));
  }
  for (const CommandDoc& command : commands) {
    if (command.name.empty()) {
      text += ".SH OPTIONS\n";
    } else {
      text += fmt::format(".SH \"CAPALINT {}\"\n{}.\n", command.name, roff(command.summary));
    }
    for (const OptionDoc& option : command.options)
      text += fmt::format(".TP\n.B {}\n{}\n", roff(heading(option)), roff(option.text));
    if (command.examples.empty()) continue;
    text += ".PP\nExamples:\n";
    for (const CommandExample& example : command.examples)
      text += fmt::format(".TP\n.B {}\n{}\n", roff(example.command), roff(example.says));
  }
  text += ".SH FILES\n";
  for (const std::string_view paragraph : which_files)
    text += fmt::format(".PP\n{}\n", roff(paragraph));
  text += ".SH \"EXIT STATUS\"\n";
  for (const auto& [code, meaning] : exit_codes)
    text += fmt::format(".TP\n.B {}\n{}\n", code, roff(meaning));
  return text;
}

std::string command_page(const std::vector<CommandDoc>& commands) {
  std::string text =
      "# The command line\n\nWritten by `capalint man --markdown`, from what the program itself "
      "knows of its options.\n";
  for (const CommandDoc& command : commands) {
    text += command.name.empty() ? fmt::format("\n```\n{}\n```\n", usage(command))
                                 : fmt::format("\n## `capalint {}`\n\n{}.\n\n```\n{}\n```\n",
                                               command.name, command.summary, usage(command));
    if (!command.options.empty()) text += "\n| | |\n| --- | --- |\n";
    for (const OptionDoc& option : command.options) {
      std::string name = heading(option);
      std::string says = option.text;
      for (std::string* cell : {&name, &says}) {
        for (std::size_t at = 0; (at = cell->find('|', at)) != std::string::npos; at += 2)
          cell->insert(at, "\\");
      }
      text += fmt::format("| `{}` | {} |\n", name, says);
    }
    for (const CommandExample& example : command.examples)
      text += fmt::format("{}    {}  # {}\n", &example == &command.examples.front() ? "\n" : "",
                          example.command, example.says);
  }
  text += "\n## Which files are read\n";
  for (const std::string_view paragraph : which_files) text += fmt::format("\n{}\n", paragraph);
  text += "\n## Exit codes\n\n| | |\n| --- | --- |\n";
  for (const auto& [code, meaning] : exit_codes)
    text += fmt::format("| {} | {} |\n", code, meaning);
  return text;
}

Run declare_man(CLI::App& app) {
  const auto options = std::make_shared<ManOptions>();
  app.add_flag("--markdown", options->markdown, "as Markdown instead of roff");
  return [options, &app](Terminal& terminal) {
    const auto commands = documented(*app.get_parent());
    exact(terminal.out) << (options->markdown ? command_page(commands) : man_page(commands));
    return success;
  };
}

Run declare_completions(CLI::App& app) {
  const auto options = std::make_shared<CompletionOptions>();
  app.add_option("shell", options->shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  return [options, &app](Terminal& terminal) {
    const auto commands = documented(*app.get_parent());
    exact(terminal.out) << (options->shell == "bash"  ? bash_completions(commands)
                            : options->shell == "zsh" ? zsh_completions(commands)
                                                      : fish_completions(commands));
    return success;
  };
}

}  // namespace capalint::cli
