#!/usr/bin/env python3
"""`diff`: two folders, two files, two versions in git; and the same turned round."""

import json
import unittest

from support import CLEAN, TEAM, WARNED, Case

BEN = CLEAN.replace("Ann", "Ben")


def in_one_order(difference, turned=False):
    """What a comparison says, in an order that does not depend on its direction; or `turned` round."""
    before, after = ("after", "before") if turned else ("before", "after")
    opposite = {"new": "gone", "gone": "new"} if turned else {}

    def sides(thing, names=("{}",)):
        return {**thing, **{name.format(side): thing[name.format(other)] for name in names
                            for side, other in [("before", before), ("after", after)]}}

    def changed(thing):
        return {**thing, "change": opposite.get(thing["change"], thing["change"]),
                "figures": sorted(map(sides, thing["figures"]), key=lambda each: each["key"])}

    def team(thing):
        now, then = thing["quarter"], thing["quarter_before"]
        return {**changed(sides(thing, ["verdict_{}"])),
                "quarter": then if turned else now, "quarter_before": now if turned else then,
                "clinicians": sorted(map(changed, thing["clinicians"]), key=lambda who: who["name"])}

    findings = difference["findings"]
    return {
        "teams": sorted(map(team, difference["teams"]), key=lambda each: each["team"]),
        "new": sorted(findings[opposite.get("new", "new")], key=str),
        "gone": sorted(findings[opposite.get("gone", "gone")], key=str),
        "changed": sorted(map(sides, findings["changed"]), key=str),
        "same": findings["same"],
    }


class Diff(Case):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")
        self.version("old", {"plans/capalint.capa": TEAM, "plans/ann.capa": WARNED})
        self.version("new", {
            "plans/capalint.capa": TEAM.replace("2 per week", "3 per week"),
            "plans/ann.capa": "# moved\n" + WARNED.replace("tue am core 3.5h", "tue am core 7h"),
            "plans/ben.capa": BEN})

    def version(self, tag, files):
        """The files in a folder of that name, and as a tagged commit."""
        for name, text in files.items():
            self.write(name, text)
            self.write(name.replace("plans/", tag + "/"), text)
        self.git("add", "plans")
        self.git("commit", "-qm", tag)
        self.git("tag", tag)

    def diff(self, *arguments):
        return json.loads(self.run_capalint("diff", "--format", "json", *arguments, code=0).out)

    def test_turned_round_it_is_its_mirror_image(self):
        for there, back in [(["old", "new"], ["new", "old"]),
                            (["--git", "old..new", "plans"], ["--git", "new..old", "plans"])]:
            one, other = self.diff(*there), self.diff(*back)
            self.assertEqual(in_one_order(one), in_one_order(other, turned=True))
            self.assertNotEqual(in_one_order(one), in_one_order(other))
            self.assertTrue(one["teams"][0]["figures"])
            self.assertEqual([(who["name"], who["change"]) for who in one["teams"][0]["clinicians"]],
                             [("Ann", "changed"), ("Ben", "new")])
            self.assertTrue(one["findings"]["new"])

    def test_two_versions_are_the_two_folders(self):
        folders, versions = self.diff("old", "new"), self.diff("--git", "old..new", "plans")
        self.assertEqual((versions["before"], versions["after"]), ("old", "new"))
        for each in folders, versions:
            del each["before"], each["after"]
        self.assertEqual(folders, versions)

    def test_two_folders_of_one_workspace_are_two_versions(self):
        self.write("both/capalint.capa", "rules {\n  set session 3.5h\n}\n")
        for side, names in ("old", ["ann"]), ("new", ["ann", "ben"]):
            self.write(f"both/{side}/team.capa", self.read(f"{side}/capalint.capa"))
            for name in names:
                self.write(f"both/{side}/{name}.capa", self.read(f"{side}/{name}.capa"))
        apart, together = self.diff("old", "new"), self.diff("both/old/", "both/new")
        self.assertEqual(apart["teams"], together["teams"])
        for change in "new", "gone":
            self.assertEqual([(each["code"], each["message"]) for each in apart["findings"][change]],
                             [(each["code"], each["message"]) for each in together["findings"][change]])
        self.assertTrue(apart["findings"]["new"])

    def test_the_same_version_is_no_change(self):
        for arguments in [["old", "old"], ["--git", "old..old", "plans"], ["--git", "HEAD..", "plans"],
                          ["--git", "..HEAD", "plans"], ["--git", "HEAD", "plans"]]:
            result = self.run_capalint("diff", *arguments, code=0)
            self.assertIn("nothing: the numbers and the findings are the same", result.out)

    def test_files_that_are_not_committed_are_read_with_one_version_only(self):
        self.write("plans/ann.capa", WARNED.replace("3.5h", "35h"))
        self.assertEqual(self.diff("--git", "new..HEAD", "plans")["teams"], [])
        self.assertNotEqual(self.diff("--git", "new", "plans")["teams"], [])

    def test_without_a_path_it_is_this_folder(self):
        self.assertEqual(self.diff("--git", "old..new")["findings"],
                         self.diff("--git", "old..new", ".")["findings"])

    def test_a_file_that_one_version_lacks(self):
        result = self.diff("--git", "old..new", "plans/ben.capa")
        # The rest of the workspace stands around it in both versions.
        self.assertEqual([(who["name"], who["change"]) for who in result["teams"][0]["clinicians"]],
                         [("Ann", "changed"), ("Ben", "new")])
        self.run_capalint("diff", "--git", "old..new", "plans/none.capa", code=2)

    def test_a_comment_for_a_review(self):
        result = self.run_capalint("diff", "--git", "old..new", "plans", "--format", "markdown",
                                   code=0)
        self.assertIn("## What changes from old to new", result.out)
        self.assertIn("| Ben (new) |", result.out)

    def test_a_new_error_can_fail_a_build(self):
        self.version("bad", {"plans/ben.capa": BEN.replace("tue pm big admin 1h", "")})
        for revisions, code in [("new..bad", 1), ("bad..new", 0), ("new..new", 0)]:
            self.run_capalint("diff", "--git", revisions, "plans", "--fail-on", "error", code=code)
        self.run_capalint("diff", "--git", "new..bad", "plans", code=0)

    def test_what_cannot_be_compared(self):
        for arguments in [["old"], ["old", "new", "old"], ["--git", "old...new"],
                          ["--git", "old..nonsense", "plans"], ["--git", "nonsense..new", "plans"],
                          ["--git", "old..new", "plans", "new"], ["old", "nowhere"]]:
            result = self.run_capalint("diff", *arguments, code=2)
            self.assertEqual(result.out, "")
            self.assertTrue(result.err.startswith("capalint: "), result.err)


if __name__ == "__main__":
    unittest.main()
