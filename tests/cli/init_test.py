#!/usr/bin/env python3
"""`init`: a workspace to start from, which lints clean whenever it is written, and never in place of anything."""

import os
import unittest

from support import TEAM, Case

FILES = ["capalint.capa", "nadia-hassan.capa", "team.capa", "tom-becker.capa"]


class Init(Case):
    def files(self, folder="."):
        return sorted(path.name for path in (self.folder / folder).iterdir())

    def test_it_lints_clean_and_is_formatted(self):
        self.run_capalint("init", code=0)
        self.assertEqual(self.files(), FILES)
        result = self.check("--fail-on", "note", code=0)
        self.assertEqual(result.out + result.err, "2 plans of 1 team checked: nothing found\n")
        self.run_capalint("fmt", "--check", code=0)
        self.assertIn("Riverside CAMHS", self.run_capalint("balance", code=0).out)

    def test_it_lints_clean_on_any_day_of_the_quarter(self):
        for day in ["2026-12-31", "2027-01-01", "2028-02-29", "2031-09-30"]:
            self.environment["CAPALINT_TODAY"] = day
            self.run_capalint("init", day, code=0)
            self.assertIn("nothing found", self.check(day, "--fail-on", "note", code=0).err)

    def test_the_quarter_is_the_next_one(self):
        self.run_capalint("init", code=0)
        self.assertIn("quarter 2027-Q1 ", self.read("team.capa"))
        self.assertIn("target 2027-Q1 ", self.read("tom-becker.capa"))

    def test_the_rules_to_try_are_sound(self):
        self.run_capalint("init", code=0)
        text = self.read("capalint.capa")
        self.write("capalint.capa", text.replace("  # ", "  "))
        self.assertNotEqual(self.read("capalint.capa"), text)
        for line in self.check("--format", "short").out.splitlines():
            self.assertFalse(line.startswith("capalint.capa:"), line)

    def test_it_makes_the_folder_and_says_what_it_wrote_and_what_is_next(self):
        result = self.run_capalint("init", "new/riverside", code=0)
        self.assertEqual(self.files("new/riverside"), FILES)
        for name in FILES:
            self.assertIn(f"wrote new/riverside/{name}: ", result.out)
        self.assertIn("`capalint check new/riverside`", result.out)
        self.assertEqual(result.err, "")

    def test_plans_that_are_there_stay_alone(self):
        self.write("plans/ann.capa", TEAM)
        result = self.run_capalint("init", code=2)
        self.assertIn("plans/ann.capa: there are plans here already, so nothing was written", result.err)
        self.assertEqual(result.out, "")
        self.assertEqual(self.files(), ["plans"])
        self.run_capalint("init", "other", code=0)
        self.run_capalint("init", "other", code=2)

    def test_plans_that_git_ignores_are_there_as_well(self):
        self.write(".gitignore", "*.capa\n")
        self.write("team.capa", TEAM)
        self.run_capalint("init", code=2)
        self.assertEqual(self.read("team.capa"), TEAM)

    def test_what_is_no_plan_does_not_matter(self):
        self.write("notes.txt", "ours")
        self.run_capalint("init", code=0)
        self.assertEqual(self.read("notes.txt"), "ours")

    def test_a_link_to_nowhere_is_not_written_through(self):
        (self.folder / "team.capa").symlink_to(self.folder / "elsewhere")
        self.run_capalint("init", code=2)
        self.assertFalse((self.folder / "elsewhere").exists())

    def test_a_file_is_no_folder(self):
        self.write("riverside", "text")
        result = self.run_capalint("init", "riverside", code=2)
        self.assertIn("riverside: this folder cannot be made", result.err)
        self.assertEqual(self.read("riverside"), "text")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_cannot_be_written_to(self):
        (self.folder / "locked").mkdir(mode=0o555)
        self.assertIn("permission", self.run_capalint("init", "locked", code=2).err)


if __name__ == "__main__":
    unittest.main()
