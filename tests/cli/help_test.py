#!/usr/bin/env python3
"""`--help`, the man page, the page of the manual and the completions say the same."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from support import TEAM, Case

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

    def test_man_page_is_sound_roff(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        result = subprocess.run(
            ["groff", "-Kutf8", "-man", "-Tutf8", "-ww", "-z"],
            input=self.run_capalint("man").stdout, capture_output=True)
        self.assertEqual(result.stderr.decode(), "")

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

    def test_shells_can_read_their_completions(self):
        for shell in ["bash", "zsh", "fish"]:
            script = self.run_capalint("completions", shell, code=0).out
            for command in self.commands():
                self.assertIn(command, script)
            if shutil.which(shell):
                self.write(f"completions.{shell}", script)
                subprocess.run([shell, "-n", f"completions.{shell}"], cwd=self.folder, check=True)

    def test_unknown_words_get_the_nearest(self):
        result = self.run_capalint("chekc", code=2)
        self.assertIn("`chekc` is not a command; did you mean `check`?", result.err)
        result = self.check("--formt", "json", code=2)
        self.assertIn("`--formt` is not an option of `capalint check`; did you mean `--format`?",
                      result.err)
        self.assertIn("`--since-what` is not an option", self.check("--since-what=3", code=2).err)
        self.assertIn("capalint --help", self.run_capalint("--versoin", code=2).err)

    def test_no_words_at_all_show_the_help(self):
        result = self.run_capalint(code=2)
        self.assertIn("Subcommands:", result.err)
        self.assertEqual(result.out, "")


if __name__ == "__main__":
    unittest.main()
