#!/usr/bin/env python3
"""`explain`, `rules`, `test` and `--no-allow`, as somebody uses them who writes a rule for a team."""

import json
import unittest

from support import Case

RULES = """setting supervised-hours = 12h {
  doc "Clinical hours for each hour of supervision."
  source "team day"
}

rule supervision {
  code TEAM001
  level warning
  title "Supervision goes with clinical time"
  standard "an hour for each twelve"
  source "team day"
  doc "Nobody works alone."
  for each plan
  let needed = hours(core) * 1h / supervised-hours
  require hours(other) >= needed
  at   other, else plan
  say  "{hours(other)} of supervision, and {needed} needed"
  help "plan {needed - hours(other)} more"

  example bad "none" {
    plan "A" {
      mon am core 12h
    }
  }
  example good "exactly" {
    plan "A" {
      mon am core 12h
      tue am supervision 1h
    }
  }
}

rules {
  level capa off
  level hygiene off
  set supervised-hours 10h
}
"""

TEAM = """team "T" {
  set supervised-hours 8h
}
rules "T" {
  level supervision note
}
plan "Karen Peters" in "T" {
  set supervised-hours 7h
  mon am core 3.5h
  tue am core 3.5h, supervision 30m
}
plan "Andrew Down" in "T" {
  mon am core 8h
}
"""


class Rules(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", RULES)
        self.write("team.capa", TEAM)

    # ---- explain ---------------------------------------------------------------------------------

    def test_a_rule_is_explained_with_everything_that_belongs_to_it(self):
        text = self.run_capalint("explain", "team001", code=0).out
        for part in [
            "TEAM001 supervision",
            "Supervision goes with clinical time",
            "Nobody works alone.",
            "an hour for each twelve",
            "team day",
            "needed = hours(core) * 1h / supervised-hours",
            "it asks that hours(other) >= needed",
            "supervised-hours = 10h  (workspace, capalint.capa:36:3)",
            'team "T": 8h  (team.capa:2:3)',
            'plan "Karen Peters": 7h  (team.capa:8:3)',
            'this is found: "none"',
            'nothing is found here: "exactly"',
            "# capa: allow supervision because",
            "capalint.capa:6:6",
        ]:
            self.assertIn(part, text)

    def test_a_line_is_explained_with_its_own_sums_and_the_place_of_each_input(self):
        text = self.run_capalint("explain", "team.capa:10", code=0).out
        for part in [
            "note[TEAM001 supervision] for Karen Peters, team.capa:10:21",
            "30m of supervision, and 1h needed",
            "needed = hours(core) * 1h / supervised-hours = (7h * 1h) / 7h = 1h",
            "wanted: hours(other) >= needed, here 30m >= 1h",
            "supervision 30m  (team.capa:10:21)",
            "core 3.5h  (team.capa:9:10)",
            "core 3.5h  (team.capa:10:10)",
            "set supervised-hours 7h  (team.capa:8:3)",
            "standard: an hour for each twelve (team day)",
            "why: Nobody works alone.",
            "help: plan 30m more",
            '# capa: allow supervision because "…"',
        ]:
            self.assertIn(part, text)

    def test_a_rule_that_holds_for_a_line_shows_its_sums_too(self):
        self.write("team.capa", TEAM.replace("supervision 30m", "supervision 1h"))
        text = self.run_capalint("explain", "supervision", "team.capa:10", code=0).out
        self.assertIn("holds[TEAM001 supervision]", text)
        self.assertIn("here 1h >= 1h", text)
        self.assertNotIn("# capa: allow", text)

    def test_json_says_the_same(self):
        rule = json.loads(self.run_capalint("explain", "TEAM001", "--format", "json", code=0).out)[0]
        self.assertEqual(rule["why"], "Nobody works alone.")
        self.assertEqual(rule["settings"][0]["value"], "10h")
        self.assertEqual([example["good"] for example in rule["examples"]], [False, True])
        line = next(found for found in json.loads(
            self.run_capalint("explain", "team.capa:10", "--format", "json", code=0).out)
                    if found["code"] == "TEAM001")
        self.assertEqual((line["verdict"], line["why"]), ("finding", "Nobody works alone."))
        places = [part["place"] for value in line["inputs"] for part in value["parts"]]
        self.assertIn({"path": "team.capa", "line": 9, "column": 10}, places)

    def test_every_rule_and_every_diagnostic_is_explained(self):
        listed = json.loads(self.run_capalint("rules", "--builtin", "--format", "json", code=0).out)
        self.assertGreater(len(listed["rules"]), 150)
        for rule in listed["rules"][::12]:
            self.assertIn(rule["title"].split("`")[0][:40], self.run_capalint("explain", rule["code"], code=0).out)

    def test_a_word_of_a_plan_is_explained_before_the_rule_language(self):
        for word, parts in {
            "admin": ["big admin 1h", "Choice and Partnership", 'other "admin" 1h'],
            "SPA": ["cpd 1h", "audit 1h"],
            "maternity": ['leave "maternity"', "Job Plans"],
            "transfer": ["transfer 66%..70%"],
            "PA": ["programmed activity"],
            "annual leave": ["weeks 45 per year"],
        }.items():
            text = self.run_capalint("explain", *word.split(), code=0).out
            for part in parts:
                self.assertIn(part, text)
        leave = self.run_capalint("explain", "leave", code=0).out
        self.assertLess(leave.index('leave "maternity" 2027-01-11..2027-07-09'), leave.index("for each leave"))
        words = json.loads(self.run_capalint("explain", "admin", "--format", "json", code=0).out)
        self.assertEqual(words[0]["lines"][0]["text"], "big admin 1h")

    def test_what_is_not_known_gets_the_nearest(self):
        result = self.run_capalint("explain", "supervison", code=2)
        self.assertIn("did you mean `supervision`?", result.err)
        self.assertIn("team.capa has 14 lines", self.run_capalint("explain", "team.capa:99", code=2).err)

    # ---- rules -----------------------------------------------------------------------------------

    def test_why_shows_the_chain_from_far_to_near(self):
        text = self.run_capalint("rules", "--why", "TEAM001", "Karen Peters", code=0).out
        self.assertEqual(
            text,
            "for Karen Peters in T\n"
            "TEAM001 supervision: note\n"
            "  the rule: warning  (capalint.capa:8:9)\n"
            '  `level`, team "T": note  (team.capa:5:3)\n'
            "supervised-hours = 7h\n"
            "  default: 12h  (capalint.capa:1:9)\n"
            "  workspace: 10h  (capalint.capa:36:3)\n"
            '  team "T": 8h  (team.capa:2:3)\n'
            '  plan "Karen Peters": 7h  (team.capa:8:3)\n'
            # Hours may be written in sessions, Choice as a number of appointments, and how often by the year.
            "session = 3.5h\n"
            "  default: 3.5h  (rules/capa/settings.capa:1:9)\n"
            "choice-length = 1.5h\n"
            "  default: 1.5h  (rules/capa/settings.capa:33:9)\n"
            "working-weeks = 45 weeks\n"
            "  default: 45 weeks  (rules/capa/settings.capa:49:9)\n",
        )
        self.assertEqual(text, self.run_capalint("rules", "--why", "team001", "karen peters", code=0).out)

    def test_why_for_another_plan_stops_where_its_chain_ends(self):
        text = self.run_capalint("rules", "--why", "supervised-hours", "Andrew Down", code=0).out
        self.assertIn("supervised-hours = 8h\n", text)
        self.assertNotIn("Karen", text)

    def test_why_of_what_is_not_known(self):
        self.assertIn("did you mean `supervision`?", self.run_capalint("rules", "--why", "supervison", code=2).err)
        result = self.run_capalint("rules", "--why", "supervision", "Karen Petres", code=2)
        self.assertIn("there is no plan for `Karen Petres` here; did you mean `Karen Peters`?", result.err)

    def test_what_cannot_be_read_is_said(self):
        for words in (["rules", "nowhere"], ["test", "nowhere"], ["explain", "nowhere/ann.capa:3"]):
            self.assertIn("there is no such file", self.run_capalint(*words, code=2).err)
        (self.folder / "new.capa").symlink_to("nowhere")
        for words in (["rules"], ["rules", "--why", "session"], ["explain", "session"], ["explain", "team.capa:3"],
                      ["explain", "new.capa:1"]):
            result = self.run_capalint(*words, code=2)
            self.assertEqual(result.err, "capalint: new.capa: this link points to a file that does not exist\n")
            # What is known is told all the same.
            self.assertEqual(result.out == "", "new.capa" in words[-1])
        result = self.run_capalint("test", ".", "--format", "short", code=2)
        self.assertIn("new.capa:1:1: error: this link points to a file that does not exist [CAPA001]", result.out)

    def test_where_there_are_no_plans_the_standard_holds(self):
        (self.folder / "empty").mkdir()
        result = self.run_capalint("rules", "empty", code=0)
        self.assertIn("core-target", result.out)
        self.assertEqual(result.err, "")

    def test_by_standard_has_every_rule_once(self):
        listed = json.loads(self.run_capalint("rules", "--format", "json", code=0).out)["rules"]
        standard = json.loads(self.run_capalint("rules", "--by-standard", "--format", "json", code=0).out)["standard"]
        codes = [rule["code"] for sentence in standard for rule in sentence["rules"]]
        self.assertEqual(sorted(codes), sorted(rule["code"] for rule in listed))
        self.assertIn("TEAM001", codes)
        for sentence in standard:
            self.assertNotEqual(sentence["source"], "no source", sentence)
        text = self.run_capalint("rules", "--by-standard", code=0).out
        self.assertIn("team day\n  an hour for each twelve\n    TEAM001  warning  supervision\n", text)

    def test_by_pack_lists_the_rules_of_that_pack(self):
        listed = json.loads(self.run_capalint("rules", "--pack", "afc", "--format", "json", code=0).out)["rules"]
        self.assertEqual({rule["pack"] for rule in listed}, {"afc"})
        self.assertIn("did you mean `afc`?", self.run_capalint("rules", "--pack", "acf", code=2).err)

    def test_settings_say_where_they_come_from(self):
        text = self.run_capalint("rules", "--settings", code=0).out
        self.assertIn("supervised-hours = 10h  (hours, set in capalint.capa:36:3; the default is 12h)", text)
        settings = json.loads(self.run_capalint("rules", "--settings", "--format", "json", code=0).out)["settings"]
        for setting in settings:
            for part in ["name", "type", "default", "doc", "source"]:
                self.assertTrue(setting[part], setting)

    # ---- test ------------------------------------------------------------------------------------

    def test_changes_that_no_example_notices_are_notes(self):
        result = self.run_capalint("test", ".", "--format", "short", code=0)
        self.assertEqual(
            result.out,
            "capalint.capa:15:27: note: no example of `supervision` would notice this being 15m less [CAPA138]\n",
        )
        self.assertIn("1 rule with 1 good example and 1 bad example: all behave as they say; "
                      "1 of 3 small changes would go unnoticed", result.err)

    def test_an_example_that_does_not_behave_fails_the_run(self):
        self.write("capalint.capa", RULES.replace("tue am supervision 1h", "tue am supervision 30m"))
        result = self.run_capalint("test", ".", "--format", "short", code=1)
        self.assertIn('"exactly" is a good example, and `supervision` finds: 30m of supervision, and 1h needed',
                      result.out)

    def test_an_example_that_the_rule_cannot_work_out_fails_the_run(self):
        self.write("capalint.capa", RULES.replace("supervised-hours\n  require", "hours(travel)\n  require"))
        result = self.run_capalint("test", ".", "--format", "short", code=1)
        self.assertIn('in "none", the rule `supervision` could not be worked out for A: '
                      "a number was divided by zero", result.out)

    # ---- exceptions ------------------------------------------------------------------------------

    def test_no_allow_shows_everything(self):
        self.write("team.capa", TEAM.replace(
            "supervision 30m", 'supervision 30m  # capa: allow supervision because "new"'))
        result = self.check("--format", "short", code=0)
        self.assertNotIn("30m of supervision", result.out)
        self.assertIn("1 more is allowed by an exception", result.err)
        result = self.check("--format", "short", "--no-allow", code=0)
        self.assertIn("30m of supervision", result.out)


if __name__ == "__main__":
    unittest.main()
