#!/usr/bin/env python3
"""`--fix`, `--diff`, `--ask`: what is written, and that nothing is lost."""

import os
import pathlib
import resource
import signal
import stat
import subprocess
import re
import unittest

from support import CLEAN, EXECUTABLE, TEAM, WARNED, Case


REPORT = '{"type": "summary", "format": 1}\n'
BASELINE = '{"format": 1, "findings": []}\n'

# Applies the suggested fix of the Core target, and no other.
TARGET = ("--unsafe-fixes", "--select", "core-target")


class Fixes(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.plan = self.write("ann.capa", WARNED)

    def test_fix_writes_and_checks_again(self):
        result = self.check(*TARGET, code=0)
        self.assertEqual(self.read("ann.capa"), CLEAN)
        self.assertNotIn("CAPA206", result.out)
        self.assertIn("1 fix applied", result.err)
        self.assertEqual(sorted(os.listdir(self.folder)), ["ann.capa", "capalint.capa"])

    def test_a_number_that_is_planned_is_not_changed_unasked(self):
        self.assertIn("CAPA206", self.check("--fix", code=0).out)
        self.assertEqual(self.read("ann.capa"), WARNED)

    def test_only_what_is_asked_for_is_fixed(self):
        self.write("ben.capa", WARNED.replace("Ann", "Ben"))
        self.check(*TARGET, "ann.capa")
        self.assertEqual(self.read("ben.capa"), WARNED.replace("Ann", "Ben"))
        self.check(*TARGET, "--ignore", "core-target")
        self.assertEqual(self.read("ben.capa"), WARNED.replace("Ann", "Ben"))

    def test_mode_and_line_ends_stay(self):
        self.plan.write_bytes(WARNED.replace("\n", "\r\n").encode())
        self.plan.chmod(0o640)
        self.check(*TARGET, code=0)
        self.assertEqual(self.plan.read_bytes(), CLEAN.replace("\n", "\r\n").encode())
        self.assertEqual(stat.S_IMODE(self.plan.stat().st_mode), 0o640)

    def test_write_protected_file_stays(self):
        self.plan.chmod(0o440)
        result = self.check(*TARGET, code=2)
        self.assertIn("ann.capa: this file is write-protected", result.err)
        self.assertIn("1 fix could not be written\n", result.err)
        self.assertNotIn("applied", result.err)
        self.assertIn("CAPA206", result.out)
        self.assertEqual(self.read("ann.capa"), WARNED)

    def test_one_file_that_cannot_be_written_keeps_no_other(self):
        self.plan.chmod(0o440)
        for name in ("Bo", "Cy"):
            self.write(f"{name}.capa", WARNED.replace("Ann", name))
        result = self.check(*TARGET, code=2)
        self.assertIn("2 fixes applied\n1 fix could not be written\n", result.err)
        for name in ("Bo", "Cy"):
            self.assertEqual(self.read(f"{name}.capa"), CLEAN.replace("Ann", name))
        self.assertEqual(result.out.count("CAPA206"), 1)

    def test_what_an_editor_saves_meanwhile_stays(self):
        self.write("bo.capa", WARNED.replace("Ann", "Bo"))
        terminal = self.on_terminal("check", "--ask", "--select", "core-target", "--format", "short")
        terminal.read_until("[q]uit: ")
        saved = self.read("ann.capa").replace("core 9", "core 8")
        self.write("ann.capa", saved)
        terminal.type("1\n")
        terminal.read_until("[q]uit: ")
        terminal.type("1\n")
        said = terminal.read_all()
        self.assertIn("ann.capa: this file has changed since it was read, so it stays as it is", said)
        self.assertIn("the Core target is 8 families", said)  # what is shown is what the file says
        self.assertIn("1 fix applied\r\n1 fix could not be written\r\n", said)
        self.assertEqual(terminal.end(), 2)
        self.assertEqual(self.read("ann.capa"), saved)
        self.assertNotEqual(self.read("bo.capa"), WARNED.replace("Ann", "Bo"))

    def test_what_ends_it_leaves_nothing_behind(self):
        untidy = "".join(f" {line}\n" for line in WARNED.splitlines())
        for number in range(200):
            self.write(f"p{number}.capa", untidy.replace("Ann", f"P{number}"))
        for ending in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen([EXECUTABLE, "fmt"], cwd=self.folder, env=self.environment, stderr=subprocess.PIPE)
            process.stderr.readline()
            process.send_signal(ending)
            process.stderr.read()
            process.stderr.close()
            self.assertIn(process.wait(), (-ending, 0))
            self.assertEqual([name for name in os.listdir(self.folder) if name.startswith(".")], [])
        for number in range(200):
            text = self.read(f"p{number}.capa").replace(f"P{number}", "Ann")
            self.assertIn("\n".join(text.split()), "\n".join(WARNED.split()))

    def test_a_hard_link_is_broken_and_that_is_said(self):
        os.link(self.plan, self.folder / "kept.csv")
        said = "ann.capa: this file had another name as well (a hard link), which keeps the text of before\n"
        self.assertIn(said, self.check(*TARGET, code=0).err)
        self.assertEqual(self.read("ann.capa"), CLEAN)
        self.assertEqual(self.read("kept.csv"), WARNED)
        os.link(self.plan, self.folder / "kept again.csv")
        self.write("ann.capa", CLEAN.replace("  mon", "   mon"))
        self.assertIn(said, self.run_capalint("fmt", code=0).err)

    def test_full_disk_loses_nothing(self):
        # A limit on the size of files fails a write half-way, as a full disk does.
        big = WARNED + "# a comment\n" * 2000
        self.plan.write_text(big)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        self.write("known.json", REPORT)
        for arguments in [list(TARGET), ["--output", "sarif=known.json"]]:
            result = subprocess.run([EXECUTABLE, "check", *arguments], cwd=self.folder, env=self.environment,
                                    capture_output=True, preexec_fn=limit)
            self.assertEqual(result.returncode, 2)
            self.assertIn("larger than the system allows, so the file stays as it was", result.stderr.decode())
            self.assertEqual(self.read("ann.capa"), big)
            self.assertEqual(self.read("known.json"), REPORT)
        self.assertEqual(sorted(os.listdir(self.folder)), ["ann.capa", "capalint.capa", "known.json"])

    def test_a_disk_that_is_full(self):
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20k", "none", disk], stderr=subprocess.DEVNULL).returncode:
            self.skipTest("a small disk can only be mounted by root")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        texts = {"capalint.capa": TEAM, "ann.capa": WARNED + "# a comment\n" * 400, "out.json": REPORT, "known.json": BASELINE}
        for name, text in texts.items():
            self.write(f"disk/{name}", text)
        for arguments in [list(TARGET), ["--output", "sarif=disk/out.json"],
                          ["--write-baseline", "disk/known.json"]]:
            result = self.check("disk", *arguments, code=2)
            self.assertIn("the disk is full, so the file stays as it was", result.err)
            for name, text in texts.items():
                self.assertEqual(self.read(f"disk/{name}"), text)
            self.assertEqual(sorted(os.listdir(disk)), sorted(texts))

    def test_reports_are_written_as_a_whole_too(self):
        report = self.write("out.json", REPORT)
        report.chmod(0o640)
        (self.folder / "link.json").symlink_to("out.json")
        self.check("--output", "json=link.json", code=0)
        self.assertTrue((self.folder / "link.json").is_symlink())
        self.assertIn("CAPA206", self.read("out.json"))
        self.assertEqual(stat.S_IMODE(report.stat().st_mode), 0o640)
        report.chmod(0o440)
        before = self.read("out.json")
        for arguments in [["--output", "sarif=out.json"], ["--write-baseline", "out.json"]]:
            self.assertIn("out.json: this file is write-protected", self.check(*arguments, code=2).err)
        self.assertEqual(self.read("out.json"), before)
        new = self.folder / "new.json"
        subprocess.run(["sh", "-c", f"umask 027; exec '{EXECUTABLE}' check --output json=new.json"], cwd=self.folder,
                       env=self.environment, capture_output=True, check=True)
        self.assertEqual(stat.S_IMODE(new.stat().st_mode), 0o640)

    def test_diff_writes_nothing(self):
        result = self.check("--diff", *TARGET, code=1)
        self.assertIn("-  target 2026-Q4 choice 26, core 9\n+  target 2026-Q4 choice 26, core 3\n",
                      result.out)
        self.assertIn("1 fix in 1 file; nothing was written", result.err)
        self.assertEqual(self.read("ann.capa"), WARNED)
        self.check(*TARGET)
        self.assertEqual(self.check("--diff", *TARGET, "--fail-on", "never", code=0).out, "")

    def test_standard_input_is_fixed_to_standard_output(self):
        result = self.check(*TARGET, "-", "--stdin-filename", "ann.capa", text=WARNED)
        self.assertEqual(result.out, CLEAN)
        self.assertIn("1 fix applied\n", result.err)
        self.assertEqual(self.read("ann.capa"), WARNED)

    def test_ask(self):
        result = self.check("--ask", text="n\nn\n")
        self.assertEqual(self.read("ann.capa"), WARNED)
        self.assertIn("+  target 2026-Q4 choice 26, core 3", result.err)
        self.assertNotIn("+++", result.err)
        self.assertNotIn("  in ann.capa\n", result.err)  # which is said of changes in several files
        self.check("--ask", text="what\nn\nn\ny\n")
        self.assertEqual(self.read("ann.capa"), CLEAN)

    def test_all_fixes_of_a_finding_are_one_question(self):
        week = plan("mon am admin 1h")
        self.write("ann.capa", week)
        said = self.check("--ask", "--select", "unknown-activity", text="0\nn\n", code=1).err
        self.assertEqual(said.count("which? 1 to "), 2)
        self.assertIn("help: ", said)
        self.assertEqual(self.read("ann.capa"), week)
        choices = re.findall(r"^([0-9]): (write `.*`)", said, re.MULTILINE)
        self.assertGreater(len(choices), 1)
        self.check("--ask", "--select", "unknown-activity", text="2\n")
        self.assertNotEqual(self.read("ann.capa"), week)

    def test_ask_offers_how_long(self):
        self.write("ann.capa", plan("mon am core, big admin", "tue am choice", "wed lunch", "thu 09:00-12:00 core 2h, cpd"))
        said = self.check("--ask", "--select", "missing-amount", text="1\ny\n2\n1\ny\n").err
        self.assertIn("help: write `core 3h` if it takes what is left of the half-day of 3.5h, or `core 1h`\n"
                      "1: write `core 3h` (suggested)\n", said)
        text = self.read("ann.capa")
        for line in ("mon am core 3h, big admin 30m", "tue am choice x2", "wed lunch 30m", "thu 09:00-12:00 core 2h, cpd 1h"):
            self.assertIn("  " + line + "\n", text)

    def test_a_line_that_is_read_may_bring_a_question(self):
        self.write("ann.capa", plan("mon am mtg 1.5", "tue am ED clinc 2h", "wed am foo ???"))
        self.check("--fix", code=1)
        self.assertIn("  mon am team meeting 1.5h\n", self.read("ann.capa"))

    def test_ask_quits(self):
        slip = CLEAN.replace("3.5h", "3,5h")
        self.write("ann.capa", slip)
        self.write("ben.capa", slip.replace("Ann", "Ben"))
        self.check("--ask", text="q\n")
        self.assertEqual(self.read("ann.capa"), slip)
        self.check("--ask", text="a\n")
        self.assertEqual(self.read("ann.capa"), CLEAN)
        self.assertEqual(self.read("ben.capa"), CLEAN.replace("Ann", "Ben"))

    def test_ask_needs_the_input(self):
        self.assertIn("`--ask` needs", self.check("--ask", "-", code=2).err)

    def test_a_file_in_doubt_is_not_changed(self):
        broken = WARNED.rstrip().rstrip("}").replace("3.5h", "3,5h")
        self.write("ann.capa", broken)
        self.check("--fix", code=1)
        self.assertEqual(self.read("ann.capa"), broken)

        self.assertIn("has a fix that waits for what cannot be read", self.check(code=1).err)
        said = self.check("--fix", code=1).err
        self.assertRegex(said, r"ann.capa: 1 fix is left out until line [0-9]+ is mended: ")

    def test_a_line_that_cannot_be_read_keeps_only_itself(self):
        torn = plan("mon am core 3,5h", "foo bar baz 1 2", "tue am school consultation 1h")
        self.write("ann.capa", torn)
        self.assertIn("2 can be fixed", self.check(code=1).err)
        self.assertIn("2 fixes applied", self.check("--fix", code=1).err)
        self.assertEqual(self.read("ann.capa"), torn.replace("3,5h", "3.5h").replace(
            "school consultation", 'other "school consultation"'))

    def test_a_formatted_file_stays_formatted(self):
        self.write("ann.capa", plan("contract 14h", "mon am   admn 1h", "wed am   core 3.5h", "wed pm   core 6h"))
        self.run_capalint("fmt", "--check", "ann.capa", code=0)
        self.check("--unsafe-fixes")
        self.run_capalint("fmt", "--check", "ann.capa", code=0)
        self.assertIn("lunch", self.read("ann.capa"))

    def test_slips_are_mended(self):
        self.write("ann.capa", CLEAN.replace('"Ann"', "“Ann”").replace("3.5h", "3,5h"))
        self.check("--fix", code=0)
        self.assertEqual(self.read("ann.capa"), CLEAN)


def plan(*lines):
    return 'plan "Ann" {\n' + "".join(f"  {line}\n" for line in lines) + "}\n"


class EachFix(Case):
    """Each fix that is safe, and each that is only suggested."""

    def assert_fix(self, before, after, *options):
        self.write("ann.capa", before)
        result = self.check(*options)
        self.assertEqual(self.read("ann.capa"), after, result.out + result.err)

    def assert_safe(self, before, after):
        self.assert_fix(before, after, "--fix")
        self.assert_fix(after, after, "--fix")

    def assert_suggested(self, before, after, *options):
        self.assert_fix(before, before, "--fix", *options)
        self.assert_fix(before, after, "--unsafe-fixes", *options)
        self.assert_fix(after, after, "--unsafe-fixes", *options)

    def test_the_core_target_becomes_the_calculated_number(self):
        week = ["mon am core 3.5h", "tue am big admin 30m"]
        self.assert_suggested(plan(*week, "target 2026-Q4 core 5"), plan(*week, "target 2026-Q4 core 3"))

    def test_the_missing_line_of_choice_is_added(self):
        def team(*lines):
            return 'team "T" {\n  choice weekly {\n' + "".join(f"    {line}\n" for line in lines) + "  }\n}\n"

        # Twelve at once, each in its own line, in the order of the plans.
        names = [f"Clinician {number}" for number in range(10, 22)]
        plans = "".join(f'plan "{name}" in "T" {{\n  mon am choice x2\n}}\n' for name in names)
        self.assert_suggested(team() + plans, team(*(f'"{name}" 2 per week' for name in names)) + plans,
                              "--select", "choice-in-plan")

    def test_the_only_clinical_block_gives_its_time_to_big_admin(self):
        self.assert_suggested(plan("mon am core 4h"), plan("mon am core 3.5h, big admin 30m"), "--select", "big-admin")
        two = plan("mon am core 4h", "tue am core 4h")
        self.assert_suggested(two, two, "--select", "big-admin")

    def test_quotation_marks_become_straight(self):
        self.assert_safe(plan("mon am other “supervision” 1h"), plan('mon am other "supervision" 1h'))
        self.assert_safe('plan “Ann" {\n}\n', 'plan "Ann" {\n}\n')

    def test_an_activity_is_spelt_as_the_only_near_one(self):
        self.assert_safe(plan("mon am suprevision 1h"), plan('mon am other "supervision" 1h'))
        self.assert_safe(plan("mon am big admn 30m"), plan("mon am big admin 30m"))
        team = 'team "T" {\n  activity "duty desk" is other\n  activity "duty disk" is other\n}\n'
        two_near = team + plan("mon am duty dsk 1h")
        self.assert_safe(two_near, two_near)
        far = plan("mon am paperwork 1h")
        self.assert_safe(far, far)

    def test_an_exception_that_is_not_needed_is_deleted(self):
        because = 'because "agreed"'
        self.assert_suggested(plan(f"mon am other 1h  # capa: allow contacts {because}"), plan("mon am other 1h"))
        rules = 'rules {\n  set session 3.5h\n}\n'
        self.assert_suggested(rules.replace("}", f"  allow contacts for \"Ann\" {because}\n}}") + plan("mon am other 1h"),
                         rules + plan("mon am other 1h"))

    def test_what_is_read_all_the_same_is_written_right(self):
        self.assert_safe(plan("mon am other 1,5h"), plan("mon am other 1.5h"))
        self.assert_safe('plan "Ann"\n  mon am other 1h\n}\n', 'plan "Ann" {\n  mon am other 1h\n}\n')
        self.assert_safe("\ufeff" + plan("mon am other 1h"), plan("mon am other 1h"))

    def test_a_converted_plan_is_not_said_to_be_before_big_admin(self):
        week = ["mon am core 3.5h", "mon pm core 3.5h", "tue am big admin 1h"]
        self.assert_suggested(plan("before big admin", *week), plan(*week), "--select", "already-converted")

    def test_suggested_the_target_after_big_admin(self):
        week = ["before big admin", "mon am core 6.5h", "tue am core 6.5h"]
        self.assert_suggested(plan(*week, "target 2026-Q4 core 11"), plan(*week, "target 2026-Q4 core 10"),
                              "--select", "core-target-gross")

    def test_suggested_a_plan_before_big_admin_is_converted(self):
        converted = plan("mon am core 3.5h, big admin 30m", "target 2026-Q4 core 3")
        self.assert_suggested(plan("before big admin", "mon am core 4h"), converted)

    def test_suggested_the_one_right_line(self):
        week = ["mon am core 3.5h", "tue am big admin 30m"]
        target = "target 2026-Q4 core 3"
        for rule, before, after in [
            ("contacts", plan("mon am core 3.5h x3"), plan("mon am core 3.5h x2")),
            ("lunch-missing", plan("mon am core 3h", "mon pm core 3h"),
             plan("mon am core 3h", "mon lunch 30m", "mon pm core 3h")),
            ("lunch-missing", plan("mon am core 3h", "mon pm core 3h", "tue am core 3h", "tue pm core 3h"),
             plan("mon am core 3h", "mon lunch 30m", "tue lunch 30m", "mon pm core 3h", "tue am core 3h", "tue pm core 3h")),
            ("lunch-in-contract", plan("contract 4.5h", *week, "mon lunch 30m", target),
             plan("contract 4h", *week, "mon lunch 30m", target)),
            ("over-contract", plan("contract 3h", *week, target), plan("contract 4h", *week, target)),
            ("review-missing", plan(*week, 'agreed "Ann" 2026-10-01, "Lead" 2026-10-01'),
             plan(*week, 'agreed "Ann" 2026-10-01, "Lead" 2026-10-01', "review 2027-10-02")),
            ("whole-target", plan(*week, "target 2026-Q4 core 3.5"), plan(*week, "target 2026-Q4 core 3")),
            ("fte-and-contract", plan("contract 10h", "fte 0.4", *week), plan("contract 15h", "fte 0.4", *week)),
            ("core-target-missing", 'team "T" {\n  target 2026-Q4 choice 0, core 3\n}\n' + plan(*week),
             'team "T" {\n  target 2026-Q4 choice 0, core 3\n}\n' + plan(*week, target)),
            ("team-targets", 'team "T" {\n  referrals 1 per week\n}\n' + plan(*week, target),
             'team "T" {\n  referrals 1 per week\n  target 2026-Q4 choice 13, core 3\n}\n' + plan(*week, target)),
            ("quarter-past", 'team "T" {\n  quarter 2026-Q1\n}\n' + plan(*week),
             'team "T" {\n}\n' + plan(*week)),
            ("attendance", 'team "T" {\n  set planned-attendance 90%\n}\n' + plan(*week),
             'team "T" {\n}\n' + plan(*week)),
        ]:
            with self.subTest(rule):
                self.assert_suggested(before, after, "--select", rule)

    def test_suggested_the_missing_target(self):
        week = ["mon am core 3.5h", "tue am big admin 30m"]
        self.assert_suggested(plan(*week, "target 2026-Q4 choice 0"), plan(*week, "target 2026-Q4 choice 0, core 3"))

    def test_suggested_big_admin_in_quarters_of_an_hour(self):
        self.assert_suggested(plan("mon am big admin 26m"), plan("mon am big admin 30m"))

    def test_suggested_the_usual_length_of_lunch(self):
        self.assert_suggested(plan("mon lunch 20m"), plan("mon lunch 30m"))
        self.assert_suggested(plan("mon lunch 90m"), plan("mon lunch 1h"))

    def test_suggested_annual_leave_is_deleted(self):
        week = "mon am management 1h"
        self.assert_suggested(plan(week, 'leave "annual leave" 2026-11-02..2026-11-15'), plan(week))

    def test_suggested_one_of_two_copies_is_deleted(self):
        line = "mon am cpd 2h"
        self.assert_suggested(plan(line, line), plan(line))
        self.assert_suggested(plan(line, line + "  # twice?"), plan(line, "  # twice?"))
        self.assert_suggested(plan(line, line + ", audit 1h"), plan(line, "mon am audit 1h"))
        two = "mon am cpd 2h, audit 1h"
        self.assert_suggested(plan(two, two), plan(two))
        # Which of the two does not depend on their order.
        self.assert_suggested(plan(two, "mon am audit 1h, cpd 2h"), plan("mon am audit 1h, cpd 2h"))
        self.assert_suggested(plan("mon am audit 1h, cpd 2h", two), plan("mon am audit 1h, cpd 2h"))
        three = two + ", management 30m"
        self.assert_suggested(plan(two, three), plan(two, three))

    def test_no_rule_declares_a_safe_fix(self):
        """Each changes what is planned, so none is safe; advice_test.cpp follows them all."""
        root = pathlib.Path(__file__).parents[2]
        declared = {path.stem: " suggested " in line for path in root.glob("rules/*/*.capa")
                    for line in path.read_text().splitlines() if line.lstrip().startswith("fix ")}
        self.assertEqual({rule for rule, suggested in declared.items() if not suggested}, set())
        self.assertGreater(len(declared), 35)


def rule(number, *clauses):
    return (f"  rule own-{number} {{\n    code OWN{number:03}\n    level warning\n    title \"Our rule {number}\"\n"
            + "".join(f"    {clause}\n" for clause in clauses) + "  }\n")


class Rounds(Case):
    def test_a_fix_that_would_add_a_finding_is_undone_and_said(self):
        short = rule(1, "for each block where activity in lunch", "require length < 40m", "at length",
                     'say "lunch is {length}"', 'fix "make it short" replace length with "10m"')
        long = rule(2, "for each plan", "require hours(lunch) > 20m", "at plan", 'say "there are {hours(lunch)} of lunch"')
        text = "rules {\n  level lunch-length off\n" + short + long + "}\n" + plan("mon lunch 1h")
        self.write("ann.capa", text)
        result = self.check("--fix")
        self.assertEqual(self.read("ann.capa"), text)
        self.assertIn('capalint: ann.capa:24: OWN001: the fix "make it short" was undone: '
                      "it would add OWN002: there are 10m of lunch", result.err)
        self.assertIn("OWN001", result.out)
        # As bad as its own is too bad; a note for a warning is none of its business.
        self.write("ann.capa", text.replace("code OWN002\n    level warning", "code OWN002\n    level note"))
        self.check("--fix")
        self.assertIn("mon lunch 10m", self.read("ann.capa"))

    def test_at_most_ten_rounds(self):
        # Twelve fixes that insert at one place: one a round.
        rules = [rule(number, "for each block where activity in lunch", f"require plan.hours(other) >= {number} h",
                      "at length", 'say "other work is short"', 'fix "add an hour" insert ", other 1h" after length')
                 for number in range(1, 13)]
        self.write("ann.capa", "rules {\n" + "".join(rules) + "}\n" + plan("mon lunch 30m"))
        result = self.check("--fix")
        self.assertIn("mon lunch 30m" + ", other 1h" * 10 + "\n", self.read("ann.capa"))
        self.assertIn("still something to fix after 10 rounds; run it again", result.err)
        self.assertNotIn("rounds", self.check("--fix").err)
        self.assertIn("mon lunch 30m" + ", other 1h" * 12 + "\n", self.read("ann.capa"))


if __name__ == "__main__":
    unittest.main()
