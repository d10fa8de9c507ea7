#!/usr/bin/env python3
"""`capalint balance --without`: the question that a service manager asks, and its answer."""

import csv
import io
import json
import unittest

from support import Case

TEAM = """team "Riverside" {
  quarter 2027-Q1
  referrals 4 per week
  transfer 66%..70%
  choice weekly {
    "Leila Farouk" 2 per week
    "Tom Ash" 3 per week
  }
}

team "Valley" {
  quarter 2027-Q1
  referrals 1 per week
}

plan "Leila Farouk" in "Riverside" {
  contract 37.5h
  mon am choice x2, core 30m
  mon pm core 3.5h
  tue am core 3.5h
  tue pm core 3.5h in "Valley"
  wed am specific "Eating disorders" 3.5h
  wed pm big admin 2h, team meeting 1.5h
  thu am management 3.5h
  thu pm cpd 2h, other "supervision" 1.5h
  fri am core 3.5h
  fri pm core 3.5h
}

plan "Tom Ash" in "Riverside" {
  contract 37.5h
  mon am choice x3
  mon pm core 3.5h
  tue am core 3.5h
  wed am core 3.5h
  wed pm big admin 2h, team meeting 1.5h
}

plan "Tom Oak" in "Valley" {
  contract 20h
  mon am core 3.5h x2
}
"""

MATERNITY = ["--without", "Leila", "--from", "1 February 2027", "--to", "31 October 2027"]


class WhatIf(Case):
    def setUp(self):
        super().setUp()
        self.write("plans.capa", TEAM)

    def balance(self, *words, code=0):
        return self.run_capalint("balance", *words, code=code)

    def losses(self, *words):
        section = json.loads(self.balance(*words, "--format", "json").out)["workspaces"][0]
        return {loss["team"]: loss for loss in section["losses"]}

    def test_one_table_over_all_quarters_of_the_absence(self):
        shown = self.balance(*MATERNITY).out
        self.assertIn("- Leila Farouk away from 2027-02-01 to 2027-10-31\n", shown)
        table = shown[shown.index("Riverside: what is lost") : shown.index("Valley: what is lost")]
        lines = {line[2:25].strip(): line[25:].split() for line in table.splitlines() if line.startswith("  ")}
        self.assertEqual(lines[""], ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4", "in", "all"])
        rows = [
            "Choice appointments",
            "New Core families",
            "Specific hours",
            "Big Admin hours",
            "Team meeting hours",
            "Management hours",
            "Research, CPD hours",
            "Other hours",
            "Full-time equivalents",
        ]
        for row in rows:
            self.assertEqual(len(lines[row]), 5, row)
        # The second quarter is lost as a whole: 13 weeks of the plan.
        second = [lines[row][1] for row in rows]
        self.assertEqual(second, ["26", "12.43", "45.5h", "26h", "19.5h", "45.5h", "26h", "19.5h", "1"])
        for quarter in ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]:
            self.assertIn(f"  - {quarter}: out of balance: ", table)
        # Where a plan has hours for another team, that one loses them.
        self.assertIn("Valley: what is lost\n", shown)

    def test_the_total_is_the_sum_and_equivalents_are_the_average(self):
        from fractions import Fraction

        for team, loss in self.losses(*MATERNITY).items():
            for key, total in loss["total"].items():
                parts = [Fraction(quarter["lost"][key]["exact"]) for quarter in loss["quarters"]]
                wanted = sum(parts) / (len(parts) if key == "fte" else 1)
                self.assertEqual(Fraction(total["exact"]), wanted, (team, key))

    def test_leave_that_the_plan_has_already_is_part_of_the_answer(self):
        plain = self.losses(*MATERNITY)
        self.write("plans.capa", TEAM.replace("  mon am choice x2", '  leave "maternity" 2027-03-01..2027-11-30\n  mon am choice x2'))
        self.assertEqual(
            [quarter["lost"] for quarter in plain["Riverside"]["quarters"]],
            [
                {key: {**figure, "working": plain["Riverside"]["quarters"][i]["lost"][key]["working"]} for key, figure in quarter["lost"].items()}
                for i, quarter in enumerate(self.losses(*MATERNITY)["Riverside"]["quarters"])
            ],
        )
        shown = self.balance(*MATERNITY).out
        self.assertIn("the plan has leave then\n    already: maternity, 2027-03-01 to 2027-11-30", shown)

    def test_a_quarter_that_is_not_planned_shows_no_steps_of_another(self):
        shown = self.balance("--without", "Oak", "--from", "1/7/2027", "--to", "30/9/2027").out
        self.assertIn("Valley: what is lost", shown)
        self.assertNotIn("Valley, 2027-Q1", shown)
        self.assertIn("Riverside, 2027-Q1", shown)

    def test_without_a_last_day_it_is_four_quarters_and_says_so(self):
        shown = self.balance("--without", "Leila", "--from", "1 Feb 2027").out
        self.assertIn("away from 2027-02-01 to 2027-12-31, the end of the fourth\n    quarter; `--to`", shown)
        shown = self.balance("--without", "Leila", "--to", "31 Oct 2027").out
        self.assertIn("away from 2027-01-01 to 2027-10-31\n", shown)

    def test_who_leaves_is_missed_in_the_quarter_that_is_planned(self):
        loss = self.losses("--without", "Leila")["Riverside"]
        self.assertEqual([quarter["quarter"] for quarter in loss["quarters"]], ["2027-Q1"])
        self.assertEqual(loss["total"]["choice"]["exact"], "26")
        self.assertEqual(loss["total"]["hours_specific"]["exact"], "91/2")
        self.assertEqual(loss["total"]["fte"]["exact"], "1")

    def test_what_is_set_holds_with_them_and_without(self):
        words = ["--without", "Leila", "--set", 'plan "leila" specific "Groups" 7h', "--set", 'choice "leila" 1 per week']
        total = self.losses(*words)["Riverside"]["total"]
        self.assertEqual(total["hours_specific"]["exact"], "91")
        self.assertEqual(total["choice"]["exact"], "13")

    def test_csv_has_a_row_for_each_number_and_quarter(self):
        rows = list(csv.DictReader(io.StringIO(self.balance(*MATERNITY, "--format", "csv").out)))
        lost = [row for row in rows if row["team"] == "Riverside" and row["figure"] == "lost_hours_specific"]
        self.assertEqual(
            [row["quarter"] for row in lost], ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4", "2027-Q1..2027-Q4"]
        )
        self.assertEqual(lost[1]["exact"], "91/2")

    def test_markdown_has_the_table(self):
        shown = self.balance(*MATERNITY, "--format", "markdown").out
        self.assertRegex(shown, r"(?m)^\| +\| 2027-Q1 \| 2027-Q2 \| 2027-Q3 \| 2027-Q4 \| in all \|$")
        self.assertRegex(shown, r"(?m)^\| Choice appointments \|")

    def test_a_part_of_a_name_is_enough_when_it_is_clear(self):
        for name in ["Leila", "farouk", "FAROUK", "leila  farouk", "Farouk, Leila", "Léila"]:
            self.assertIn("- without Leila Farouk\n", self.balance("--without", name).out, name)
        said = self.balance("--without", "tom", code=2).err
        self.assertEqual(
            said,
            'capalint: --without "tom": 2 names here have `tom` in them; write the one that you mean:\n'
            "  Tom Ash\n  Tom Oak\n",
        )
        self.assertIn('did you mean "Leila Farouk"?', self.balance("--without", "Leyla", code=2).err)
        self.assertIn('did you mean "Leila Farouk"?', self.balance("--without", "Fa", code=2).err)
        said = self.balance("--without", "Zed", code=2).err
        self.assertTrue(said.endswith("\n  Leila Farouk\n  Tom Ash\n  Tom Oak\n"), said)

    def test_each_workspace_that_knows_the_name_is_asked(self):
        self.write("a/capalint.capa", "")
        self.write("a/plans.capa", TEAM)
        self.write("b/capalint.capa", "")
        self.write("b/plans.capa", TEAM.replace("Leila Farouk", "Leila Khan").replace("Oak", "Elm"))
        shown = self.balance("a", "b", "--without", "leila").out
        self.assertIn("  - without Leila Farouk\n  - without Leila Khan\n", shown)
        self.assertIn("  - without Tom Elm\n", self.balance("a", "b", "--without", "elm").out)

    def test_who_counts_for_no_team_loses_nothing(self):
        self.write("plans.capa", TEAM.replace('plan "Tom Oak" in "Valley" {', 'plan "Tom Oak" in "Valley" {\n  set trainee yes'))
        self.assertIn("nothing is lost that counts for a team", self.balance("--without", "oak").out)

    def test_a_date_that_cannot_be_read_says_what_to_write(self):
        for date, why in {
            "1 February": "it has no year; write it as `1 February 2027`",
            "Feb 2027": "it has no day; write it as",
            "31 June 2027": "June 2027 has 30 days",
            "soon": "`soon` is not a date; write it as",
        }.items():
            said = self.balance("--without", "Leila", "--from", date, code=2).err
            self.assertIn(f"`{date}` is not a date", said)
            self.assertIn(why, said)
        said = self.balance("--without", "Leila", "--from", "1/2/2027", "--to", "1/1/2027", code=2).err
        self.assertIn("the absence ends before it starts", said)
        said = self.balance("--without", "Leila", "--to", "1/1/2026", code=2).err
        self.assertIn("the absence ends before 2027-Q1", said)
        said = self.balance("--without", "Leila", "--from", "1/1/2027", "--to", "1/1/2037", code=2).err
        self.assertIn("longer than five years", said)

    def test_a_quarter_in_other_spellings(self):
        for quarter in ["2027-Q2", "2027 q2", "Q2 2027"]:
            self.assertIn("Riverside, 2027-Q2\n", self.balance("--quarter", quarter).out)

    def test_the_first_step_shows_every_kind_of_work(self):
        shown = self.balance("--format", "markdown").out
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in shown.splitlines() if line.startswith("|")]
        first = next(i for i, row in enumerate(rows) if row[0] == "Hours a week")
        kinds = "Choice|Core|Specific|Big Admin|Team meeting|Management|Research, CPD|Other|all paid".split("|")
        self.assertEqual(rows[first][1:], kinds)
        self.assertEqual(rows[first + 2], "Leila Farouk,3h,14.5h,3.5h,2h,1.5h,3.5h,2h,1.5h,31.5h".split(","))
        self.assertEqual(rows[first + 3], "Tom Ash,4.5h,10.5h,,2h,1.5h,,,,18.5h".split(","))
        self.assertEqual(rows[first + 4], "the team,7.5h,25h,3.5h,4h,3h,3.5h,2h,1.5h,50h".split(","))

    def test_a_table_that_is_too_wide_goes_on_below(self):
        shown = self.balance().out
        self.assertLessEqual(max(map(len, shown.splitlines())), 80)
        self.assertEqual(shown.count("  Hours a week"), 3)  # twice for Riverside, once for Valley


if __name__ == "__main__":
    unittest.main()
