#!/usr/bin/env python3
"""`capalint debug` shows what each stage makes of a file, and `check --timings` what each stage takes."""

import json
import os
import re
import unittest
from pathlib import Path

from support import CLEAN, TEAM, WARNED, Case

GOLDEN = Path(__file__).parents[1] / "golden/debug"
STAGES = ("tokens", "tree", "model", "figures", "program")

RULES = """rules {
  set session 3h
}
rule short-core {
  code OWN001
  level note
  title "Core is short"
  for each block where activity in core
  let least = 1 session
  require length >= least
  at length
  say "core is {length}"
  fix "make it {least}" replace length with "{least}"
}
"""


class Debug(Case):
    def setUp(self):
        super().setUp()
        self.write("w/capalint.capa", RULES)
        self.write("w/team.capa", TEAM)
        self.write("w/ann.capa", CLEAN)

    def test_each_stage(self):
        for stage in STAGES:
            shown = self.run_capalint("debug", stage, "w", code=0)
            self.assertEqual(shown.err, "")
            golden = GOLDEN / f"{stage}.text"
            if os.environ.get("CAPALINT_UPDATE_GOLDEN") == "1":
                golden.write_text(shown.out)
            self.assertEqual(shown.out, golden.read_text(), stage)

    def test_one_file_of_a_workspace(self):
        shown = self.run_capalint("debug", "model", "w/ann.capa", code=0).out
        self.assertIn('plan "Ann" in "Anywhere"', shown)
        self.assertNotIn('\nteam "Anywhere"', shown)
        self.assertEqual(self.run_capalint("debug", "program", "w/ann.capa", code=0).out, "")

    def test_the_standard_rules(self):
        shown = self.run_capalint("debug", "program", "--standard", "w/ann.capa", code=0).out
        self.assertGreater(len(re.findall(r"(?m)^rule CAPA\d+ ", shown)), 50)

    def test_mistakes_are_told_and_end_as_check_does(self):
        self.write("w/ann.capa", CLEAN.replace("core 3.5h", "core 3.5h h"))
        for stage in STAGES:
            shown = self.run_capalint("debug", stage, "w/ann.capa", code=1)
            self.assertIn("w/ann.capa:3:", shown.err)
        self.write("w/ann.capa", WARNED)
        self.assertEqual(self.run_capalint("debug", "tree", "w/ann.capa", code=0).err, "")
        self.run_capalint("debug", "tree", "w/none.capa", code=2)

    def test_what_files_hold_passes_the_gate(self):
        self.write("w/ann.capa", CLEAN.replace("Ann", "A\x1b[2Jn\u202en"))
        for stage in STAGES:
            shown = self.run_capalint("debug", stage, "w/ann.capa")
            self.assertNotRegex(shown.out + shown.err, "\x1b|\u202e")

    def test_it_is_for_engineers(self):
        for words in (["--help"], ["man"], ["man", "--markdown"], ["completions", "bash"],
                      ["completions", "zsh"], ["completions", "fish"]):
            self.assertNotIn("debug", self.run_capalint(*words, code=0).out)
        self.assertIn("takes one of", self.run_capalint("debug", "words", "w", code=2).err)
        self.assertNotIn("debug", self.run_capalint("debg", code=2).err)


class Timings(Case):
    def setUp(self):
        super().setUp()
        self.write("w/team.capa", TEAM)
        self.write("w/ann.capa", CLEAN)

    def stages(self, shown):
        """By the name of the stage: how many items it had, of what, and bytes."""
        rows = {}
        for line in shown.err.splitlines():
            found = re.fullmatch(r"(\w+(?: \w+)?) +(-|[\d.]+ ms) +(-|[\d.]+ ms)(?: +(\d+) (\w+))?(?: +(\d+))?", line)
            if found:
                rows[found[1]] = (int(found[4] or 0), found[5], int(found[6] or 0))
        return rows

    def test_every_stage_with_items_and_bytes(self):
        shown = self.check("--timings", "--quiet", "w", code=0)
        rows = self.stages(shown)
        bytes_read = len(TEAM) + len(CLEAN)
        self.assertEqual(list(rows), ["start", "find files", "read", "parse", "model", "judge", "settle", "report",
                                      "compare", "show", "together"])
        self.assertEqual(rows["find files"], (2, "files", 0))
        self.assertEqual(rows["read"], (2, "files", bytes_read))
        self.assertEqual(rows["parse"], (2, "files", bytes_read))
        self.assertEqual(rows["model"], (1, "plans", 0))
        self.assertGreater(rows["judge"][0], 50)

    def test_findings_are_the_same(self):
        self.write("w/ann.capa", WARNED)
        with_table, without = self.check("--timings", "w"), self.check("w")
        self.assertEqual(with_table.out, without.out)
        self.assertEqual(with_table.returncode, without.returncode)
        self.assertEqual(self.stages(without), {})
        found = json.loads(self.check("--format=json", "w").out)["findings"]
        self.assertEqual(self.stages(with_table)["report"][0], len(found))

    def test_workspaces_are_added_up(self):
        self.write("v/team.capa", TEAM)
        rows = self.stages(self.check("--timings", "w", "v"))
        self.assertEqual(rows["read"], (3, "files", 2 * len(TEAM) + len(CLEAN)))

    def test_fixes_have_a_stage(self):
        self.write("w/ann.capa", WARNED)
        self.assertIn("fix", self.stages(self.check("--timings", "--fix", "w")))


if __name__ == "__main__":
    unittest.main()
