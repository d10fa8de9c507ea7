#!/usr/bin/env python3
"""What the editor is told: the findings of `check`, for texts as they are typed."""

import shutil
import unittest
from pathlib import Path

from client import (
    EVERYTHING,
    ROOT,
    Failed,
    LspTest,
    at,
    change_of,
    insert,
    path_of,
    span,
    uri,
)

PULLING = {
    **EVERYTHING,
    "textDocument": {**EVERYTHING["textDocument"], "diagnostic": {}},
    "workspace": {**EVERYTHING["workspace"], "diagnostics": {"refreshSupport": True}},
}
WATCHING = {
    **EVERYTHING,
    "workspace": {
        **EVERYTHING["workspace"],
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "configuration": True,
    },
}

TEAM = """team "T" {
  quarter 2026-Q4
  choice weekly {
    "A" 1 per week
  }
}
"""
PLAN = """plan "A" in "T" {
  contract 7h
  mon am choice x1
}
"""
BROKEN = 'plan "A" {\n  mon am coer 3.5h\n}\n'


def severity(level):
    return {"error": 1, "warning": 2, "note": 3}[level]


class SameAsCheck(LspTest):
    def compare(self, folder):
        """Every finding of `check`, with its place, level, code and message, and no other."""
        server = self.server(folder)
        server.settle()
        told = []
        for where, params in server.findings.items():
            for finding in params["diagnostics"]:
                start, end = finding["range"]["start"], finding["range"]["end"]
                told.append((path_of(where), start["line"] + 1, end["line"] + 1, finding["code"],
                             finding["severity"], finding["message"].split("\n")[0]))
        wanted = [
            (f["path"], f["range"]["start"]["line"], f["range"]["end"]["line"], f["code"],
             severity(f["level"]), f["message"])
            for f in self.check(folder)
        ]
        self.assertEqual(sorted(told), sorted(wanted))
        return wanted

    def test_examples(self):
        for name in ("broken", "anywhere-camhs"):
            shutil.copytree(ROOT / "examples" / name, self.folder / name)
        self.assertGreater(len(self.compare(self.folder / "broken")), 3)
        self.compare(self.folder / "anywhere-camhs")
        self.compare(self.folder)

    def test_folder_below_the_root(self):
        self.write("capalint.capa", "")
        self.write("team.capa", TEAM)
        self.write("plans/a.capa", 'plan "A" in "T" {\n  mon am coer 3.5h\n}\n')
        server = self.server(self.folder / "plans")
        found = server.findings_of(uri(self.folder / "plans/a.capa"))
        self.assertEqual([f["code"] for f in found],
                         [f["code"] for f in self.check(self.folder / "plans")])

    def test_ignored_files(self):
        self.write(".git/HEAD", "")
        self.write(".gitignore", "drafts/\n")
        self.write("drafts/a.capa", BROKEN)
        self.write("b.capa", BROKEN)
        server = self.server()
        server.settle()
        self.assertEqual([path_of(where) for where in server.findings], [str(self.folder / "b.capa")])

    def test_names_that_need_care_in_a_uri(self):
        for name in ("Māia O'Neill.capa", "100% + a#b?.capa", "ümlaut/[1].capa"):
            path = self.write(name, BROKEN.replace('"A"', f'"{len(name)}"'))
            server = self.server()
            self.assertTrue(server.findings_of(uri(path)), name)
            # Another editor's spelling of the same name is the one to answer with.
            spelled = uri(path).replace("%27", "'").replace("%2B", "+")
            server.open(spelled, BROKEN)
            self.assertTrue(server.findings_of(spelled, 1), name)
            path.unlink()

    def test_an_editor_that_spells_a_uri_otherwise_and_knows_files_by_their_paths(self):
        path = self.write("Māia O'Neill.capa", BROKEN)
        server = self.server()
        server.settle()
        spelled = uri(path).replace("%27", "'")
        self.assertNotEqual(spelled, uri(path))
        for step, here, gone in ((lambda: server.open(spelled, BROKEN), spelled, uri(path)),
                                 (lambda: server.close(spelled), uri(path), spelled)):
            server.notifications.clear()
            step()
            server.settle()
            told = [(n["params"]["uri"], bool(n["params"]["diagnostics"]))
                    for n in server.notifications]
            # The other name's findings go first, or they would take the new ones with them.
            self.assertEqual(told, [(gone, False), (here, True)])

    def test_one_file_open_under_two_spellings(self):
        text = lambda word: BROKEN.replace("coer", word)
        path = self.write("Siân.capa", BROKEN)
        one = uri(path)
        other = one.replace("%C3%A2", "%c3%a2")
        self.assertNotEqual(one, other)
        server = self.server()

        def holds(where, version, word):
            server.settle()
            told = [(w, f.get("version"), [d["message"].split("`")[1] for d in f["diagnostics"]])
                    for w, f in server.findings.items() if f["diagnostics"]]
            self.assertEqual(told, [(where, version, [word])])

        server.open(one, text("abcd"), 1)
        holds(one, 1, "abcd")
        server.open(other, text("bcde"), 7)
        holds(other, 7, "bcde")
        server.change(one, 2, insert(at(BROKEN, "coer"), "x"))
        holds(one, 2, "xabcd")
        self.write("capalint.capa", "")
        server.notify("workspace/didChangeWatchedFiles", {"changes": []})
        holds(one, 2, "xabcd")
        server.close(other)
        holds(one, 2, "xabcd")
        server.close(one)
        holds(one, None, "coer")

    def test_a_link_to_a_file_is_that_file(self):
        path = self.write("a.capa", BROKEN)
        (self.folder / "link.capa").symlink_to(path)
        server = self.server()
        server.settle()
        self.assertEqual(list(server.findings), [uri(path)])
        where = server.open(self.folder / "link.capa", BROKEN.replace("coer", "coer2"))
        self.assertEqual(len(server.findings_of(where, 1)), 1)
        self.assertEqual(server.findings_of(uri(path)), [])

    def test_a_link_out_of_the_workspace_is_not_read(self):
        elsewhere = self.write("elsewhere/secret", BROKEN)
        self.write("w/a.capa", "")
        link = self.folder / "w/link.capa"
        link.symlink_to(elsewhere)
        server = self.server(self.folder / "w")
        server.settle()
        found = server.findings_of(uri(link))
        self.assertEqual([each["code"] for each in found], ["CAPA001"])
        self.assertIn("this link leads out of the workspace, so it is not read", found[0]["message"])
        # What the editor itself holds is looked at.
        opened = server.open(link, BROKEN)
        self.assertIn("CAPA101", [each["code"] for each in server.findings_of(opened, 1)])
        server.close(opened)
        server.settle()
        self.assertEqual([each["code"] for each in server.findings_of(uri(link))], ["CAPA001"])

    def test_related_information(self):
        text = TEAM + PLAN.replace("choice x1", "choice x2")
        path = self.write("a.capa", text)
        server = self.server()
        wanted = {f["code"]: f["notes"] for f in self.check() if any(n["range"] for n in f["notes"])}
        self.assertTrue(wanted)
        for finding in server.findings_of(uri(path)):
            for note, related in zip(wanted.get(finding["code"], []),
                                     finding.get("relatedInformation", [])):
                self.assertEqual(related["message"], note["message"])
                self.assertEqual(related["location"]["uri"], uri(path))
                self.assertEqual(related["location"]["range"]["start"]["line"] + 1,
                                 note["range"]["start"]["line"])
        told = [f["code"] for f in server.findings_of(uri(path)) if "relatedInformation" in f]
        self.assertEqual(sorted(told), sorted(wanted))

    def test_related_information_in_another_file(self):
        team = self.write("team.capa", TEAM)
        plan = self.write("plan.capa", PLAN.replace("choice x1", "core 3.5h x2"))
        server = self.server()
        related = [r for f in server.findings_of(uri(plan)) for r in f.get("relatedInformation", [])]
        self.assertIn((uri(team), span(TEAM, '"A"')),
                      [(r["location"]["uri"], r["location"]["range"]) for r in related])

    def test_code_description(self):
        rule = ('rules {\n  rule no-core {\n    code HOUSE001\n    level note\n    title "No Core"\n'
                '    for each plan\n    require hours(core) = 0h\n    say "there is Core"\n  }\n}\n')
        own = self.write("capalint.capa", rule)
        plan = self.write("a.capa", 'plan "A" {\n  mon am core 3.5h x3\n}\n'
                          'plan "B" {\n  mon am coer 1h\n}\n')
        server = self.start(environment={"CAPALINT_DOCS_URL": "https://manual.example/rules"})
        server.initialize(self.folder)
        pages = {f["code"]: f["codeDescription"]["href"] for f in server.findings_of(uri(plan))}
        self.assertEqual(pages["HOUSE001"], uri(own) + "#L2")
        self.assertEqual(pages["CAPA201"], "https://manual.example/rules/CAPA201.md")
        self.assertEqual(pages["CAPA101"], "https://manual.example/rules/CAPA101.md")

    def test_code_description_is_a_page_that_is_there(self):
        shutil.copytree(ROOT / "examples/broken", self.folder / "broken")
        server = self.server(self.folder / "broken")
        for finding in server.findings_of(uri(self.folder / "broken/riverside.capa")):
            page = Path(path_of(finding["codeDescription"]["href"]))
            self.assertEqual(page.stem, finding["code"])
            self.assertTrue(page.read_text(encoding="utf-8").startswith(f"# {finding['code']}: "))

    def test_no_code_description_for_a_client_that_knows_none(self):
        path = self.write("a.capa", BROKEN)
        server = self.server(capabilities={})
        self.assertFalse(any("codeDescription" in f for f in server.findings_of(uri(path))))

    def test_related_information_for_a_client_that_knows_none(self):
        path = self.write("a.capa", TEAM + PLAN.replace("choice x1", "choice x2"))
        server = self.server(capabilities={})
        found = server.findings_of(uri(path))
        self.assertFalse(any("relatedInformation" in f or "version" in f for f in found))
        self.assertTrue(any("\nnote: " in f["message"] for f in found), found)


class Editing(LspTest):
    def codes(self, server, where, version):
        return [finding["code"] for finding in server.findings_of(where, version)]

    def test_unsaved_edits(self):
        path = self.write("a.capa", BROKEN)
        server = self.server()
        where = server.open(path)
        before = self.codes(server, where, 1)
        server.change(where, 2, BROKEN.replace("coer", "core"))
        after = self.codes(server, where, 2)
        self.assertEqual(before, [f["code"] for f in self.check()])
        self.assertIn("CAPA101", before)
        self.assertNotIn("CAPA101", after)
        server.change(where, 3, BROKEN)
        self.assertEqual(self.codes(server, where, 3), before)
        path.write_text(BROKEN.replace("coer", "core"), encoding="utf-8")
        self.assertEqual(after, [f["code"] for f in self.check()])

    def test_across_files(self):
        team = self.write("team.capa", TEAM)
        plan = self.write("plan.capa", PLAN)
        server = self.server()
        server.settle()
        before = server.findings.get(uri(plan), {"diagnostics": []})["diagnostics"]
        where = server.open(team)
        changed = TEAM.replace("1 per week", "3 per week")
        server.change(where, 2, {"range": span(TEAM, '1 per'), "text": "3 per"})
        server.settle()
        told = server.findings[uri(plan)]["diagnostics"]
        self.assertNotEqual(told, before)
        self.assertNotIn("version", server.findings[uri(plan)])
        team.write_text(changed, encoding="utf-8")
        self.assertEqual(sorted(f["code"] for f in told),
                         sorted(f["code"] for f in self.check() if f["path"] == str(plan)))

    def test_only_what_changed_is_told(self):
        for name in "abc":
            self.write(f"{name}.capa", BROKEN.replace('"A"', f'"{name}"'))
        server = self.server()
        server.settle()
        server.notifications.clear()
        where = server.open(self.folder / "a.capa")
        server.change(where, 2, {"range": {"start": {"line": 0, "character": 0},
                                           "end": {"line": 0, "character": 0}}, "text": "# note\n"})
        server.settle()
        self.assertEqual({n["params"]["uri"] for n in server.notifications}, {where})

    def test_edits_in_utf16_and_utf8(self):
        text = 'plan "Māia 🙂 O\'Neill" {\n  role "🙂🙂" # 🙂\n  mon am coer 3.5h\n}\n'
        for encoding, width in (("utf-16", 2), ("utf-8", 4)):
            capabilities = {**EVERYTHING, "general": {"positionEncodings": [encoding]}}
            server = self.server(capabilities=capabilities)
            where = server.open(self.folder / f"{encoding}.capa", text)
            head = 8 + 2 * width  # `  role "🙂🙂`
            place = {"line": 1, "character": head}
            server.change(where, 2, insert(place, "é"), insert({"line": 1, "character": 8}, "x"),
                          insert({"line": 2, "character": 13}, "e"))
            found = server.findings_of(where, 2)
            misspelt = [f for f in found if "`coere`" in f["message"]]
            self.assertEqual(len(misspelt), 1, found)
            self.assertEqual(misspelt[0]["range"], {"start": {"line": 2, "character": 9},
                                                    "end": {"line": 2, "character": 14}})
            # The role is still closed by its quote, so nothing else was harmed.
            self.assertFalse(any(f["range"]["start"]["line"] == 1 for f in found), found)

    def test_a_place_after_wide_characters(self):
        text = 'plan "🙂é" {\n  mon am other "🙂é" 1h, coer 1h\n}\n'
        for encoding, column in (("utf-16", 25), ("utf-8", 28)):
            server = self.server(capabilities={**EVERYTHING,
                                               "general": {"positionEncodings": [encoding]}})
            where = server.open(self.folder / "a.capa", text)
            found = [f for f in server.findings_of(where, 1) if "`coer`" in f["message"]]
            self.assertEqual(found[0]["range"]["start"], {"line": 1, "character": column})

    def test_line_ends(self):
        for end in ("\n", "\r\n", "\r"):
            server = self.server()
            where = server.open(self.folder / "a.capa", BROKEN.replace("\n", end))
            server.change(where, 2, insert({"line": 1, "character": 99}, ", coor 1h"))
            found = server.findings_of(where, 2)
            self.assertTrue(any("`coor`" in f["message"] and f["range"]["start"]["line"] == 1
                                for f in found), (end, found))

    def test_every_prefix_of_a_plan(self):
        """As it is typed: no text on the way may stop the server, and the end counts."""
        text = (ROOT / "examples/broken/riverside.capa").read_text(encoding="utf-8")
        server = self.server()
        where = server.open(self.folder / "a.capa", "")
        version = 1
        typed = ""
        for i in range(0, len(text), 7):
            version += 1
            server.change(where, version, insert(at(typed + "\0", "\0"), text[i:i + 7]))
            typed += text[i:i + 7]
        self.assertEqual(typed, text)
        told = self.codes(server, where, version)
        self.write("a.capa", text)
        self.assertEqual(told, [f["code"] for f in self.check()])

    def test_a_burst_of_edits_is_judged_once(self):
        path = self.write("a.capa", BROKEN)
        server = self.server()
        where = server.open(path)
        server.settle()
        server.notifications.clear()
        server.send_while_busy(*(change_of(where, version, insert({"line": 1, "character": 7}, "x"))
                                 for version in range(2, 202)))
        self.assertEqual([n["params"]["version"] for n in server.notifications], [201])
        self.assertTrue(any("x" * 200 in f["message"] for f in server.findings_of(where)))

    def test_closing_goes_back_to_the_disk(self):
        path = self.write("a.capa", BROKEN)
        server = self.server()
        where = server.open(path, BROKEN.replace("coer", "core"))
        server.settle()
        server.close(where)
        server.settle()
        self.assertTrue(any("`coer`" in f["message"] for f in server.findings_of(where)))

    def test_closing_what_is_on_no_disk(self):
        server = self.server()
        for where in ("untitled:Untitled-1", uri(self.folder / "new.capa")):
            server.open(where, BROKEN)
            self.assertTrue(server.findings_of(where))
            server.close(where)
            server.settle()
            self.assertEqual(server.findings_of(where), [])

    def test_untitled_stands_alone(self):
        self.write("a.capa", 'plan "A" {\n  mon am core 3.5h\n}\n')
        server = self.server()
        where = server.open("untitled:Untitled-1", 'plan "A" {\n  mon am core 3.5h\n}\n')
        told = [f["message"] for f in server.findings_of(where)]
        self.assertFalse(any("second plan" in message for message in told), told)

    def test_a_file_outside_every_folder(self):
        here = self.folder / "here"
        here.mkdir()
        path = self.write("there/a.capa", BROKEN)
        self.write("there/b.capa", BROKEN)
        server = self.server(here)
        where = server.open(path)
        told = server.findings_of(where)
        self.assertEqual(sorted(f["code"] for f in told),
                         sorted(f["code"] for f in self.check(path) if f["path"] == str(path)))

    def test_no_folder_at_all(self):
        path = self.write("a.capa", BROKEN)
        server = self.start()
        server.initialize(None)
        self.assertTrue(server.findings_of(server.open(path)))

    def test_a_change_of_a_document_that_is_not_open(self):
        server = self.server()
        server.change("file:///nowhere.capa", 2, "plan")
        server.settle()

    def test_no_text_of_a_plan(self):
        server = self.server()
        texts = ("", "\0", "\ufeff" + BROKEN, "{" * 500, '"' * 999, "plan " * 1000)
        for version, text in enumerate(texts):
            where = server.open(self.folder / "a.capa", text, version)
            server.findings_of(where, version)
            server.close(where)
        server.settle()


class Watching(LspTest):
    def test_files_are_watched(self):
        server = self.server(capabilities=WATCHING)
        server.wait(lambda: any(r["method"] == "client/registerCapability" for r in server.requests))
        registration = next(r for r in server.requests
                            if r["method"] == "client/registerCapability")
        patterns = [w["globPattern"] for w in
                    registration["params"]["registrations"][0]["registerOptions"]["watchers"]]
        self.assertIn("**/*.capa", patterns)

    def changed(self, server, path, kind):
        server.notify("workspace/didChangeWatchedFiles",
                      {"changes": [{"uri": uri(path), "type": kind}]})
        server.settle()

    def test_created_changed_and_deleted(self):
        server = self.server(capabilities=WATCHING)
        path = self.write("a.capa", BROKEN)
        self.changed(server, path, 1)
        self.assertTrue(server.findings_of(uri(path)))
        path.write_text(BROKEN.replace("coer", "cpre"), encoding="utf-8")
        self.changed(server, path, 2)
        self.assertTrue(any("`cpre`" in f["message"] for f in server.findings_of(uri(path))))
        path.unlink()
        self.changed(server, path, 3)
        self.assertEqual(server.findings_of(uri(path)), [])

    def test_an_open_document_outranks_the_disk(self):
        path = self.write("a.capa", BROKEN)
        server = self.server(capabilities=WATCHING)
        where = server.open(path)
        server.settle()
        path.write_text("team", encoding="utf-8")
        self.changed(server, path, 2)
        self.assertTrue(any("`coer`" in f["message"] for f in server.findings_of(where)))

    def test_rules_of_the_workspace_changed_on_disk(self):
        path = self.write("a.capa", PLAN.replace(' in "T"', ""))
        marker = self.write("capalint.capa", "")
        server = self.server(capabilities=WATCHING)
        server.settle()
        found = [f for f in self.check() if f["path"] == str(path) and f["level"] != "error"
                 or f["code"].startswith("CAPA2")]
        self.assertTrue(found)
        marker.write_text("rules {\n" + "".join(f"  level {f['rule']} off\n" for f in found) + "}\n",
                          encoding="utf-8")
        self.changed(server, marker, 2)
        told = {f["code"] for f in server.findings_of(uri(path))}
        self.assertFalse(told & {f["code"] for f in found})

    def test_saving_is_enough_for_a_client_that_cannot_watch(self):
        plan = self.write("a.capa", BROKEN)
        other = self.write("b.capa", BROKEN.replace('"A"', '"B"'))
        server = self.server()
        where = server.open(plan)
        server.settle()
        other.write_text(BROKEN.replace('"A"', '"B"').replace("coer", "cpre"), encoding="utf-8")
        server.notify("textDocument/didSave", {"textDocument": {"uri": where}})
        server.settle()
        self.assertTrue(any("`cpre`" in f["message"] for f in server.findings_of(uri(other))))

    def test_folders_come_and_go(self):
        path = self.write("one/a.capa", BROKEN)
        other = self.write("two/b.capa", BROKEN)
        server = self.server(self.folder / "one")
        server.findings_of(uri(path))
        folder = lambda name: {"uri": uri(self.folder / name), "name": name}
        server.notify("workspace/didChangeWorkspaceFolders",
                      {"event": {"added": [folder("two")], "removed": [folder("one")]}})
        server.settle()
        self.assertTrue(server.findings_of(uri(other)))
        self.assertEqual(server.findings_of(uri(path)), [])


class Settings(LspTest):
    def setUp(self):
        super().setUp()
        self.draft = self.write("drafts/a.capa", BROKEN)

    def told(self, server):
        server.settle()
        return bool(server.findings.get(uri(self.draft), {"diagnostics": []})["diagnostics"])

    def test_from_the_start(self):
        server = self.server(initializationOptions={"exclude": ["drafts/"]})
        self.assertFalse(self.told(server))

    def test_patterns_stand_in_the_workspace_wherever_the_editor_was_started(self):
        self.write("plans/a.capa", "")
        for cwd in (self.folder, self.folder / "plans", self.folder.parent, "/"):
            server = self.start(cwd=cwd)
            server.initialize(self.folder, initializationOptions={"exclude": ["/drafts/"]})
            self.assertFalse(self.told(server), cwd)

    def test_changed(self):
        server = self.server()
        self.assertTrue(self.told(server))
        for exclude, told in ((["drafts/"], False), ([], True)):
            server.notify("workspace/didChangeConfiguration",
                          {"settings": {"capalint": {"exclude": exclude}}})
            self.assertEqual(self.told(server), told)

    def test_asked_for(self):
        server = self.start()
        server.answers["workspace/configuration"] = [{"exclude": ["drafts/"]}]
        server.initialize(self.folder, capabilities=WATCHING)
        self.assertFalse(self.told(server))
        asked = [r for r in server.requests if r["method"] == "workspace/configuration"]
        self.assertEqual([r["params"] for r in asked], [{"items": [{"section": "capalint"}]}])
        server.answers["workspace/configuration"] = [{}]
        server.notify("workspace/didChangeConfiguration", {"settings": None})
        self.assertTrue(self.told(server))

    def test_git_ignored_files(self):
        self.write(".git/HEAD", "")
        self.write(".gitignore", "drafts/\n")
        server = self.server()
        self.assertFalse(self.told(server))
        for gitignore in (False, True):
            server.notify("workspace/didChangeConfiguration",
                          {"settings": {"capalint": {"gitignore": gitignore}}})
            self.assertEqual(self.told(server), not gitignore)

    def test_nonsense_is_passed_over_and_said(self):
        server = self.server(initializationOptions={"exclude": 7, "gitignore": "x", "quarter": []})
        self.assertTrue(self.told(server))
        self.assertEqual(self.shown(server), [
            "the setting `exclude` is left out: write a list of patterns, such as `[\"drafts/\"]`\n"
            "the setting `gitignore` is left out: write `true` or `false`\n"
            "the setting `quarter` is left out: write a quarter, such as `\"2026-Q4\"`"])
        for settings in (None, 7, {"capalint": 7}, {"capalint": {"exclude": [7, {}]}}):
            server.notify("workspace/didChangeConfiguration", {"settings": settings})
            self.assertTrue(self.told(server))

    def test_what_is_left_out_is_said_once(self):
        server = self.server(initializationOptions={"exlude": ["drafts/"], "path": "x", "trace": {}})
        for settings in ({"exlude": ["drafts/"]}, {}, {"quarter": "2026-Q5"}, {"quarter": ""}):
            server.notify("workspace/didChangeConfiguration", {"settings": {"capalint": settings}})
        self.assertTrue(self.told(server))
        self.assertEqual(self.shown(server), [
            "`exlude` is not a setting of capalint; did you mean `exclude`?",
            "the setting `quarter` is left out: write a quarter, such as `\"2026-Q4\"`"])

    def shown(self, server):
        return [n["params"]["message"] for n in server.notifications
                if n["method"] == "window/showMessage"]

    def test_quarter(self):
        self.write("team.capa", TEAM)
        plan = self.write("plan.capa", PLAN.replace('"T" {', '"T" from 2027-01-01 {'))
        server = self.server()
        server.settle()
        before = server.findings.get(uri(plan))
        server.notify("workspace/didChangeConfiguration",
                      {"settings": {"capalint": {"quarter": "2027-Q1"}}})
        server.settle()
        self.assertNotEqual(server.findings.get(uri(plan)), before)


class Pulling(LspTest):
    def pull(self, server, where, previous=None):
        params = {"textDocument": {"uri": where}}
        if previous:
            params["previousResultId"] = previous
        return server.call("textDocument/diagnostic", params)

    def test_document(self):
        path = self.write("a.capa", BROKEN)
        server = self.server(capabilities=PULLING)
        where = server.open(path)
        report = self.pull(server, where)
        self.assertEqual(report["kind"], "full")
        self.assertEqual(sorted(f["code"] for f in report["items"]),
                         sorted(f["code"] for f in self.check()))
        again = self.pull(server, where, report["resultId"])
        self.assertEqual(again, {"kind": "unchanged", "resultId": report["resultId"]})
        server.change(where, 2, BROKEN.replace("coer", "cpre"))
        changed = self.pull(server, where, report["resultId"])
        self.assertTrue(any("`cpre`" in f["message"] for f in changed["items"]))

    def test_nothing_is_pushed(self):
        path = self.write("a.capa", BROKEN)
        server = self.server(capabilities=PULLING)
        where = server.open(path)
        server.change(where, 2, "plan")
        server.settle()
        self.assertEqual(server.notifications, [])

    def test_workspace(self):
        paths = [self.write(f"{name}.capa", BROKEN.replace('"A"', f'"{name}"')) for name in "ab"]
        server = self.server(capabilities=PULLING)
        items = server.call("workspace/diagnostic", {"previousResultIds": []})["items"]
        self.assertEqual({i["uri"] for i in items}, {uri(path) for path in paths})
        self.assertTrue(all(i["kind"] == "full" and i["items"] for i in items))
        previous = [{"uri": i["uri"], "value": i["resultId"]} for i in items]
        held = server.ask("workspace/diagnostic", {"previousResultIds": previous})
        server.settle()
        self.assertNotIn(held, server.responses)  # there is nothing to say
        paths[0].unlink()
        server.notify("workspace/didChangeWatchedFiles", {"changes": []})
        (gone,) = server.answer(held)["items"]
        self.assertEqual((gone["uri"], gone["kind"], gone["items"]), (uri(paths[0]), "full", []))

    def test_a_held_request_tells_what_changes_and_no_more(self):
        paths = [self.write(f"{name}.capa", BROKEN.replace('"A"', f'"{name}"')) for name in "ab"]
        server = self.server(capabilities=PULLING)
        items = server.call("workspace/diagnostic", {"previousResultIds": []})["items"]
        previous = [{"uri": i["uri"], "value": i["resultId"]} for i in items]
        where = server.open(paths[1])
        held = server.ask("workspace/diagnostic", {"previousResultIds": previous})
        server.settle()
        self.assertNotIn(held, server.responses)
        server.change(where, 2, BROKEN.replace('"A"', '"b"').replace("coer", "cpre"))
        (told,) = server.answer(held)["items"]
        self.assertEqual((told["uri"], told["version"], told["kind"]), (where, 2, "full"))
        self.assertTrue(any("`cpre`" in f["message"] for f in told["items"]))

    def test_a_held_request_with_partial_results_stays_open(self):
        path = self.write("a.capa", BROKEN)
        server = self.server(capabilities=PULLING)
        where = server.open(path)
        held = server.ask("workspace/diagnostic",
                          {"previousResultIds": [], "partialResultToken": "all"})
        for version, slip in ((2, "cpre"), (3, "corr")):
            server.change(where, version, BROKEN.replace("coer", slip))
        server.settle()
        parts = [n["params"] for n in server.notifications if n["method"] == "$/progress"]
        self.assertEqual({p["token"] for p in parts}, {"all"})
        (last,) = parts[-1]["value"]["items"]
        self.assertTrue(any("`corr`" in f["message"] for f in last["items"]))
        self.assertNotIn(held, server.responses)

    def test_a_held_request_is_cancelled(self):
        self.write("a.capa", BROKEN)
        for end, code in ((lambda server, held: server.notify("$/cancelRequest", {"id": held}), -32800),
                          (lambda server, held: server.call("shutdown"), -32802)):
            server = self.server(capabilities=PULLING)
            server.call("workspace/diagnostic", {"previousResultIds": []})
            items = server.call("workspace/diagnostic", {"previousResultIds": []})["items"]
            held = server.ask("workspace/diagnostic", {"previousResultIds": [
                {"uri": i["uri"], "value": i["resultId"]} for i in items]})
            server.settle()
            self.assertNotIn(held, server.responses)
            end(server, held)
            with self.assertRaises(Failed) as caught:
                server.answer(held)
            self.assertEqual(caught.exception.code, code)

    def test_other_files_are_refreshed(self):
        team = self.write("team.capa", TEAM)
        self.write("plan.capa", PLAN)
        server = self.server(capabilities=PULLING)
        where = server.open(team)
        server.settle()
        server.requests.clear()
        server.change(where, 2, TEAM.replace("1 per week", "3 per week"))
        server.settle()
        self.assertIn("workspace/diagnostic/refresh", [r["method"] for r in server.requests])

    def refreshes(self, server):
        return [r for r in server.requests if r["method"] == "workspace/diagnostic/refresh"]

    def test_an_edit_of_the_only_file_needs_no_refresh(self):
        server = self.server(capabilities=PULLING)
        where = server.open(self.write("a.capa", BROKEN))
        server.settle()
        server.requests.clear()
        server.change(where, 2, BROKEN.replace("coer", "cpre"))
        server.settle()
        self.assertEqual(self.refreshes(server), [])

    def test_changed_settings_are_refreshed(self):
        server = self.server(capabilities=PULLING)
        where = server.open(self.write("a.capa", TEAM + PLAN))
        server.settle()
        before = self.pull(server, where)
        server.requests.clear()
        server.notify("workspace/didChangeConfiguration",
                      {"settings": {"capalint": {"quarter": "2030-Q1"}}})
        server.settle()
        self.assertNotEqual(self.pull(server, where), before)
        self.assertEqual(len(self.refreshes(server)), 1)

    def test_a_client_that_spells_a_uri_otherwise(self):
        path = self.write("O'Neill.capa", BROKEN)
        server = self.server(capabilities=PULLING)
        (told,) = server.call("workspace/diagnostic", {"previousResultIds": []})["items"]
        spelled = server.open(uri(path).replace("%27", "'"), BROKEN)
        (again,) = server.call("workspace/diagnostic", {"previousResultIds": [
            {"uri": told["uri"], "value": told["resultId"]}]})["items"]
        self.assertEqual((again["uri"], again["kind"]), (spelled, "unchanged"))

    def test_stale_questions_are_dropped(self):
        server = self.server(capabilities=PULLING)
        where = server.open(self.folder / "a.capa", BROKEN)
        ask = {"method": "textDocument/diagnostic", "params": {"textDocument": {"uri": where}}}
        server.send_while_busy({"id": 501, **ask}, change_of(where, 2, BROKEN), {"id": 502, **ask})
        with self.assertRaises(Failed) as caught:
            server.answer(501)
        self.assertEqual(caught.exception.code, -32802)
        self.assertEqual(caught.exception.data, {"retriggerRequest": True})
        self.assertTrue(server.answer(502)["items"])


if __name__ == "__main__":
    unittest.main()
