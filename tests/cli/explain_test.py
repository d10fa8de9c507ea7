#!/usr/bin/env python3
"""What a line of a plan adds up to."""

import json
import re
import unittest

from support import TEAM, Case

PLAN = """plan "Ann" in "Anywhere" {
  contract 14h
  mon am core 2h, big admin 1h
  mon 09:00-10:00 team meeting
  mon lunch 30m
  mon pm choice x1
  tue am cpd 3h every 2 weeks
  wed-thu am specific "trauma" 2h
  any day management 1h
  review 2027-03-31
}
"""
WEEK = "choice 1.5h + core 2h + specific 4h + big admin 1h + team meeting 1h + management 1h + research 1.5h = 12h"


class Explain(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", PLAN)

    def sums(self, line, text=None):
        """The last part of what is said of the line, one sum a line."""
        if text is not None:
            self.write("ann.capa", text)
        said = self.run_capalint("explain", f"ann.capa:{line}", code=0).out
        last = said[said.rindex("\n\n") + 2:] if "\n\n" in said else said
        return re.sub(r"\n    +", " ", last.rstrip("\n")).replace("  ", "").splitlines()

    def week(self, *before):
        return [*before, "the week: " + WEEK + "; lunch 30m, which is not paid",
                "the contract: 14h; 2h of it are in no line"]

    def test_a_clean_line_shows_what_it_adds_up_to(self):
        said = self.run_capalint("explain", "ann.capa:9", code=0).out
        self.assertTrue(said.startswith("ann.capa:9: nothing is found on this line\n\n  this line: management 1h\n"), said)

    def test_a_line_of_a_half_day(self):
        monday = ("Monday: choice 1.5h + core 2h + big admin 1h + team meeting 1h = 5.5h; lunch 30m, which is not paid")
        morning = "Monday morning: core 2h + big admin 1h + team meeting 1h = 4h"
        self.assertEqual(self.sums(3), self.week("this line: core 2h + big admin 1h = 3h", morning, monday))
        self.assertEqual(self.sums(4), self.week("this line: team meeting 1h", morning, monday))
        self.assertEqual(self.sums(5), self.week("this line: lunch 30m, which is not paid", monday))
        self.assertEqual(self.sums(6), self.week("this line: choice 1.5h", "Monday afternoon: choice 1.5h", monday))

    def test_a_line_of_some_weeks_some_days_or_any_day(self):
        tuesday = ["this line, on average: research 1.5h", "Tuesday morning: research 1.5h", "Tuesday: research 1.5h"]
        self.assertEqual(self.sums(7), self.week(*tuesday))
        self.assertEqual(self.sums(8), self.week("this line: specific 4h"))
        self.assertEqual(self.sums(9), self.week("this line: management 1h"))

    def test_the_contract(self):
        self.assertEqual(self.sums(2), self.week())
        self.assertEqual(self.sums(2, PLAN.replace("14h", "12h"))[-1], "the contract: 12h; all of it is planned")
        self.assertEqual(self.sums(2, PLAN.replace("14h", "10h"))[-1], "the contract: 10h; 2h more are planned")
        self.assertEqual(self.sums(2, PLAN.replace("  contract 14h\n", ""))[-1], "the week: " + WEEK + "; lunch 30m, which is not paid")

    def test_another_plan_under_the_contract(self):
        self.write("far.capa", 'team "Elsewhere" {\n}\nplan "Ann" in "Elsewhere" {\n  fri am core 2h\n}\n')
        self.assertEqual(self.sums(3)[-1], "the contract: 14h; 14h are planned with the other plans under it; all of it is planned")

    def test_other_lines_have_no_sums(self):
        for place in ("ann.capa:10", "capalint.capa:3"):
            self.assertEqual(self.run_capalint("explain", place, code=0).out, place + ": nothing is found on this line\n")

    def test_what_could_not_be_read(self):
        self.assertEqual(self.sums(9, PLAN.replace("mon pm choice x1", "mon pm ???"))[-1], "a line of the plan could not be read, so it may be more")
        self.write("rules.capa", "rules {\n  set session 2\n}\n")
        self.assertEqual(self.sums(9, PLAN.replace("specific \"trauma\" 2h", "specific \"trauma\" 1 session")),
                         ["a setting that these hours rest on could not be read, so they are not added up"])

    def test_after_the_findings_of_a_line(self):
        self.write("ann.capa", PLAN.replace("core 2h,", "core 2h x4,"))
        said = self.run_capalint("explain", "ann.capa:3", code=0).out
        self.assertIn("CAPA201", said)
        self.assertIn("this line: core 2h + big admin 1h = 3h", said)

    def test_programs_get_the_sums(self):
        found = json.loads(self.run_capalint("explain", "--format", "json", "ann.capa:3", code=0).out)
        self.assertEqual([each["verdict"] for each in found], ["sums"])
        self.assertEqual(found[0]["subject"], "Ann")
        values = {each["name"]: (each["value"], each["exact"], each["unit"]) for each in found[0]["values"]}
        self.assertEqual(values["Monday morning"], ("4h", "4", "hours"))
        self.assertEqual(values["the contract"], ("14h", "14", "hours"))


if __name__ == "__main__":
    unittest.main()
