#!/usr/bin/env python3
"""What the editor asks about a document: actions, hover, names, symbols, completion, format."""

import shutil
import unittest

from client import ROOT, LspTest, apply, at, span, uri

TEAM = """team "Riverside" {
  quarter 2026-Q4
  referrals 1 per week
  sites "Elm House", "Harbour Road"
  skills "CBT", "Systemic"
  activity "duty desk" is other
  choice weekly {
    "Nadia Hassan" 1 per week
  }
}
"""
PLAN = """plan "Nadia Hassan" in "Riverside" {
  role "Clinical psychologist"
  contract 20h
  mon am choice x1, core 2h
  mon pm duty desk 1h, big admin 2h
  set session 4h
  agreed "Nadia Hassan" 2026-09-15
}
"""
RULES = """rules {
  use capa
  set big-admin-base choice + core
  level house-rule note
  allow house-rule for "Nadia Hassan" because "testing"
  rule house-rule {
    code HOUSE001
    level warning
    title "Plans have Big Admin"
    doc "Because we said so."
    for each plan
    let planned = hours(big admin)
    require planned >= 5h
    say "there are {planned} of Big Admin"
    help "plan some"
  }
}
"""


class Questions(LspTest):
    def setUp(self):
        super().setUp()
        self.team = self.write("team.capa", TEAM)
        self.plan = self.write("plan.capa", PLAN)
        self.rules = self.write("capalint.capa", RULES)

    def ask(self, server, method, path, position=None, **more):
        params = {"textDocument": {"uri": uri(path)}, **more}
        if position is not None:
            params["position"] = position
        return server.call("textDocument/" + method, params)


class Hover(Questions):
    def hover(self, path, text, needle, inside=1, server=None, **more):
        server = server or self.server(**more)
        result = self.ask(server, "hover", path, at(text, needle, inside))
        return result and result["contents"]["value"]

    def test_activity(self):
        text = self.hover(self.plan, PLAN, "big admin 2h")
        self.assertIn("clinical support", text)
        self.assertIn("half an hour for each 3.5 h clinical session", text)
        self.assertIn('CAPA, Job Plans, "Individual and team job planning", camhsnetwork.co.uk', text)

    def test_own_word_for_an_activity(self):
        text = self.hover(self.plan, PLAN, "duty desk")
        self.assertIn("`duty desk` is `other`", text)
        self.assertIn("other tasks", text)

    def test_clinician(self):
        for path, text, needle in ((self.team, TEAM, "Nadia"), (self.plan, PLAN, "Nadia"),
                                   (self.rules, RULES, "Nadia")):
            said = self.hover(path, text, needle)
            self.assertIn("Clinical psychologist, Riverside", said)
            self.assertIn("contract: 20h", said)
            self.assertIn("core 2h", said)
            # 2 h in sessions of 4 h, by the multiplier 3
            self.assertRegex(said, r"new-core: 1\.5 families = .*2h.*4h.*3")

    def test_team(self):
        said = self.hover(self.plan, PLAN, "Riverside")
        self.assertIn("2026-Q4, 1 plans", said)
        self.assertIn("referrals: 1 referral", said)

    def test_rule(self):
        for needle in ("house-rule note", "house-rule for", "house-rule {"):
            said = self.hover(self.rules, RULES, needle)
            self.assertIn("HOUSE001", said)
            self.assertIn("Plans have Big Admin", said)
            self.assertIn("Because we said so.", said)
            self.assertIn("Level here: note", said)

    def test_standard_rule(self):
        text = RULES.replace("level house-rule", "level big-admin")
        server = self.server()
        server.open(self.rules, text)
        for needle in ("big-admin note", "big-admin-base"):
            self.assertIn("Source: ", self.hover(self.rules, text, needle, server=server))
        said = self.hover(self.rules, text, "big-admin note", server=server)
        self.assertIn("**CAPA202** big-admin: Big Admin covers the clinical sessions", said)
        self.assertIn("Level here: note", said)

    def test_setting(self):
        said = self.hover(self.rules, RULES, "big-admin-base")
        self.assertIn("Here: `choice + core`, from the workspace", said)
        self.assertIn("Unless it is set: `core + specific`", said)
        self.assertIn('Source: "Individual and team job planning", camhsnetwork.co.uk', said)

    def test_pack(self):
        self.assertIn("**capa**", self.hover(self.rules, RULES, "capa\n"))

    def test_word_of_the_rule_language(self):
        self.assertIn("of a plan", self.hover(self.rules, RULES, "hours(big"))

    def test_first_words_of_a_statement(self):
        for path, text, needle, said in (
                (self.team, TEAM, "team", "what comes in, who does Choice, the targets"),
                (self.team, TEAM, "quarter", "the quarter that is planned, such as `2026-Q4`"),
                (self.team, TEAM, "choice weekly", "who does how much Choice: `choice weekly { … }`"),
                (self.plan, PLAN, "role", "the clinician's role"),
                (self.plan, PLAN, "contract", "a doctor's, in programmed activities"),
                (self.plan, PLAN, "mon am", "Monday"),
                (self.plan, PLAN, "agreed", "who agreed the plan, and when"),
                (self.rules, RULES, "use", "a rule pack"),
                (self.rules, RULES, "for each", "what the rule looks at"),
                (self.rules, RULES, "say", "the message")):
            self.assertIn(said, self.hover(path, text, needle) or "", needle)
        result = self.ask(self.server(), "hover", self.plan, at(PLAN, "contract", 3))
        self.assertEqual(result["range"], span(PLAN, "contract"))
        self.assertIn("paid hours a week, such as `37.5h`", result["contents"]["value"])
        self.assertIn("Such as `contract 37.5h`", result["contents"]["value"])
        # The words after them are told by themselves.
        self.assertIn("core clinical", self.hover(self.plan, PLAN, "choice x1"))
        self.assertNotIn("paid hours a week", self.hover(self.plan, PLAN, "20h"))

    def test_several_words_are_one_statement(self):
        server = self.server()
        text = PLAN.replace("  role", "  before big admin\n  any day cpd 2h\n  tue-thu lunch 30m\n  tue,fri am core 1h\n  role")
        server.open(self.plan, text)
        for needle, inside, said in (("before big admin", 9, "Big Admin has still to be taken out of the hours"),
                                     ("any day", 5, "work of the week that has no day"),
                                     ("tue-thu", 2, "the same line on several days"),
                                     ("tue,fri", 1, "the same line on these days")):
            shown = self.hover(self.plan, text, needle, inside, server)
            self.assertIn(said, shown)
            self.assertNotIn("Tuesday", shown)
        vacant = PLAN.replace('plan "Nadia Hassan"', 'plan vacant "Band 6 nurse"')
        server.open(self.rules, vacant)
        self.assertIn("the week of a post that nobody has yet", self.hover(self.rules, vacant, "vacant", 1, server))

    def test_first_word_of_a_line_that_cannot_be_read(self):
        server = self.server()
        text = PLAN.replace("contract 20h", "contract twenty hours a week or so")
        server.open(self.plan, text)
        self.assertIn("paid hours a week", self.hover(self.plan, text, "contract", 1, server))

    def test_finding(self):
        server = self.server()
        open_plan = PLAN.replace("contract 20h", "contract 20h\n  mon eve coer 1h")
        server.open(self.plan, open_plan)
        said = self.hover(self.plan, open_plan, "coer", server=server)
        self.assertIn("`coer` is not an activity", said)

    def test_arithmetic_of_a_finding(self):
        self.rules.write_text(RULES.replace('  allow house-rule for "Nadia Hassan" because "testing"\n', "")
                              .replace("planned = hours(big admin)", 'planned = hours(big admin) * 2 "twice that"'))
        server = self.server()
        server.settle()
        found = next(f for f in server.findings[uri(self.plan)]["diagnostics"]
                     if f["code"] == "HOUSE001")
        said = self.ask(server, "hover", self.plan, found["range"]["start"])["contents"]["value"]
        self.assertIn("sum: twice that: 2h × 2 = 4h", said)
        self.assertNotIn("hours(", said)
        self.assertIn("plan some", said)

    def test_plain_text(self):
        server = self.server(capabilities={})
        result = self.ask(server, "hover", self.plan, at(PLAN, "big admin", 1))
        self.assertEqual(result["contents"]["kind"], "plaintext")
        self.assertNotIn("**", result["contents"]["value"])

    def test_nothing_to_say(self):
        self.assertIsNone(self.hover(self.plan, PLAN, "}", 0))

    def test_a_team_that_came_with_what_broke_the_file(self):
        for other in (self.team, self.rules):
            other.unlink()
        alone = 'plan "Nadia Hassan" {\n  mon am core 2h\n}\n'
        self.write("plan.capa", alone)
        server = self.server()
        where = server.open(self.plan)
        server.settle()
        broken = 'team "Riverside" {\n}\n' + alone.replace('plan "Nadia', 'paln "Nadia')
        server.change(where, 2, broken)
        self.assertIn("Core", self.hover(self.plan, broken, "core 2h", 2, server))

    def test_last_good_model_while_a_file_is_broken(self):
        server = self.server()
        where = server.open(self.plan)
        server.open(self.team)
        server.settle()
        server.change(where, 2, {"range": span(PLAN, "core 2h"), "text": "core 2,x ) h"})
        self.assertIn("core 2h", self.hover(self.team, TEAM, "Nadia", server=server))
        broken = PLAN.replace('plan "Nadia', 'paln "Nadia')
        server.change(where, 3, broken)
        self.assertIn("core 2h", self.hover(self.team, TEAM, "Nadia", server=server))

    def test_names_in_a_file_that_cannot_be_read(self):
        server = self.server()
        where = server.open(self.plan)
        server.settle()
        broken = PLAN.replace('plan "Nadia', 'paln "Nadia')
        server.change(where, 2, broken)
        for needle, inside in (("big admin", 1), ("big admin", 5), ("big admin", 9)):
            self.assertIn("clinical support", self.hover(self.plan, broken, needle, inside, server))
        self.assertIn("`duty desk` is `other`", self.hover(self.plan, broken, "duty desk", 6, server))
        self.assertIn("2026-Q4", self.hover(self.plan, broken, '"Riverside"', 3, server))
        result = self.ask(server, "hover", self.plan, at(broken, "big admin", 5))
        self.assertEqual(result["range"], span(broken, "big admin"))


class Definition(Questions):
    def place(self, path, text, needle, server=None):
        server = server or self.server()
        result = self.ask(server, "definition", path, at(text, needle, 1))
        return result and [(r["uri"], r["range"]) for r in result]

    def test_names(self):
        team = (uri(self.team), span(TEAM, '"Riverside"'))
        plan = (uri(self.plan), span(PLAN, '"Nadia Hassan"'))
        rule = (uri(self.rules), span(RULES.replace("rule house-rule", "rule HOUSE-RULE"), "HOUSE-RULE"))
        for path, text, needle, wanted in (
            (self.plan, PLAN, '"Riverside"', team),
            (self.team, TEAM, '"Nadia', plan),
            (self.plan, PLAN, '"Nadia Hassan" 2026', plan),
            (self.rules, RULES, '"Nadia', plan),
            (self.rules, RULES, "house-rule note", rule),
            (self.rules, RULES, "house-rule for", rule),
            (self.plan, PLAN, "duty desk", (uri(self.team), span(TEAM, '"duty desk"'))),
        ):
            self.assertEqual(self.place(path, text, needle), [wanted], needle)

    def test_own_setting(self):
        text = RULES.replace("  use capa\n", "  setting house-hours = 2h {\n    doc \"x\"\n  }\n  set house-hours 3h\n")
        self.rules.write_text(text)
        self.assertEqual(self.place(self.rules, text, "house-hours 3h"),
                         [(uri(self.rules), span(text, "house-hours"))])

    def test_what_is_built_in_has_no_place(self):
        self.assertIsNone(self.place(self.rules, RULES, "big-admin-base"))
        self.assertIsNone(self.place(self.plan, PLAN, "core 2h"))

    def test_while_the_file_is_broken(self):
        server = self.server()
        where = server.open(self.plan)
        server.settle()
        server.change(where, 2, PLAN.replace('plan "Nadia', 'paln "Nadia'))
        self.assertEqual(self.place(self.team, TEAM, '"Nadia', server),
                         [(uri(self.plan), span(PLAN, '"Nadia Hassan"'))])
        broken = PLAN.replace('plan "Nadia', 'paln "Nadia')
        self.assertEqual(self.place(self.plan, broken, "duty desk", server),
                         [(uri(self.team), span(TEAM, '"duty desk"'))])


class Symbols(Questions):
    def test_tree(self):
        server = self.server()
        (plan,) = self.ask(server, "documentSymbol", self.plan)
        self.assertEqual((plan["name"], plan["detail"]), ("Nadia Hassan", "Riverside"))
        self.assertEqual(plan["range"]["start"], {"line": 0, "character": 0})
        self.assertEqual(plan["range"]["end"]["line"], PLAN.count("\n") - 1)
        children = [(c["name"], c.get("detail")) for c in plan["children"]]
        self.assertIn(("mon am", "choice, core"), children)
        self.assertIn(("mon pm", "duty desk, big admin"), children)
        (team,) = self.ask(server, "documentSymbol", self.team)
        self.assertIn(("choice weekly", "1 clinicians"),
                      [(c["name"], c.get("detail")) for c in team["children"]])
        (rules,) = self.ask(server, "documentSymbol", self.rules)
        self.assertIn(("house-rule", "Plans have Big Admin"),
                      [(c["name"], c.get("detail")) for c in rules["children"]])

    def test_names_lie_inside_their_symbols(self):
        server = self.server(ROOT / "examples/anywhere-camhs")

        def look(symbols):
            for symbol in symbols:
                inner, outer = symbol["selectionRange"], symbol["range"]
                key = lambda p: (p["line"], p["character"])
                self.assertLessEqual(key(outer["start"]), key(inner["start"]), symbol)
                self.assertLessEqual(key(inner["end"]), key(outer["end"]), symbol)
                self.assertTrue(symbol["name"])
                look(symbol.get("children", []))

        for path in (ROOT / "examples/anywhere-camhs").rglob("*.capa"):
            look(self.ask(server, "documentSymbol", path))

    def test_flat_for_a_client_that_knows_no_trees(self):
        server = self.server(capabilities={})
        symbols = self.ask(server, "documentSymbol", self.plan)
        self.assertEqual(symbols[0]["location"]["uri"], uri(self.plan))
        self.assertIn(("mon am", "Nadia Hassan"),
                      [(s["name"], s.get("containerName")) for s in symbols])


class Completion(Questions):
    def complete(self, path, text, needle, typed):
        """The text after choosing each item, by label, when `typed` stands where `needle` was."""
        server = self.server()
        where = server.open(path)
        server.settle()
        now = text.replace(needle, typed, 1)
        server.change(where, 2, now)
        place = at(text, needle)
        place["character"] += len(typed)
        items = self.ask(server, "completion", path, place)
        self.assertEqual(len({i["label"] for i in items}), len(items))
        return {i["label"]: apply(now, [i["textEdit"]]) for i in items}

    def test_activities(self):
        for typed in ("", "b", "big", "big a"):
            items = self.complete(self.plan, PLAN, "duty desk 1h, big admin 2h", "core 1h, " + typed)
            self.assertIn("core 1h, big admin\n", items["big admin"], typed)
            self.assertIn("core 1h, duty desk\n", items["duty desk"], typed)

    def test_days(self):
        items = self.complete(self.plan, PLAN, "mon pm duty desk 1h, big admin 2h", "")
        self.assertLessEqual({"mon", "fri", "review", "contract"}, set(items))
        self.assertNotIn("referrals", items)

    def test_halves(self):
        self.assertLessEqual({"am", "pm", "eve", "core"},
                             set(self.complete(self.plan, PLAN, "am choice x1, core 2h", "")))

    def test_names(self):
        items = self.complete(self.team, TEAM, '"Nadia Hassan" 1 per week', '"')
        self.assertIn('    "Nadia Hassan"\n', items["Nadia Hassan"])
        items = self.complete(self.team, TEAM, '"Nadia Hassan" 1 per week', "")
        self.assertIn('    "Nadia Hassan"\n', items["Nadia Hassan"])
        items = self.complete(self.plan, PLAN, '"Riverside" {', '"Riv')
        self.assertIn('in "Riverside"\n', items["Riverside"])
        items = self.complete(self.plan, PLAN, 'agreed "Nadia Hassan" 2026-09-15', 'agreed "')
        self.assertIn("Nadia Hassan", items)

    def test_a_quote_that_is_there_stays_one(self):
        server = self.server()
        now = PLAN.replace('"Riverside"', '""', 1)
        server.open(self.plan, now)
        items = self.ask(server, "completion", self.plan, at(now, '""', 1))
        edit = next(i["textEdit"] for i in items if i["label"] == "Riverside")
        self.assertEqual(apply(now, [edit]), PLAN)

    def test_sites_and_skills(self):
        items = self.complete(self.plan, PLAN, "core 2h\n", 'core 2h at "')
        self.assertIn("Elm House", items)
        items = self.complete(self.plan, PLAN, 'role "Clinical psychologist"', 'skills "')
        self.assertIn("Systemic", items)

    def test_settings(self):
        items = self.complete(self.rules, RULES, "set big-admin-base choice + core", "set big-adm")
        self.assertIn("set big-admin-base\n", items["big-admin-base"])
        items = self.complete(self.rules, RULES, "choice + core", "")
        self.assertLessEqual({"choice", "core", "specific"}, set(items))

    def test_rules_levels_and_packs(self):
        items = self.complete(self.rules, RULES, "level house-rule note", "level hou")
        self.assertIn("level house-rule\n", items["house-rule"])
        self.assertLessEqual({"error", "warning", "note", "off"},
                             set(self.complete(self.rules, RULES, "note\n", "")))
        self.assertIn("capa", self.complete(self.rules, RULES, "use capa", "use "))
        items = self.complete(self.plan, PLAN, "core 2h\n", "core 2h # capa: allow ")
        self.assertIn("house-rule", items)

    def test_words_of_a_rule(self):
        items = self.complete(self.rules, RULES, "hours(big admin)\n", "")
        self.assertLessEqual({"hours", "contract", "sum", "big-admin-base"}, set(items))
        self.assertLessEqual({"plan", "team", "block"},
                             set(self.complete(self.rules, RULES, "for each plan", "for each ")))

    def test_top(self):
        self.assertEqual(set(self.complete(self.team, "\n" + TEAM, "\n", "")),
                         {"team", "plan", "plan vacant", "rules", "activity", "language"})


class Actions(Questions):
    def actions(self, server, path, text, needle, only=None):
        context = {"diagnostics": []} | ({"only": only} if only else {})
        return self.ask(server, "codeAction", path, range=span(text, needle), context=context)

    def edited(self, text, action, path):
        (change,) = action["edit"]["documentChanges"]
        self.assertEqual(change["textDocument"]["uri"], uri(path))
        return apply(text, change["edits"])

    def test_quick_fix(self):
        server = self.server()
        text = PLAN.replace("core 2h", "coer 2h")
        where = server.open(self.plan, text)
        (action,) = [a for a in self.actions(server, self.plan, text, "coer", ["quickfix"])
                     if "allow" not in a["title"]]
        self.assertEqual(action["kind"], "quickfix")
        self.assertIn("`coer`", action["diagnostics"][0]["message"])
        self.assertIn(action["diagnostics"][0], server.findings_of(where))
        self.assertEqual(action["edit"]["documentChanges"][0]["textDocument"]["version"], 1)
        self.assertEqual(self.edited(text, action, self.plan), PLAN)
        self.assertEqual(self.actions(server, self.plan, text, "contract", ["quickfix"]), [])

    def test_the_fixes_of_check(self):
        folder = shutil.copytree(ROOT / "examples/broken", self.folder / "broken")
        server = self.server(folder)
        place = lambda p: {"line": p["line"] - 1, "character": p["column"] - 1}  # all of it is ASCII
        area = lambda r: {"start": place(r["start"]), "end": place(r["end"])}
        found = self.check(folder)
        self.assertGreater(sum(len(f["fixes"]) for f in found), 1)
        for finding in found:
            actions = self.ask(server, "codeAction", finding["path"], range=area(finding["range"]),
                               context={"diagnostics": [], "only": ["quickfix"]})
            told = [(a["title"], a["isPreferred"],
                     [(c["textDocument"]["uri"], e["range"], e["newText"])
                      for c in a["edit"]["documentChanges"] for e in c["edits"]])
                    for a in actions
                    if a["diagnostics"][0]["code"] == finding["code"] and "isPreferred" in a]
            wanted = [(x["title"], x["safe"],
                       [(uri(e["path"]), area(e["range"]), e["replacement"]) for e in x["edits"]])
                      for x in finding["fixes"]]
            self.assertEqual(told, wanted, finding["message"])

    def test_edits_for_a_client_without_versions(self):
        server = self.server(capabilities={
            "textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}})
        text = PLAN.replace("core 2h", "coer 2h")
        server.open(self.plan, text)
        action = self.actions(server, self.plan, text, "coer")[0]
        self.assertEqual(apply(text, action["edit"]["changes"][uri(self.plan)]), PLAN)

    def test_fix_all(self):
        server = self.server()
        text = "\ufeff" + PLAN.replace("contract 20h", "contract 20,5h").replace("role \"Clinical psychologist\"", "role “Psychologist”")
        where = server.open(self.plan, text)
        before = len(server.findings_of(where, 1))
        (action,) = self.actions(server, self.plan, text, "plan", ["source.fixAll"])
        self.assertEqual(action["kind"], "source.fixAll")
        fixed = self.edited(text, action, self.plan)
        self.assertIn("contract 20.5h", fixed)
        server.change(where, 2, fixed)
        self.assertLess(len(server.findings_of(where, 2)), before)
        self.assertEqual(self.actions(server, self.plan, fixed, "plan", ["source.fixAll"]), [])
        self.assertEqual(len(self.actions(server, self.plan, fixed, "plan", ["source"])), 0)

    def test_fixing_all_keeps_every_exception(self):
        server = self.server()
        text = PLAN.replace("core 2h\n", 'core 2h  # capa: allow contacts because "agreed until June"\n').replace("big admin", "big admn")
        server.open(self.plan, text)
        (action,) = self.actions(server, self.plan, text, "plan", ["source.fixAll"])
        self.assertIn('# capa: allow contacts because "agreed until June"', self.edited(text, action, self.plan))

    def test_allow_with_reason(self):
        self.rules.write_text(RULES.replace('  allow house-rule for "Nadia Hassan" because "testing"\n', ""))
        for comment in ("", "  # two hours: see notes"):
            text = PLAN.replace("big admin 2h", "big admin 2h" + comment).replace(
                'plan "Nadia Hassan" in "Riverside" {', 'plan "Nadia Hassan" in "Riverside" {' + comment)
            server = self.server()
            where = server.open(self.plan, text)
            found = next(f for f in server.findings_of(where, 1) if f["code"] == "HOUSE001")
            action = next(
                a for a in self.ask(server, "codeAction", self.plan, range=found["range"],
                                    context={"diagnostics": [found], "only": ["quickfix"]})
                if a["title"] == "allow house-rule with reason…")
            self.assertEqual(action["diagnostics"], [found])
            allowed = self.edited(text, action, self.plan)
            self.assertIn('  # capa: allow house-rule because ""' + comment.replace("  ", " ", 1), allowed)
            # Nothing is allowed before somebody says why.
            server.change(where, 2, allowed)
            codes = [f["code"] for f in server.findings_of(where, 2)]
            self.assertIn("HOUSE001", codes)
            server.change(where, 3, allowed.replace('because ""', 'because "agreed with the team"'))
            codes = [f["code"] for f in server.findings_of(where, 3)]
            self.assertNotIn("HOUSE001", codes)
            self.assertEqual([c for c in codes if c.startswith("CAPA0")], [])

    def test_nothing_that_was_not_asked_for(self):
        server = self.server()
        text = PLAN.replace("core 2h", "coer 2h")
        server.open(self.plan, text)
        self.assertEqual(self.actions(server, self.plan, text, "coer", ["refactor"]), [])


class Formatting(Questions):
    def format(self, server, text):
        where = server.open(self.folder / "f.capa", text)
        return server.call("textDocument/formatting",
                           {"textDocument": {"uri": where},
                            "options": {"tabSize": 2, "insertSpaces": True}})

    def test_as_fmt_does(self):
        cases = [path for path in sorted((ROOT / "tests/format").glob("*.capa"))]
        self.assertGreater(len(cases), 2)
        for path in cases:
            text = path.read_bytes().decode()
            wanted = path.with_suffix(".expected").read_bytes().decode()
            server = self.server()
            self.assertEqual(apply(text, self.format(server, text)), wanted, path.name)
            self.assertEqual(self.format(server, wanted), [], path.name)

    def test_a_broken_file_is_left_alone(self):
        self.assertIsNone(self.format(self.server(), "plan {{{"))


if __name__ == "__main__":
    unittest.main()
