#!/usr/bin/env python3
"""Lines as people type them, and what becomes of each: tests/cases/language/spellings.tsv says it."""

import json
import pathlib
import re
import unittest

from support import Case

LINES = pathlib.Path(__file__).resolve().parent.parent / "cases/language/spellings.tsv"


def around(where, line):
    team = 'team "TEAM" {\n  sites "Elm House"\n}\n'
    if where == "plan":
        return f'{team}plan "Ann Lee" in "TEAM" {{\n  {line}\n}}\n'
    if where == "choice":
        return f'team "TEAM" {{\n  choice weekly {{\n    {line}\n  }}\n}}\nplan "Cara Poe" in "TEAM" {{\n}}\n'
    if where == "team":
        return f'team "TEAM" {{\n  {line}\n}}\n'
    return f"{team}{line}\n}}\n" if "{" in line else f"{line}\n{team}"


class Spellings(Case):
    def found(self):
        """What is wrong with the words of the file; rules, which have codes from CAPA200 on, judge what it says."""
        found = json.loads(self.run_capalint("check", "--format", "json").out)["findings"]
        return [each for each in found if each["code"] < "CAPA200"]

    def text_after(self, *command):
        self.run_capalint(*command)
        return re.sub(" +", " ", self.read("a.capa"))

    def test_each_line_is_read_mended_or_asked_about(self):
        rows = [row.split("\t") for row in LINES.read_text().splitlines() if row and not row.startswith("#")]
        self.assertGreater(len(rows), 280)
        for where, written, must in rows:
            kind, wanted = must.split(": ", 1)
            with self.subTest(written=written, must=must):
                self.write("capalint.capa", "")
                self.write("a.capa", around(where, written))
                found = self.found()
                if kind == "read":
                    self.assertEqual(found, [])
                    self.assertIn(wanted, self.text_after("fmt"))
                    self.assertEqual(self.run_capalint("fmt", "--check").returncode, 0)
                elif kind == "fix":
                    self.assertEqual(len(found), 1, found)
                    self.assertIn(wanted, self.text_after("check", "--fix", "--select", ",".join(each["code"] for each in found)))
                    self.assertEqual(self.found(), [])
                else:
                    self.assertEqual(len(found), 1, found)
                    said = found[0]["message"] + " " + found[0]["help"]
                    for word in wanted.split("|"):
                        self.assertIn(word, said)

    def test_a_remark_stands_before_a_line_that_has_a_comment(self):
        self.write("capalint.capa", "")
        allowed = '# capa: allow contacts because "agreed until June"'
        self.write("a.capa", around("plan", f"thu am core 3.5h x3 (rest of the day is busy)   {allowed}"))
        fixes = self.found()[0]["fixes"]
        self.assertEqual([each["title"] for each in fixes][0],
                         "write `# rest of the day is busy` and `thu am core 3.5h x3`")
        self.run_capalint("check", "--fix", "--unsafe-fixes", "--select", "CAPA010")
        self.assertIn(f" # rest of the day is busy\n thu am core 3.5h x3 {allowed}", self.text_after("fmt"))


if __name__ == "__main__":
    unittest.main()
