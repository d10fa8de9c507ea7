#!/usr/bin/env python3
"""`--help`, the man page, the page of the manual and the completions say the same."""

import os
import pathlib
import re
import subprocess
import unittest

from support import EXECUTABLE, TEAM, Case, OnTerminal

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "command-line.md"


class Help(Case):
    def commands(self):
        text = self.run_capalint("--help", code=0).out
        listed = text.split("Subcommands:\n")[1].split("\n\n")[0]
        return re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)

    def options(self, command):
        text = self.run_capalint(command, "--help", code=0).out
        return set(re.findall(r"^  (?:-\w,)?(--[a-z-]+)", text, re.MULTILINE))

    def test_there_are_commands_with_options(self):
        self.assertIn("check", self.commands())
        self.assertIn("--fix", self.options("check"))

    def test_help_is_a_word_too(self):
        self.assertEqual(self.run_capalint("help", code=0).out, self.run_capalint("--help", code=0).out)
        self.assertEqual(self.run_capalint("help", "check", code=0).out,
                         self.run_capalint("check", "--help", code=0).out)
        self.assertIn("`chek` is not a command", self.run_capalint("help", "chek", code=2).err)

    def test_every_command_shows_examples(self):
        for command in self.commands():
            text = self.run_capalint(command, "--help", code=0).out
            self.assertRegex(text, rf"(?m)^ +capalint {command}\b")

    def test_examples_use_options_that_exist(self):
        for command in self.commands():
            text = self.run_capalint(command, "--help").out
            for line in re.findall(rf"^ +capalint {command} .*", text, re.MULTILINE):
                for option in re.findall(r" (--[a-z-]+)", line):
                    self.assertIn(option, self.options(command), line)

    def test_man_page_and_manual_have_every_option(self):
        man = self.run_capalint("man", code=0).out.replace("\\-", "-")
        page = self.run_capalint("man", "--markdown", code=0).out
        for command in self.commands():
            section = man.split(f'.SH "CAPALINT {command}"')[1].split(".SH")[0]
            part = page.split(f"## `capalint {command}`")[1].split("\n## ")[0]
            for option in self.options(command):
                self.assertRegex(section, rf"\.B .*{option}\b")
                self.assertRegex(part, rf"\| `[^`]*{option}\b")

    def test_manual_is_up_to_date(self):
        page = self.run_capalint("man", "--markdown", code=0).out
        if os.environ.get("CAPALINT_UPDATE_GOLDEN") == "1":
            PAGE.write_text(page)
        self.assertEqual(PAGE.read_text(), page, "CAPALINT_UPDATE_GOLDEN=1 writes it again")

    def test_man_shows_the_page_without_a_warning(self):
        self.write("capalint.1", self.run_capalint("man", code=0).out)
        result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "capalint.1"], cwd=self.folder,
                                env={**self.environment, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANPAGER": "cat"},
                                capture_output=True, check=True)
        self.assertEqual(result.stderr.decode(), "")
        self.assertIn("capalint check --write-baseline known.json", result.stdout.decode())

    def bash(self, *words):
        script = self.run_capalint("completions", "bash", code=0).out
        line = " ".join(f"'{word}'" for word in words)
        script += (f"\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _capalint"
                   '\nprintf "%s\\n" "${COMPREPLY[@]}"\n')
        return subprocess.run(["bash", "-c", script], cwd=self.folder, check=True,
                              capture_output=True).stdout.decode().split()

    def test_bash_completes(self):
        self.assertEqual(self.bash("capalint", "che"), ["check"])
        self.assertIn("--fix", self.bash("capalint", "check", "--f"))
        self.assertEqual(self.bash("capalint", "check", "--format", "sa"), ["sarif"])
        self.assertEqual(self.bash("capalint", "completions", "z"), ["zsh"])
        self.write("ann.capa", TEAM)
        self.assertEqual(self.bash("capalint", "check", "an"), ["ann.capa"])

    def shell_environment(self):
        """Of somebody who has nothing but capalint."""
        return {**self.environment, "PATH": f"{pathlib.Path(EXECUTABLE).parent}:{self.environment['PATH']}",
                "HOME": str(self.folder), "PS1": "> ", "TERM": "xterm", "LC_ALL": "C.UTF-8"}

    def on_shell(self, *words):
        return OnTerminal(self, words, env=self.shell_environment())

    def test_bash_completes_as_one_types(self):
        self.write("completions.bash", self.run_capalint("completions", "bash", code=0).out)
        self.write("Māia O'Neill.capa", TEAM)
        shell = self.on_shell("bash", "--norc", "--noprofile", "-i")
        shell.type("source completions.bash\n")
        shell.type("capalint che\t--for\tsa\t")
        shell.read_until("capalint check --format sarif ")
        shell.type("M\t\n")
        shell.read_until('"results": []')

    def test_zsh_completes_as_one_types(self):
        self.write("zfunc/_capalint", self.run_capalint("completions", "zsh", code=0).out)
        shell = self.on_shell("zsh", "-f", "-i")
        shell.type("fpath=($PWD/zfunc $fpath); autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste; echo rea''dy\n")
        shell.read_until("ready")
        shell.type("capalint comp\tz\t | head -1\n")
        shell.read_until("#compdef capalint")
        shell.type("capalint check --sel\t")
        shell.read_until("ect")

    def test_fish_completes(self):
        self.write(".config/fish/completions/capalint.fish", self.run_capalint("completions", "fish", code=0).out)

        def candidates(line):
            result = subprocess.run(["fish", "-c", 'complete -C "$argv[1]"', line], cwd=self.folder, capture_output=True,
                                    env=self.shell_environment(), check=True)
            self.assertEqual(result.stderr.decode(), "")
            return [each.split("\t") for each in result.stdout.decode().splitlines()]

        self.assertEqual(candidates("capalint che"), [["check", "check job plans against the CAPA standards"]])
        self.assertIn(["--fix", "mend what can be mended without changing what was meant"], candidates("capalint check --f"))
        self.assertEqual([each[0] for each in candidates("capalint check --format s")], ["sarif", "short"])
        self.assertEqual([each[0] for each in candidates("capalint completions z")], ["zsh"])
        self.write("ann.capa", TEAM)
        self.assertIn("ann.capa", [each[0] for each in candidates("capalint check an")])

    def test_unknown_words_get_the_nearest(self):
        result = self.run_capalint("chekc", code=2)
        self.assertIn("`chekc` is not a command; did you mean `check`?", result.err)
        result = self.check("--formt", "json", code=2)
        self.assertIn("`--formt` is not an option of `capalint check`; did you mean `--format`?",
                      result.err)
        self.assertIn("`--since-what` is not an option", self.check("--since-what=3", code=2).err)
        self.assertIn("capalint --help", self.run_capalint("--versoin", code=2).err)

    def test_wrong_values_are_told_in_plain_words(self):
        for words, said in [
            (["check", "--format"], "`--format` needs one of these after it: text,short,json,"),
            (["check", "--output"], "`--output` needs a FORMAT=FILE after it"),
            (["check", "--threads", "x"], "`--threads` takes a whole number, and not `x`"),
            (["check", "--since", "a", "--since", "b"], "`--since` may be given only once"),
            (["check", "--color", "red"], "`--color` takes one of auto,always,never, and not `red`"),
            (["completions"], "`shell` is missing"),
            (["check", "--quarter", "2026"], "`--quarter`: `2026` is not a quarter; write it as 2026-Q4"),
            (["check", "--exclude", ""], "`--exclude`: nothing is given"),
        ]:
            self.assertIn(f"capalint: {said}", self.run_capalint(*words, code=2).err)

    def test_a_switch_takes_no_value(self):
        for words in (["check", "--fix=no"], ["fmt", "--check=no"]):
            self.run_capalint(*words, code=2)

    def test_no_words_at_all_show_the_help(self):
        result = self.run_capalint(code=2)
        self.assertIn("Subcommands:", result.err)
        self.assertEqual(result.out, "")


if __name__ == "__main__":
    unittest.main()
