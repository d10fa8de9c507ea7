#!/usr/bin/env python3
"""What a run reads, and that nothing it leaves out is left out in silence. The walk itself: workspace_test.cpp."""

import json
import unittest

from support import CLEAN, TEAM, WARNED, Case

BROKEN = CLEAN.replace("core 3.5h", "coer 3.5h")


class Inputs(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("plans/ann.capa", WARNED)

    def found(self, *arguments, text=""):
        self.result = self.check(*arguments, "--format", "json", text=text)
        return {(each["code"], each["path"]) for each in json.loads(self.result.out)["findings"]}

    def test_a_file_is_checked_with_its_team(self):
        """The team's choice list decides what is found in the plan, and what is found in the team is not shown."""
        self.write("capalint.capa", TEAM.replace("}", '  choice weekly {\n    "Ann" 2 per week\n    "Bo" 1 per week\n  }\n}'))
        whole = self.found()
        self.assertIn(("CAPA205", "plans/ann.capa"), whole)
        self.assertIn(("CAPA106", "capalint.capa"), whole)
        for words in (["plans/ann.capa"], ["plans/ann.capa", "./plans/ann.capa"], ["plans"], ["plans/**"], ["pl*/a??.capa"]):
            self.assertEqual(self.found(*words), {each for each in whole if each[1] == "plans/ann.capa"})
            self.assertEqual(self.result.returncode, 1)
        self.assertEqual(self.found("capalint.capa"), {each for each in whole if each[1] == "capalint.capa"})

    def test_a_text_that_is_not_saved_takes_the_place_of_its_file(self):
        self.assertEqual({code for code, path in self.found("-", "--stdin-filename", "plans/ann.capa", text=CLEAN)
                          if code in ("CAPA206", "CAPA103", "CAPA104")}, set())
        new = self.found("-", "--stdin-filename", "plans/new.capa", text=WARNED)
        self.assertEqual(new, {("CAPA103", "plans/new.capa")})
        self.assertIn(("CAPA104", "<stdin>"), self.found("-", text=WARNED))  # of no workspace
        self.assertEqual((self.folder / "plans/ann.capa").read_text(), WARNED)

    def test_a_name_for_a_text_that_is_not_there(self):
        for command in ("check", "fmt", "balance"):
            result = self.run_capalint(command, "--stdin-filename", "plans/ann.capa", code=2)
            self.assertIn("`--stdin-filename` names the text of `-`, and there is no `-`", result.err)
            self.assertEqual(result.out, "")

    def test_sums_that_are_not_judged(self):
        self.write("plans/bo.capa", BROKEN.replace("Ann", "Bo"))
        self.write("plans/cy.capa", "plan")
        said = "sums with {} are not judged here: {} errors of {} own\n"
        self.assertIn(said.format("plans/bo.capa, plans/cy.capa", "they have", "their"), self.check("plans/ann.capa").err)
        self.assertIn(said.format("plans/bo.capa, plans/cy.capa", "they have", "their"), self.check("capalint.capa").err)
        self.assertIn(said.format("plans/cy.capa", "it has", "its"), self.check("plans/ann.capa", "plans/bo.capa").err)
        self.assertNotIn("are not judged here", self.check(".").err)

    def test_another_team_has_nothing_to_do_with_it(self):
        self.write("other.capa", TEAM.replace("Anywhere", "Elsewhere") + BROKEN.replace("Anywhere", "Elsewhere").replace("Ann", "Bo"))
        self.assertNotIn("not judged", self.check("plans/ann.capa").err)

    def test_what_git_ignores_is_said(self):
        self.write("drafts/bo.capa", BROKEN.replace("Ann", "Bo"))
        self.write(".gitignore", "drafts/\n")
        self.assertIn("left out, because git ignores it: drafts (`--no-gitignore`)\n", self.check().err)
        self.assertEqual(self.check("--quiet").err, "")
        self.assertIn(("CAPA101", "drafts/bo.capa"), self.found("--no-gitignore"))
        self.assertNotIn("git", self.check("--exclude", "drafts").err)

    def test_patterns_leave_out(self):
        self.write("old/bo.capa", BROKEN.replace("Ann", "Bo"))
        self.write("plans/old/cy.capa", BROKEN.replace("Ann", "Cy"))
        self.write("plans/dee.draft.capa", BROKEN.replace("Ann", "Dee"))
        paths = lambda *words: {path for _, path in self.found(*words) if path != "capalint.capa"}
        self.assertEqual(paths("--exclude", "old", "--exclude", "*.draft.capa"), {"plans/ann.capa"})
        self.assertEqual(paths("--exclude", "plans/old", "--exclude", "plans/d*"), {"plans/ann.capa", "old/bo.capa"})
        self.assertEqual(paths("--exclude", "plans/**", "old"), {"old/bo.capa"})
        self.assertEqual(paths("--exclude", "plans", "plans/dee.draft.capa"), {"plans/dee.draft.capa"})  # it is named

    def test_names_with_spaces_and_letters(self):
        self.write("Māia's plans/siân p.capa", BROKEN.replace("Ann", "Siân"))
        self.assertIn(("CAPA101", "Māia's plans/siân p.capa"), self.found("Māia's plans"))
        self.assertIn(("CAPA101", "Māia's plans/siân p.capa"), self.found("M?ia's*/*.capa"))
        self.assertIn("did you mean `Māia's plans`?", self.check("Maia's plans", code=2).err)

    def test_what_is_not_text(self):
        (self.folder / "plans/word.capa").write_bytes(WARNED.encode("utf-16"))
        self.assertIn(("CAPA003", "plans/word.capa"), self.found())
        (self.folder / "plans/word.capa").write_bytes(WARNED.replace("Ann", "Siân").encode("latin-1"))
        self.assertIn(("CAPA004", "plans/word.capa"), self.found())
        self.assertIn(("CAPA206", "plans/ann.capa"), self.found())

    def test_what_could_not_be_read_is_told_whatever_is_asked_for(self):
        """"Nothing found" would say that somebody had looked at it."""
        unread = TEAM + 'plan "Bo" in "Anywhere" {\n  mon am ???\n}\n'
        self.write("capalint.capa", unread)
        for options in (["--select", "big-admin"], ["--ignore", "unexpected-text"], ["--fail-on", "never"],
                        ["--fail-on", "big-admin"], ["--select", "big-admin", "--fail-on", "never"]):
            with self.subTest(options=options):
                self.assertIn(("CAPA010", "capalint.capa"), self.found(*options))
                self.assertEqual(self.result.returncode, 1)
        self.write("capalint.capa", unread + 'rules {\n  allow unexpected-text because "we know"\n}\n')
        self.assertIn(("CAPA010", "capalint.capa"), self.found("--select", "big-admin"))
        # What is read all the same can be chosen like any other finding.
        self.write("capalint.capa", TEAM + 'plan "Bo" in "Anywhere" {\n  contract 7\n}\n')
        self.assertNotIn(("CAPA024", "capalint.capa"), self.found("--select", "big-admin"))


class Misnamed(Case):
    """Files that were meant to be plans are named where they lie."""

    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM.replace("}", '  choice weekly {\n    "Ann" 3 per week\n    "Tom" 3 per week\n  }\n}'))
        self.write("ann.capa", CLEAN)

    def told(self, *names):
        result = self.check("--format", "json", code=1 if names else None)
        found = json.loads(result.out)["findings"]
        self.assertEqual({each["path"]: each["help"].split("`")[1] for each in found if each["code"] == "CAPA026"},
                         {name: "tom.capa" for name in names})
        return {each["code"] for each in found}

    def test_near_endings(self):
        tom = CLEAN.replace("Ann", "Tom")
        self.assertIn("CAPA106", self.told())
        for name in ("tom.capa.txt", "tom.CAPA", "tom.cap", "tom.txt", "tom", "tom.capa.bak", "tom.capa.docx"):
            path = self.write(name, tom)
            # Nobody is told that Tom has no plan while it may lie there.
            self.assertNotIn("CAPA106", self.told(name))
            path.unlink()

    def test_other_files_are_nobodys_business(self):
        for name in ("notes.txt", "README.md", "tom.csv", "tom.docx", "Makefile", "traffic.cap", "tom.capacity.txt", ".tom.capa.swp"):
            self.write(name, "minutes of the meeting")
        self.assertIn("CAPA106", self.told())

    def test_a_copy_beside_the_plan_is_left_alone(self):
        self.write("tom.capa", CLEAN.replace("Ann", "Tom"))
        for name in ("tom.capa.bak", "tom.capa~", "tom.txt", "tom.capa.orig"):
            self.write(name, CLEAN.replace("Ann", "Tom"))
        self.told()

    def test_what_git_ignores_or_a_pattern_leaves_out(self):
        self.write("tom.capa.txt", CLEAN.replace("Ann", "Tom"))
        self.assertNotIn("CAPA026", self.check("--format", "short", "--exclude", "*.txt").out)

    def test_a_folder_with_nothing_else(self):
        self.write("plans/tom.capa.txt", CLEAN.replace("Ann", "Tom"))
        result = self.check("plans", code=1)
        self.assertIn("plans/tom.capa.txt", result.out)
        self.assertIn("not judged: what stands in plans/tom.capa.txt", result.err)

    def test_one_that_is_named_is_read(self):
        self.write("tom.capa.txt", CLEAN.replace("Ann", "Tom"))
        self.assertNotIn("CAPA026", self.check("tom.capa.txt", "--format", "short").out)

    def test_a_table_is_named_for_what_it_is(self):
        self.write("tom.csv", "Day,Morning\nMon,core\n")
        result = self.check("tom.csv", code=1)
        self.assertIn("this is a table (CSV)", result.out)
        self.assertIn("`capalint init`", result.out)


if __name__ == "__main__":
    unittest.main()
