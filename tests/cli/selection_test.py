#!/usr/bin/env python3
"""What is reported, at which level, and what makes the exit code 1."""

import json
import unittest

from support import CLEAN, TEAM, WARNED, Case

FORMATS = ["text", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"]


class Selection(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", WARNED.replace("tue pm big admin 1h", "tue pm other 1h"))

    def codes(self, *arguments, code=None):
        found = json.loads(self.check("--format", "json", *arguments, code=code).out)
        return [(each["code"], each["level"]) for each in found["findings"]]

    def test_everything_is_reported_unless_chosen(self):
        codes = dict(self.codes(code=1))
        self.assertEqual(codes["CAPA202"], "error")
        self.assertEqual(codes["CAPA206"], "warning")

    def test_select_by_code_name_and_pack(self):
        self.assertEqual(self.codes("--select", "CAPA206", code=0), [("CAPA206", "warning")])
        self.assertEqual(self.codes("--select", "core-target"), [("CAPA206", "warning")])
        self.assertEqual(self.codes("--select", "capa206"), [("CAPA206", "warning")])
        self.assertEqual(len(self.codes("--select", "CAPA206,big-admin")), 2)
        self.assertIn(("CAPA202", "error"), self.codes("--select", "capa"))

    def test_ignore(self):
        self.assertNotIn("CAPA202", dict(self.codes("--ignore", "big-admin", code=0)))
        self.assertEqual(self.codes("--select", "capa", "--ignore", "capa", code=0), [])

    def test_level(self):
        self.assertEqual(dict(self.codes("--level", "big-admin=note", code=0))["CAPA202"], "note")
        self.assertEqual(dict(self.codes("--level", "CAPA206=error", code=1))["CAPA206"], "error")
        self.assertNotIn("CAPA206", dict(self.codes("--level", "CAPA206=off")))
        levels = dict(self.codes("--level", "capa=note", "--level", "CAPA206=warning", code=0))
        self.assertEqual((levels["CAPA202"], levels["CAPA206"]), ("note", "warning"))

    def test_level_of_what_no_rule_found(self):
        self.write("ann.capa", CLEAN.replace("3.5h", "3,5h"))
        self.assertEqual(dict(self.codes("--level", "decimal-comma=note", code=0))["CAPA016"], "note")

    def test_fail_on(self):
        self.codes("--fail-on", "never", code=0)
        self.codes("--ignore", "CAPA202", "--fail-on", "warning", code=1)
        self.codes("--fail-on", "CAPA206", code=1)
        self.codes("--fail-on", "contacts", code=0)
        self.codes("--ignore", "CAPA202", "--fail-on", "error,core-target", code=1)
        self.codes("--ignore", "CAPA202", "--fail-on", "capa", code=1)
        self.codes("--select", "CAPA206", "--fail-on", "hygiene", code=0)

    def test_unknown_names_get_the_nearest(self):
        for option in ["--select", "--ignore", "--fail-on"]:
            result = self.check(option, "core-tarqet", code=2)
            self.assertIn(f"{option}: `core-tarqet` is not", result.err)
            self.assertIn("did you mean `core-target`?", result.err)
            self.assertEqual(result.out, "")
        self.assertIn("did you mean `CAPA206`?", self.check("--level", "CAPA2O6=note", code=2).err)
        self.assertIn("did you mean `lunch=note`?", self.check("--level", "lunch=nope", code=2).err)


class Output(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", WARNED)

    def test_several_formats_in_one_run(self):
        result = self.check("--output", "sarif=out.sarif", "--output", "jsonl=out.jsonl", code=0)
        self.assertIn("CAPA206", result.out)
        sarif = json.loads(self.read("out.sarif"))
        results = sarif["runs"][0]["results"]
        self.assertIn("CAPA206", [each["ruleId"] for each in results])
        lines = [json.loads(line) for line in self.read("out.jsonl").splitlines()]
        self.assertEqual(lines[-1]["type"], "summary")
        self.assertEqual(list(self.folder.glob(".*")), [])

    def test_sarif_knows_all_rules(self):
        self.check("--output", "sarif=out.sarif")
        rules = json.loads(self.read("out.sarif"))["runs"][0]["tool"]["driver"]["rules"]
        codes = [rule["id"] for rule in rules]
        self.assertEqual(codes, sorted(set(codes)))
        self.assertIn("CAPA001", codes)
        self.assertIn("CAPA202", codes)
        rule = rules[codes.index("CAPA202")]
        self.assertEqual(rule["name"], "big-admin")
        self.assertIn("capa", rule["properties"]["tags"])

    def test_output_that_cannot_be_written(self):
        result = self.check("--output", "json=nowhere/out.json", code=2)
        self.assertIn("nowhere/out.json: there is no such folder", result.err)
        self.assertIn("`sarf` is not a format; did you mean `sarif`?",
                      self.check("--output", "sarf=x", code=2).err)
        self.assertIn("does not say a format and a file", self.check("--output", "x", code=2).err)

    def test_outputs_that_make_no_sense(self):
        self.assertIn("`json` goes to standard output with `--format json`", self.check("--output", "json=-", code=2).err)
        self.assertIn("out: two things would be written to this file; give each its own", self.check("--output", "json=out", "--output", "sarif=./out", code=2).err)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["ann.capa", "capalint.capa"])

    def test_statistics(self):
        out = self.check("--statistics", code=0).out
        self.assertIn("\nfound, and how often:\n", out)
        self.assertRegex(out, r"\n +1  CAPA206  warning  core-target\n")
        self.write("ben.capa", WARNED.replace("Ann", "Ben").replace("3.5h", "3,5h"))
        self.assertRegex(self.check("--statistics", code=1).out, r"\n +1  CAPA016 .*  \(1 fixed by `--fix`\)\n")
        result = self.check("--statistics", "--format", "json")
        json.loads(result.out)
        self.assertIn("core-target", result.err)

    def test_passes(self):
        out = self.check("--show-passes").out
        self.assertIn("checked and held, and how often:", out)
        self.assertIn("Big Admin covers the clinical sessions", out)
        self.assertNotIn("  CAPA206", out.split("checked and held")[1])

    def test_max_findings_hides_but_counts(self):
        self.write("ben.capa", WARNED.replace("Ann", "Ben"))
        all_of_them = self.check("--format", "short", "--select", "core-target")
        self.assertEqual(len(all_of_them.out.splitlines()), 2)
        one = self.check("--format", "short", "--select", "core-target", "--max-findings", "1")
        self.assertEqual(one.out.splitlines(), all_of_them.out.splitlines()[:1])
        self.assertIn("1 more finding is not shown", one.err)
        self.assertIn("2 warnings", one.err)
        self.assertIn("2 warnings", self.check("--format", "markdown", "--select", "core-target", "--max-findings", "1").out)
        found = json.loads(self.check("--format", "json", "--select", "core-target", "--max-findings", "1").out)
        self.assertEqual(len(found["findings"]), 1)
        self.assertEqual((found["summary"]["warnings"], found["summary"]["not_shown"]), (2, 1))
        self.check("--max-findings", "1", "--output", "short=all.txt", "--select", "core-target")
        self.assertEqual(len(self.read("all.txt").splitlines()), 2)
        self.check("--max-findings", "1", "--fail-on", "warning", code=1)
        for number in ("0", "-1", "x"):
            self.assertIn("`--max-findings`: write a number above zero", self.check("--max-findings", number, code=2).err)

    def test_quiet(self):
        self.assertEqual(self.check("--quiet").err, "")

    def test_same_bytes_whatever_the_threads(self):
        for number in range(60):
            self.write(f"plans/p{number}.capa", WARNED.replace("Ann", f"Ann {number}"))
        def outputs(threads):
            result = self.check(*[word for name in FORMATS for word in ("--output", f"{name}=out.{name}")], "--statistics",
                                "--show-passes", "--threads", str(threads))
            return [result.stdout, result.stderr] + [self.read(f"out.{name}") for name in FORMATS]

        one = outputs(1)
        self.assertGreater(one[2].count("CAPA206"), 60)
        for threads in (1, 2, 3, 7, 0):
            self.assertEqual(outputs(threads), one)

    def test_links_where_a_terminal_shows_them(self):
        def shown(*arguments, **environment):
            return self.on_terminal("check", *arguments, environment={
                "TERM": "xterm-256color", "CAPALINT_DOCS_URL": "https://example.org/rules", **environment}).read_all()

        self.environment = {name: value for name, value in self.environment.items()
                            if name not in ("TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "NO_COLOR")}
        for environment in [{"VTE_VERSION": "7006"}, {"TERM_PROGRAM": "vscode"}, {"TERM": "xterm-kitty"},
                            {"KONSOLE_VERSION": "220401"}, {"WT_SESSION": "x"}, {"FORCE_HYPERLINK": "1"},
                            {"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4a", "TERM": "tmux-256color"}]:
            out = shown(**environment)
            self.assertRegex(out, r"\x1b]8;;https://example.org/rules/CAPA206\.md\x1b\\\x1b\[1;33mwarning\[CAPA206\]")
            self.assertIn(f"\x1b]8;;file://{self.folder.resolve()}/ann.capa\x1b\\", out)
        for environment in [{}, {"TERM": "linux"}, {"VTE_VERSION": "4200"}, {"TERM": "dumb", "VTE_VERSION": "7006"},
                            {"TERM": "screen", "VTE_VERSION": "7006"}, {"NO_COLOR": "1", "VTE_VERSION": "7006"},
                            {"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3", "VTE_VERSION": "7006"},
                            {"FORCE_HYPERLINK": "0", "VTE_VERSION": "7006"}]:
            self.assertNotIn("\x1b]8", shown(**environment), environment)
        self.assertNotIn("\x1b", shown("--color", "never", VTE_VERSION="7006"))
        self.assertNotIn("\x1b]8", self.check("--color", "always").out)

    def test_standard_input_may_be_named_twice(self):
        result = self.check("-", "-", "--stdin-filename", "ann.capa", "--format", "short", text=WARNED)
        self.assertEqual(result.out.count("CAPA206"), 1)


class Unread(Case):
    """What could not be read or counted is told, whatever is asked for, and the run fails."""

    UNREAD = CLEAN.replace("tue pm big admin 1h", "tue pm ???")
    UNCOUNTED = CLEAN.replace("tue pm big admin 1h", "tue pm big admin 300h")

    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)

    def told(self, code, *arguments, rest=""):
        result = self.check("--format", "short", *arguments, code=1)
        self.assertIn(f"[{code}]", result.out)
        self.assertNotIn("nothing found", result.err)
        self.assertRegex(result.err, f"not judged: totals of Ann( and Anywhere)?, since line 4( of ann.capa)? could not be {rest}\n")

    def test_no_option_hides_it(self):
        for text, code, name, rest in ((self.UNREAD, "CAPA010", "unexpected-text", "read"),
                                       (self.UNCOUNTED, "CAPA110", "too-long", "counted")):
            self.write("ann.capa", text)
            for words in ([], ["--select", "big-admin"], ["--ignore", name], ["--level", name + "=off"],
                          ["--level", code + "=note"], ["--fail-on", "never"], ["ann.capa"],
                          ["--select", "big-admin", "--level", name + "=off", "--fail-on", "never"]):
                self.told(code, *words, rest=rest)

    def test_no_statement_hides_it(self):
        for extra in ('rules { level unexpected-text off }\n',
                      'rules { allow CAPA010 because "later" }\n',
                      'rules { allow unexpected-text for "Ann" because "later" }\n'):
            self.write("capalint.capa", TEAM + extra)
            self.write("ann.capa", self.UNREAD)
            self.told("CAPA010", "--select", "big-admin", rest="read")
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", self.UNREAD.replace("???", '???  # capa: allow CAPA010 because "later"'))
        self.told("CAPA010", rest="read")

    def test_no_baseline_holds_it(self):
        self.write("ann.capa", self.UNREAD)
        self.told("CAPA010", "--write-baseline", "known.json", rest="read")
        self.told("CAPA010", "--baseline", "known.json", rest="read")
        self.assertNotIn("CAPA010", self.read("known.json"))

    def test_no_revision_holds_it(self):
        self.write("ann.capa", self.UNREAD)
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "first")
        self.told("CAPA010", "--since", "HEAD", rest="read")

    def test_a_rule_that_cannot_be_applied_is_told(self):
        self.write("ann.capa", CLEAN)
        self.write("own.capa", '''rules {
  rule more-core {
    code OWN001
    level error
    title "More Core than appointments"
    for each plan
    require hours(core) > 3 appointments
    say "too little"
    example good { plan "A" { mon am core 2h } }
    example bad { plan "A" { mon am core 2h } }
  }
}
''')
        for words in (["--select", "more-core"], ["--fail-on", "more-core"], ["--fail-on", "never"]):
            result = self.check("--format", "short", *words, code=1)
            self.assertIn("[CAPA133]", result.out)
            self.assertRegex(result.err, r"not judged: what the rule `more-core` asks, since line \d+ of \S+ could not be used\n")
        summary = json.loads(self.check("--format", "json", code=1).out)["summary"]
        self.assertEqual([(each["kind"], each["name"]) for each in summary["not_judged"]], [("rule", "more-core")])

    def test_a_sarif_file_says_what_is_not_judged(self):
        self.write("ann.capa", self.UNREAD)
        run = json.loads(self.check("--format", "sarif", code=1).out)["runs"][0]
        told = run["invocations"][0]["toolExecutionNotifications"]
        self.assertEqual([each["descriptor"]["id"] for each in told], ["not-judged"])
        self.assertRegex(told[0]["message"]["text"], "^not judged: totals of Ann and Anywhere, since line 4")
        self.write("ann.capa", CLEAN)
        run = json.loads(self.check("--format", "sarif", code=0).out)["runs"][0]
        self.assertNotIn("toolExecutionNotifications", run["invocations"][0])

    def test_programs_are_told_what_is_not_judged(self):
        self.write("ann.capa", self.UNREAD)
        summary = json.loads(self.check("--format", "json", code=1).out)["summary"]
        self.assertEqual([(each["kind"], each["name"]) for each in summary["not_judged"]],
                         [("plan", "Ann"), ("team", "Anywhere")])
        place = summary["not_judged"][0]["because"][0]
        self.assertEqual((place["path"], place["range"]["start"]["line"]), ("ann.capa", 4))
        last = json.loads(self.check("--format", "jsonl", code=1).out.splitlines()[-1])
        self.assertEqual(last["not_judged"], summary["not_judged"])
        self.write("ann.capa", CLEAN)
        self.assertEqual(json.loads(self.check("--format", "json", code=0).out)["summary"]["not_judged"], [])

    def test_a_setting_that_cannot_count(self):
        self.write("ann.capa", CLEAN)
        for line in ("set session 2", "set session 2026-10-01", "set session 0h", "set sesion 3h", "set session 2h + 1 week"):
            self.write("rules.capa", "rules {\n  " + line + "\n}\n")
            for words in ([], ["--select", "big-admin"], ["--select", "big-admin", "--fail-on", "never"],
                          ["--level", "wrong-type=off"]):
                result = self.check("--format", "short", *words, code=1)
                self.assertIn("rules.capa:2:", result.out)
                self.assertNotIn("nothing found", result.err)
                self.assertIn("not judged: what rests on `session`, since line 2 of rules.capa could not be read\n", result.err)
            # In a run over another file only, it is beside what was asked for.
            self.assertIn("sums with rules.capa are not judged here", self.check("ann.capa").err)
        self.write("rules.capa", "rules {\n  set session 3.5h\n}\n")
        self.assertIn("nothing found", self.check("--select", "big-admin", code=0).err)

    def test_a_setting_of_a_plan_or_a_team_that_cannot_count(self):
        for own, line, setting in (("", "weeks 60 per year", "working-weeks"), ("", "core 0 appointments", "core-appointments"),
                                   ("", "set choice-loss 120%", "choice-loss"), ("set choice-length 2", "", "choice-length")):
            self.write("capalint.capa", TEAM.replace("}", "  " + line + "\n}", 1) if line else TEAM)
            self.write("ann.capa", CLEAN.replace("{", "{\n  " + own, 1) if own else CLEAN)
            result = self.check("--select", "big-admin", code=1)
            self.assertIn(f"not judged: what rests on `{setting}`, since line ", result.err)
            self.assertNotIn("nothing found", result.err)

    def test_programs_are_told_of_a_setting(self):
        self.write("ann.capa", CLEAN.replace("tue pm big admin 1h", "tue pm ???"))
        self.write("rules.capa", "rules {\n  set session 2\n}\n")
        result = self.check("--format", "json", code=1)
        self.assertEqual([(each["kind"], each["name"]) for each in json.loads(result.out)["summary"]["not_judged"]],
                         [("plan", "Ann"), ("team", "Anywhere"), ("setting", "session")])
        self.assertIn("not judged: totals of Ann and Anywhere and what rests on `session`, "
                      "since line 4 of ann.capa and line 2 of rules.capa could not be read\n", result.err)

    def test_several_are_said_shortly(self):
        for name in ("Ann", "Bo", "Cy", "Dee", "Eve"):
            self.write(name.lower() + ".capa", self.UNREAD.replace("Ann", name).replace("tue am core 3.5h", "wed !!"))
        self.assertIn("not judged: totals of Ann, Bo, Cy and 3 more, since lines 3 and 4 of ann.capa, lines 3 and 4 of bo.capa, "
                      "lines 3 and 4 of cy.capa and lines of 2 more files could not be read\n", self.check(code=1).err)

    def test_an_unread_line_hides_no_other(self):
        self.write("ann.capa", CLEAN.replace("tue am core 3.5h", "tue am core\n  foo bar baz\n  wed am core ???"))
        found = json.loads(self.check("--format", "json", code=1).out)["findings"]
        lines = [(each["code"], each["range"]["start"]["line"]) for each in found if each["path"] == "ann.capa"]
        self.assertEqual(lines, [("CAPA219", 2), ("CAPA113", 3), ("CAPA010", 4), ("CAPA010", 5)])

    def test_targets_of_the_team_and_of_its_plans_come_together(self):
        self.write("ann.capa", CLEAN.replace("  target 2026-Q4 choice 26, core 3\n", ""))
        codes = {each["code"] for each in json.loads(self.check("--format", "json").out)["findings"]}
        self.assertLessEqual({"CAPA207", "CAPA210"}, codes)


if __name__ == "__main__":
    unittest.main()
