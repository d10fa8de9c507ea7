#!/usr/bin/env python3
"""A workspace is a folder tree: what links lead to elsewhere is neither read nor written. The walk itself: workspace_test.cpp."""

import json
import unittest

from support import CLEAN, TEAM, WARNED, Case

SECRET = 'machine github.com login me password hunter2\n'
UNTIDY = CLEAN.replace("3.5h", "3,5h").replace("  tue am", "tue am")


class Links(Case):
    def setUp(self):
        super().setUp()
        self.write("w/capalint.capa", TEAM)
        self.write("w/ann.capa", WARNED)
        self.write("out/.netrc", SECRET)
        self.write("out/victim.capa", UNTIDY.replace("Ann", "Vic"))

    def link(self, name, target):
        (self.folder / name).symlink_to(target)

    def test_no_line_of_a_file_elsewhere_is_shown(self):
        self.link("w/x.capa", "../out/.netrc")
        for format in ("text", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"):
            for path in ("w", "w/x.capa", "w/*.capa"):
                result = self.check(path, "--format", format, code=2)
                self.assertIn("CAPA001", result.out)
                self.assertIn("this link leads out of the workspace, so it is not read", result.out)
                self.assertNotIn("hunter2", result.out + result.err)
        for words in (["balance", "w"], ["fmt", "--diff", "w"], ["fmt", "--diff", "w/x.capa"], ["diff", "w", "w/x.capa"], ["explain", "w/x.capa:1"],
                      ["check", "--fix", "w"], ["check", "--diff", "w"], ["rules", "--settings", "w"], ["test", "w"]):
            result = self.run_capalint(*words)
            self.assertNotIn("hunter2", result.out + result.err, words)

    def test_no_file_elsewhere_is_written(self):
        before = self.read("out/victim.capa")
        self.link("w/vic.capa", "../out/victim.capa")
        self.link("w/plans", "../out")
        for words in (["check", "--fix", "w"], ["check", "--fix", "--unsafe-fixes", "w/vic.capa"], ["fmt", "w"], ["fmt", "w/vic.capa"],
                      ["check", "--fix", "w/plans/victim.capa"], ["fmt", "w/plans"]):
            self.assertIn("this link leads out of the workspace", "".join(self.texts(self.run_capalint(*words, code=2))), words)
            self.assertEqual(self.read("out/victim.capa"), before, words)

    def texts(self, result):
        return result.out, result.err

    def test_a_folder_elsewhere_is_left_out_and_that_is_said(self):
        self.link("w/plans", "../out")
        said = "capalint: w/plans: this link leads out of the workspace, so what it holds does not count here\n"
        self.assertIn(said, self.check("w", code=2).err)
        self.assertIn(said, self.check("w/ann.capa", code=0).err)
        self.assertNotIn(said, self.check("w", "--exclude", "plans", code=0).err)
        self.write("data/notes.txt", "")
        self.link("w/data", "../data")
        self.assertIn("w/data: this link leads out", self.check("w", "--exclude", "plans", code=0).err)

    def test_a_folder_that_is_named(self):
        self.link("w/plans", "../out")
        self.assertIn("w/plans: this link leads out of the workspace; name the folder that it leads to", self.check("w/plans", code=2).err)
        # What a link leads to is a workspace of its own where nothing says that it belongs to another.
        self.link("current", "w")
        self.assertIn("CAPA206", self.check("current").out)
        self.link("other", "out")
        self.assertIn("CAPA016", self.check("other", code=1).out)
        self.assertIn("CAPA016", self.check("other/victim.capa", code=1).out)
        self.assertEqual(self.check(".", "--format", "short").out.count("CAPA016"), 1)

    def test_links_within_are_followed(self):
        self.write("w/.kept/bo.capa", UNTIDY.replace("Ann", "Bo"))
        self.link("w/bo.capa", ".kept/bo.capa")
        self.assertIn("w/bo.capa", self.check("w", "--format", "short", code=1).out)
        self.check("--fix", "w/bo.capa", code=0)
        self.run_capalint("fmt", "w/bo.capa", code=0)
        self.assertTrue((self.folder / "w/bo.capa").is_symlink())
        self.assertIn("  tue am   core 3.5h\n", self.read("w/.kept/bo.capa"))
        self.link("w/more", ".kept")
        self.assertIn("w/more/bo.capa", self.check("w", "--format", "short", code=0).out)

    def test_a_file_that_became_a_link(self):
        """Between reading and writing, while `--ask` waits for an answer."""
        self.write("w/ann.capa", CLEAN.replace("3.5h", "3,5h"))
        self.write("out/same.capa", self.read("w/ann.capa"))
        terminal = self.on_terminal("check", "--ask", "--select", "decimal-comma", "w")
        terminal.read_until("[q]uit: ")
        (self.folder / "w/ann.capa").unlink()
        self.link("w/ann.capa", "../out/same.capa")
        terminal.type("y\n")
        said = terminal.read_all()
        self.assertIn("w/ann.capa: this link leads out of the workspace, so what it leads to stays as it is", said)
        self.assertIn("1 fix could not be written", said)
        self.assertEqual(terminal.end(), 2)
        self.assertIn("3,5h", self.read("out/same.capa"))

    def test_a_link_to_gitignore_says_nothing(self):
        self.write("out/rules", "ann.capa\n")
        self.link("w/.gitignore", "../out/rules")
        found = json.loads(self.check("w", "--format", "json").out)["findings"]
        self.assertIn("w/ann.capa", [each["path"] for each in found])

    def test_a_text_file_elsewhere_is_not_looked_into(self):
        self.write("out/tom.txt", CLEAN.replace("Ann", "Tom"))
        self.link("w/tom.txt", "../out/tom.txt")
        self.assertNotIn("CAPA026", self.check("w", "--format", "short").out)


if __name__ == "__main__":
    unittest.main()
