#!/usr/bin/env python3
"""A vacant post: what it would bring is shown apart, it changes no other number, and it is nobody."""

import json
import re
import unittest

from support import Case

TEAM = """team "Riverside" {
  quarter 2026-Q4
  referrals 2 per week
  choice weekly {
    "Ann Lee" 3 per week
  }
}

plan "Ann Lee" in "Riverside" {
  contract 10.5h
  mon am choice x3
  tue am core 3.5h
  tue pm core 2.5h, big admin 1h
  target 2026-Q4 choice 26, core 12
}
"""

POST = """plan vacant "Band 6 nurse" in "Riverside" {
  contract 37.5h
  mon am core 3.5h
  tue am core 3.5h
}
"""


class Vacant(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", "")
        self.write("team.capa", TEAM)

    def found(self):
        return json.loads(self.run_capalint("check", "--format", "json").out)["findings"]

    def balance(self):
        return json.loads(self.run_capalint("balance", "--format", "json").out)["workspaces"][0]["teams"][0]

    def test_no_number_of_the_team_holds_it(self):
        found, without = self.found(), self.balance()
        self.write("post.capa", POST)
        self.assertEqual(self.found(), found)
        with_post = self.balance()
        self.assertEqual(with_post.pop("vacant_posts"), ["Band 6 nurse"])
        said = with_post.pop("with_vacant_posts")
        self.assertEqual(with_post, without)
        self.assertIn("with the vacant posts (Band 6 nurse)", said)
        self.assertIn(said, " ".join(self.run_capalint("balance").out.split()))

    def test_its_capacity_is_that_of_a_plan(self):
        self.write("post.capa", POST)
        said = self.balance()["with_vacant_posts"]
        self.write("post.capa", POST.replace("vacant ", ""))
        filled = self.balance()
        to_count_on = next(step["figures"]["core_left"] for step in filled["steps"] if "core_left" in step["figures"])
        self.assertIn(f"new Core to count on {to_count_on['value']} instead of", said)

    def test_it_counts_from_the_day_on_which_it_starts(self):
        def to_count_on():
            return float(re.search(r"new Core to count on ([0-9.]+)", self.balance()["with_vacant_posts"])[1])

        self.write("post.capa", POST)
        of_the_quarter = to_count_on()
        self.write("post.capa", POST.replace("{\n", "from 2026-12-01 {\n", 1))
        of_a_month = to_count_on()
        self.write("post.capa", "")
        nothing_more = next(step["figures"]["core_left"]["value"] for step in self.balance()["steps"]
                            if "core_left" in step["figures"]).split()[0]
        self.assertLess(float(nothing_more), of_a_month)
        self.assertLess(of_a_month - float(nothing_more), (of_the_quarter - float(nothing_more)) / 2)

    def test_it_is_nobody(self):
        self.write("post.capa", POST.replace("}\n", '  review 2027-03-31\n  agreed "Ann Lee" 2026-09-20\n'
                                                    '  leave "maternity" 2027-01-11..2027-07-09\n'
                                                    "  target 2026-Q4 choice 1, core 1\n}\n"))
        messages = [each["message"] for each in self.found() if each["rule"] == "vacant-post"]
        self.assertEqual(messages, [f'{what} is of a person, and "Band 6 nurse" is a vacant post'
                                    for what in ("a review", "an agreement", "leave", "a target")])

    def test_nobodys_choice_is_given_to_it(self):
        self.write("team.capa", TEAM.replace('"Ann Lee" 3 per week', '"Ann Lee" 3 per week\n    "Band 6 nurse" 1 per week'))
        self.write("post.capa", POST)
        said = [each["message"] for each in self.found() if each["rule"] == "vacant-post"]
        self.assertEqual(said, ['"Band 6 nurse" is a vacant post, and Choice is for somebody who is there'])

    def test_its_work_is_read_with_care(self):
        self.write("post.capa", POST.replace("tue am core", "tue am coer"))
        self.assertIn("`coer` is not an activity", [each["message"] for each in self.found()])

    def test_two_posts_may_have_one_name(self):
        self.write("post.capa", POST + POST)
        self.assertEqual([each for each in self.found() if each["code"] < "CAPA200"], [])
        self.assertEqual(self.balance()["vacant_posts"], ["Band 6 nurse", "Band 6 nurse"])

    def test_a_name_that_is_nobodys(self):
        self.write("post.capa", POST)
        found, with_post = self.found(), self.balance()
        for name, post in (("VACANT - Band 6 nurse", "Band 6 nurse"), ("Vacancy: Band 6 nurse", "Band 6 nurse"),
                           ("Band 6 nurse (vacant)", "Band 6 nurse"), ("Band 6 nurse TBC", "Band 6 nurse"),
                           ("Vacant post", "Vacant post"), ("TBA", "TBA"), ("Agency", "Agency")):
            text = POST.replace('vacant "Band 6 nurse"', f'"{name}"')
            self.write("post.capa", text)
            added = [each for each in self.found() if each not in found]
            self.assertEqual([each["message"] for each in added],
                             [f'"{name}" is nobody\'s name, so this plan is read as that of a vacant post'])
            self.assertEqual(added[0]["help"], f'write `plan vacant "{post}"`, or the name of whoever has the post')
            self.assertEqual({**self.balance(), "vacant_posts": 0, "with_vacant_posts": 0},
                             {**with_post, "vacant_posts": 0, "with_vacant_posts": 0})
            self.assertEqual([fix["safe"] for fix in added[0]["fixes"]], [False])
            self.run_capalint("check", "--unsafe-fixes", "--select", "vacant-post")
            self.assertEqual((self.folder / "post.capa").read_text(), text.replace(f'"{name}"', f'vacant "{post}"', 1))
            self.assertEqual(self.found(), found)

    def test_the_role_tells_what_post_it_is(self):
        self.write("post.capa", POST.replace('vacant "Band 6 nurse"', '"TBC"').replace("{\n", '{\n  role "Band 6 nurse"\n', 1))
        helps = [each["help"] for each in self.found() if each["rule"] == "vacant-post"]
        self.assertEqual(helps, ['write `plan vacant "Band 6 nurse"`, or the name of whoever has the post'])

    def test_a_name_that_is_nobodys_has_no_review(self):
        self.write("post.capa", POST.replace('vacant "Band 6 nurse"', '"TBC"').replace("}\n", "  review 2027-03-31\n}\n"))
        self.assertEqual([each["message"] for each in self.found() if each["rule"] == "vacant-post"],
                         ['"TBC" is nobody\'s name, so this plan is read as that of a vacant post',
                          'a review is of a person, and "TBC" is a vacant post'])
        self.run_capalint("check", "--unsafe-fixes", "--select", "vacant-post")
        self.assertIn('plan vacant "TBC"', (self.folder / "post.capa").read_text())

    def test_nobody_works_with_it(self):
        self.write("post.capa", POST)
        self.write("team.capa", TEAM.replace("tue am core 3.5h", 'tue am core 3.5h with "Band 6 nurse"'))
        self.assertIn("unknown-clinician", [each["rule"] for each in self.found()])


if __name__ == "__main__":
    unittest.main()
