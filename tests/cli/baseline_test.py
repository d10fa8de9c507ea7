#!/usr/bin/env python3
"""`--baseline`, `--write-baseline` and `--since`: what counts as new."""

import json
import subprocess
import unittest

from support import CLEAN, EXECUTABLE, TEAM, WARNED, Case


class Baseline(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", WARNED)
        result = self.check("--write-baseline", "known.json", code=0)
        self.assertEqual(result.out, "")

    def codes(self, *arguments):
        result = self.check("--baseline", "known.json", "--format", "json", *arguments)
        self.result = result
        return [each["code"] for each in json.loads(result.out)["findings"]]

    def test_what_is_written(self):
        self.write("ann.capa", WARNED.replace("Ann", "Māia"))
        self.check("--select", "core-target", "--write-baseline", "known.json", code=0)
        self.assertRegex(self.read("known.json"), """^{
  "format": 2,
  "findings": \[
    {
      "fingerprint": "[0-9a-f]{32}",
      "code": "CAPA206",
      "rule": "core-target",
      "subject": "Māia",
      "where": "target 2026-Q4",
      "path": "ann.capa",
      "distances": \[
        {
          "exact": "0",
          "unit": "families",
          "text": "0 families"
        },
        {
          "exact": "5",
          "unit": "families",
          "text": "5 families"
        }
      \]
    }
  \]
}
$""")

    def test_only_a_baseline_is_written_over(self):
        for text in ["", '{"format": 1, "findings": []}', '{"format": 9, "findings": [], "version": "9"}']:
            self.write("known.json", text)
            self.check("--write-baseline", "known.json", code=0)
        for text in ["{}", '{"format": 2}', '{"findings": [], "format": 2}', '["format", "findings"]', '{"format": 1, "version": "1", "findings": []}']:
            with self.subTest(text):
                self.write("known.json", text)
                self.assertIn("known.json: ", self.check("--write-baseline", "known.json", code=2).err)
                self.assertEqual(self.read("known.json"), text)

    def test_how_far_off_it_was(self):
        """Only what is further off in the same sum is worse; what a baseline does not say is not known to be."""
        self.check("--select", "core-target", "--write-baseline", "known.json", code=0)
        known = json.loads(self.read("known.json"))
        one, now = known["findings"][0]["distances"]
        nearer = {**now, "exact": "4"}
        for distances, worse in [([one, now], False), ([one, nearer], True), ([one, {**nearer, "unit": "another"}], False),
                                 ([one, {**now, "exact": "many"}], False), ([one, {**now, "exact": 4}], False), ([one, now, nearer], False),
                                 ([nearer], False), ([], False), ([3, now], False), ([{}, now], False), (None, False)]:
            with self.subTest(distances):
                known["findings"][0]["distances"] = distances
                self.write("known.json", json.dumps(known))
                self.assertEqual(self.codes("--select", "core-target"), ["CAPA206"] if worse else [])
        del known["findings"][0]["distances"]
        self.write("known.json", json.dumps(known))
        self.assertEqual(self.codes("--select", "core-target"), [])

    def test_what_is_gone_with_its_file_or_had_none(self):
        self.check("--select", "core-target", "--write-baseline", "known.json", code=0)
        known = json.loads(self.read("known.json"))
        known["findings"].append({**known["findings"][0], "fingerprint": "elsewhere", "subject": "Nobody", "path": ""})
        self.write("known.json", json.dumps(known))
        self.codes()
        self.assertIn("gone from the baseline: CAPA206 core-target, Nobody, target 2026-Q4\n", self.result.err)
        self.assertNotIn("Ann", self.result.err)
        (self.folder / "ann.capa").unlink()
        self.codes()
        self.assertIn("gone from the baseline: CAPA206 core-target, Ann, target 2026-Q4 (ann.capa)\n", self.result.err)

    def test_what_is_known_is_not_reported(self):
        self.assertIn("CAPA206", self.read("known.json"))
        self.assertEqual(self.codes(), [])
        self.assertIn("known already", self.result.err)

    def test_moved_lines_change_nothing(self):
        self.write("ann.capa", "# a new first line\n\n" + WARNED.replace("  ", "      "))
        self.assertEqual(self.codes(), [])

    def test_the_same_place_with_another_number_is_known(self):
        self.write("ann.capa", WARNED.replace("core 9", "core 8"))
        self.assertEqual(self.codes(), [])
        self.assertNotIn("worse", self.result.err)

    def test_what_has_got_worse_is_reported(self):
        self.write("ann.capa", WARNED.replace("core 9", "core 10"))
        self.assertEqual(self.codes(), ["CAPA206"])
        self.assertRegex(self.result.err,
                         r"worse than in known.json: CAPA206 core-target, Ann, target 2026-Q4 \(ann.capa\), off by .* and then by .*\n")

    def test_work_that_takes_the_place_of_other_work_is_new(self):
        clinic = 'plan "Ann" in "Anywhere" {\n  tue pm specific "%s" 3.5h x3, big admin 30m\n}\n'
        self.write("ann.capa", clinic % "ADHD clinic")
        self.check("--write-baseline", "known.json", code=0)
        self.assertEqual(self.codes("--select", "contacts"), [])
        self.write("ann.capa", clinic % "parent group")
        self.assertEqual(self.codes("--select", "contacts"), ["CAPA201"])
        self.assertIn('gone from the baseline: CAPA201 contacts, Ann, tue pm specific "ADHD clinic" (ann.capa)', self.result.err)

    def test_the_order_of_lines_changes_nothing(self):
        lines = ["  contract 30h", "  mon pm core 3h x3", "  mon am core 3h x3", "  tue am core 3.5h x3, choice x1", "  mon lunch 3h"]
        def text(lines):
            return 'plan "Ann" in "Anywhere" {\n' + "\n".join(lines) + "\n}\n"
        self.write("ann.capa", text(lines))
        self.check("--write-baseline", "known.json", code=0)
        self.assertGreater(len(json.loads(self.read("known.json"))["findings"]), 3)
        for changed in [lines[::-1], ["  # new", *lines[2:], "", *lines[:2]]]:
            self.write("ann.capa", text(changed))
            self.assertEqual(self.codes(), [])
            self.assertNotIn("gone", self.result.err)
        self.run_capalint("fmt", "-q", ".", code=0)
        self.assertEqual(self.codes(), [])
        self.assertNotIn("gone", self.result.err)

    def test_one_of_several_alike_that_is_mended_makes_none_worse(self):
        plan = 'plan "Ann" in "Anywhere" {\n  mon am core 1h x2\n  tue am core 1h x%d, core 1h x4\n}\n'
        self.write("ann.capa", plan % 3)
        self.check("--write-baseline", "known.json", code=0)
        self.write("ann.capa", plan % 1)
        self.assertEqual(self.codes("--select", "contacts"), [])

    def test_a_baseline_of_an_older_version(self):
        self.write("known.json", '{"format": 1, "findings": []}')
        self.assertIn("known.json: another version of capalint wrote this baseline; `capalint check --write-baseline known.json` writes it anew",
                      self.check("--baseline", "known.json", code=2).err)

    def test_what_is_new_is_reported(self):
        self.write("ann.capa", WARNED.replace("tue pm big admin 1h", "tue pm other 1h"))
        self.assertEqual(self.codes(), ["CAPA202"])
        self.assertEqual(self.result.returncode, 1)

    def test_another_plan_is_new(self):
        self.write("ben.capa", WARNED.replace("Ann", "Ben"))
        self.assertIn("CAPA206", self.codes())

    def test_what_is_gone_is_said(self):
        self.write("ann.capa", CLEAN)
        self.assertEqual(self.codes(), [])
        self.assertIn("gone from the baseline: CAPA206 core-target, Ann, target 2026-Q4 (ann.capa)",
                      self.result.err)

    def test_what_was_not_looked_at_is_not_gone(self):
        self.write("ben.capa", CLEAN.replace("Ann", "Ben"))
        self.codes("ben.capa")
        self.assertNotIn("gone", self.result.err)
        self.write("ann.capa", CLEAN)
        self.codes("--ignore", "core-target")
        self.assertNotIn("gone", self.result.err)

    def test_it_does_not_matter_where_it_is_run(self):
        """Paths in a baseline begin in its own folder, which may be another one than that of the plans."""
        self.write("kept/here.txt", "")
        for baseline in ("known.json", "kept/known.json"):
            self.check("--write-baseline", baseline, code=0)
            for folder, path, given in [(".", ".", baseline), ("kept", "..", f"../{baseline}"), ("/", self.folder, self.folder / baseline),
                                        (".", self.folder, self.folder / baseline)]:
                result = subprocess.run([EXECUTABLE, "check", path, "--baseline", given], cwd=self.folder / folder, env=self.environment,
                                        capture_output=True, text=True, check=False)
                self.assertEqual((result.returncode, result.stdout), (0, ""), folder)
                self.assertNotIn("gone", result.stderr)

    def test_what_is_gone_is_said_from_elsewhere(self):
        self.write("ann.capa", CLEAN)
        (self.folder / "sub").mkdir()
        result = subprocess.run([EXECUTABLE, "check", "..", "--baseline", "../known.json"], cwd=self.folder / "sub", env=self.environment,
                                capture_output=True, text=True, check=False)
        self.assertIn(f"CAPA206 core-target, Ann, target 2026-Q4 ({self.folder.resolve()}/ann.capa)", result.stderr)

    def test_a_finding_that_either_knows_is_known(self):
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-qm", "one")
        self.write("ann.capa", WARNED.replace("tue pm big admin 1h", "tue pm other 1h"))
        self.assertEqual(self.codes("--since", "HEAD"), ["CAPA202"])

    def test_a_baseline_that_is_not_there(self):
        self.assertIn("nowhere.json: there is no such file; `--write-baseline nowhere.json` makes it",
                      self.check("--baseline", "nowhere.json", code=2).err)
        self.assertIn("`--baseline`: nothing is given", self.check("--baseline", "", code=2).err)

    def test_a_baseline_that_is_none(self):
        none = "this is not a baseline"
        unnamed = "a finding of this baseline has no fingerprint"
        for text, why in [("", none), ("{", none), ("[]", none), ("3", none), ("{}", none), ('{"format": 2}', none), ('{"format": 2, "findings": 3}', none),
                          ('{"format": 2, "findings": [3]}', unnamed), ('{"format": 2, "findings": [{}]}', unnamed),
                          ('{"format": 2, "findings": [{"fingerprint": 3}]}', unnamed),
                          ('{"findings": []}', "another version"), ('{"findings": [], "format": 99}', "another version")]:
            with self.subTest(text):
                self.write("known.json", text)
                self.assertIn(f"known.json: {why}", self.check("--baseline", "known.json", code=2).err)
        self.check("--baseline", "missing.json", code=2)
        self.check("--write-baseline", "no/where.json", code=2)


class Since(Case):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")
        self.write("plans/capalint.capa", TEAM)
        self.write("plans/ann.capa", WARNED)
        self.git("add", ".")
        self.git("commit", "-qm", "first")

    def codes(self, *arguments):
        result = self.check("--since", "HEAD", "--format", "json", *arguments)
        return [(each["code"], each["path"]) for each in json.loads(result.out)["findings"]]

    def test_old_findings_are_left_out(self):
        self.assertEqual(self.codes(), [])
        self.write("plans/ann.capa", "\n\n" + WARNED)
        self.assertEqual(self.codes(), [])

    def test_new_ones_are_reported(self):
        self.write("plans/ben.capa", WARNED.replace("Ann", "Ben"))
        self.assertIn(("CAPA206", "plans/ben.capa"), self.codes())

    def test_what_has_got_worse_is_reported(self):
        self.write("plans/ann.capa", WARNED.replace("core 9", "core 8"))
        self.assertEqual(self.codes(), [])
        self.write("plans/ann.capa", WARNED.replace("core 9", "core 10"))
        self.assertEqual(self.codes(), [("CAPA206", "plans/ann.capa")])

    def test_on_lines_that_did_not_change(self):
        self.write("plans/capalint.capa", TEAM.replace("2 per week", "9 per week"))
        self.write("plans/ann.capa", WARNED.replace("tue am core 3.5h", "tue am core 14h"))
        self.assertIn(("CAPA202", "plans/ann.capa"), self.codes())

    def test_a_plan_that_moved_is_known(self):
        (self.folder / "plans/ann.capa").rename(self.folder / "plans/moved.capa")
        self.assertEqual(self.codes(), [])

    def test_diff_reads_the_same_repository(self):
        self.write("plans/ann.capa", CLEAN)
        for folder in ["plans", "plans/ann.capa"]:
            result = self.run_capalint("diff", "--git", "HEAD", folder, code=0)
            self.assertIn("CAPA206", result.out)
        self.assertIn("git knows no revision `nonsense`",
                      self.run_capalint("diff", "--git", "nonsense", code=2).err)

    def test_what_git_does_not_know(self):
        self.assertIn("git knows no revision `nonsense`",
                      self.check("--since", "nonsense", code=2).err)
        self.assertIn("git knows no revision", self.check("--since=--output=x", code=2).err)

    def test_a_shallow_clone(self):
        self.git("commit", "-qm", "two", "--allow-empty")
        subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{self.folder}", "shallow"], cwd=self.folder, env=self.environment, check=True)
        self.check("shallow", "--since", "HEAD", code=0)
        self.assertIn("git knows no revision `HEAD~1` in this shallow clone; `git fetch --unshallow` brings the rest of its history",
                      self.check("shallow", "--since", "HEAD~1", code=2).err)
        self.assertNotIn("shallow", self.check("--since", "HEAD~9", code=2).err)
        self.assertIn("`--since`: nothing is given", self.check("--since", "", code=2).err)

    def test_inside_of_a_hook(self):
        self.environment["GIT_DIR"] = ".git"
        self.environment["GIT_INDEX_FILE"] = ".git/index"
        self.assertEqual(self.codes(), [])

    def test_outside_of_a_repository(self):
        self.environment["GIT_CEILING_DIRECTORIES"] = str(self.folder.parent)
        import shutil
        shutil.rmtree(self.folder / ".git")
        self.assertIn("in no git repository", self.check("--since", "HEAD", code=2).err)

    def test_without_git(self):
        self.environment["PATH"] = "/nowhere"
        self.assertIn("git is not installed", self.check("--since", "HEAD", code=2).err)


if __name__ == "__main__":
    unittest.main()
