#!/usr/bin/env python3
"""What a plan holds is shown by an editor as text: no links, pictures or tags in hover, and nothing that hides or turns
round what stands beside it in any message. What an editor writes to a file stays exact."""

import re
import sys
import unittest

from client import EVERYTHING, ROOT, Failed, LspTest, at, uri

sys.path.insert(0, str(ROOT / "tests/cli"))
from gate_test import GROUP, HOSTILE, NAME, PLAN, SOUND, markup, raw  # noqa: E402

EXACT = ("newText", "uri", "id", "resultId", "href")
PLAIN = {**EVERYTHING, "textDocument": {**EVERYTHING["textDocument"], "hover": {"contentFormat": ["plaintext"]}}}


def shown(message, key=None):
    """Every text in a message that an editor may show."""
    if isinstance(message, dict):
        for name, value in message.items():
            if name not in EXACT:
                yield from shown(value, name)
    elif isinstance(message, list):
        for value in message:
            yield from shown(value, key)
    elif isinstance(message, str):
        yield message


class Gate(LspTest):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", "")
        self.texts = {self.write("team.capa", GROUP): GROUP, self.write("sound.capa", SOUND): SOUND,
                      self.write("hostile.capa", PLAN): PLAN}

    def assert_shown(self, message, about):
        for text in shown(message):
            self.assertEqual(raw(text), [], f"{about}: {text!r}")
            self.assertIsNone(re.search(r"##[a-z]*\[", text), f"{about}: {text!r}")

    def hovers(self, server):
        for path, text in self.texts.items():
            for number, line in enumerate(text.split("\n")):
                for column in range(0, len(line), 5):
                    where = {"textDocument": {"uri": uri(path)}, "position": {"line": number, "character": column}}
                    if result := server.call("textDocument/hover", where):
                        yield f"{path.name}:{number + 1}:{column + 1}", result

    def test_hover_is_markdown_of_ours_alone(self):
        names = 0
        for place, result in self.hovers(self.server()):
            value = result["contents"]["value"]
            self.assert_shown(result, place)
            self.assertEqual(markup(value), [], f"{place}: {value}")
            names += NAME[:2] in value
        self.assertGreater(names, 20)

    def test_plain_hover_has_no_marks(self):
        for place, result in self.hovers(self.server(capabilities=PLAIN)):
            value = result["contents"]["value"]
            self.assertEqual(result["contents"]["kind"], "plaintext")
            self.assert_shown(result, place)
            self.assertNotIn("**", value)
            self.assertNotIn("\\[", value)

    def test_everything_else(self):
        server = self.server()
        for path, text in self.texts.items():
            document = {"textDocument": {"uri": uri(path)}}
            where = server.open(path, text)
            server.settle()
            whole = {"start": {"line": 0, "character": 0}, "end": {"line": 200, "character": 0}}
            self.assert_shown(server.call("textDocument/documentSymbol", document), path)
            self.assert_shown(server.call("textDocument/codeAction", {**document, "range": whole, "context": {"diagnostics": []}}), path)
            self.assert_shown(server.call("textDocument/formatting", {**document, "options": {"tabSize": 2, "insertSpaces": True}}), path)
            for number in range(text.count("\n")):
                for column in (0, 3, 8, 10, 14):
                    position = {**document, "position": {"line": number, "character": column}}
                    for method in ("completion", "definition"):
                        self.assert_shown(server.call("textDocument/" + method, position), (path, number, method))
        server.notify("workspace/didChangeConfiguration", {"settings": {"capalint": {HOSTILE: HOSTILE, "quarter": HOSTILE}}})
        server.settle()
        with self.assertRaises(Failed) as caught:
            server.call(HOSTILE)
        self.assertEqual(raw(str(caught.exception)), [])
        for message in server.notifications:
            self.assert_shown(message, message["method"])
        self.assertIn("window/showMessage", {message["method"] for message in server.notifications})
        self.assertTrue(server.findings)

    def test_what_is_written_is_exact(self):
        server = self.server()
        text = SOUND + '\nplan "Z" in "" {\n}\n'
        path = self.write("sound.capa", text)
        where = server.open(path, text)
        server.settle()
        items = server.call("textDocument/completion", {"textDocument": {"uri": where}, "position": at(text, 'in ""', 4)})
        self.assertIn(f"{NAME} team", [item["textEdit"]["newText"] for item in items])
        edits = server.call("textDocument/formatting", {"textDocument": {"uri": where}, "options": {"tabSize": 2, "insertSpaces": True}})
        self.assertTrue(edits)

    def test_a_name_with_backticks_ends_no_code(self):
        text = 'team "T" {\n  activity "a`b ``c" is other\n}\nplan "P" in "T" {\n  contract 20h\n  mon am "a`b ``c" 1h\n}\n'
        path = self.write("ticks.capa", text)
        server = self.server()
        result = server.call("textDocument/hover", {"textDocument": {"uri": uri(path)}, "position": at(text, "a`b", 1)})
        self.assertIn("``` a`b ``c ``` is `other`", result["contents"]["value"])


if __name__ == "__main__":
    unittest.main()
