#!/usr/bin/env python3
"""Random edits, questions, files and broken messages, the same in each run: the server goes on, says nothing that is
not the protocol, and in the end tells of every file what a server tells that sees these texts for the first time."""

import random
import re
import shutil
import unittest

from client import EVERYTHING, ROOT, LspTest, change_of, uri

ROUNDS, STEPS = 6, 120
PIECES = ["é", "🙂", "a\u0301", "\r\n", "\n", "\r", "\u2028", "\x00", "\ufeff", '"', "{", "}", "#", "3,5h", "x3", "plan ",
          "choice x1", "every 2 weeks", "mon am core 3.5h x2\n", 'team "Anywhere CAMHS" {\n', "rules {\n", "rule r {",
          "  allow big-admin", '# capa: allow contacts because "x"\n', "target 2026-Q4 choice 1, core 2\n"]
QUESTIONS = ["hover", "definition", "completion", "documentSymbol", "formatting", "codeAction"]
BROKEN = [b"", b"\xff\xfe\x00", b"[" * 50_000, b'{"jsonrpc":"2.0","method":"exit","id":[]}',
          b'{"jsonrpc":"2.0","id":"deep","method":"textDocument/hover","params":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_005,
          b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"contentChanges":[{"range":7,"text":[]}]}}']
NO_RANGE = {"range": {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": "x"}}, "text": "q"}


def size(text, encoding):
    return len(text.encode()) if encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


def offset(text, position, encoding):
    """Where the protocol says that a position is: never outside its line, never inside a character."""
    begin = 0
    for _ in range(position["line"]):
        end = re.compile("\r\n|\n|\r").search(text, begin)
        if end is None:
            return len(text)
        begin = end.end()
    at = begin
    left = position["character"]
    while at < len(text) and text[at] not in "\r\n" and size(text[at], encoding) <= left:
        left -= size(text[at], encoding)
        at += 1
    return at


class Typist:
    """One session: a server, and the texts as its client knows them."""

    def __init__(self, test, seed):
        self.choose = random.Random(seed)
        self.encoding = self.choose.choice(["utf-16", "utf-8"])
        self.folder = test.folder / str(seed)
        shutil.copytree(ROOT / "examples/anywhere-camhs", self.folder)
        (self.folder / "link.capa").symlink_to(self.folder / "team.capa")
        self.files = sorted(self.folder.rglob("*.capa"))
        self.start = lambda: test.server(self.folder, capabilities={
            **EVERYTHING, "general": {"positionEncodings": [self.encoding]}})
        self.server = self.start()
        self.texts, self.versions = {}, {}

    def position(self, text):
        return {"line": self.choose.randint(0, text.count("\n") + 2),
                "character": self.choose.choice([0, 1, 5, self.choose.randint(0, 60), 2**31 - 1])}

    def typed(self, most):
        return "".join(self.choose.choices(PIECES, k=self.choose.randint(0, most)))

    def open(self):
        path = self.choose.choice([*self.files, "untitled:Untitled-1", self.folder.parent / "outside.capa"])
        where = path if isinstance(path, str) else uri(path)
        if where in self.texts:
            return
        text = path.read_bytes().decode(errors="replace") if path in self.files else self.typed(20)
        self.texts[where], self.versions[where] = text.replace("\n", self.choose.choice(["\n", "\r\n"])), 1
        self.server.open(path, self.texts[where])

    def edit(self, where):
        text, changes = self.texts[where], []
        for _ in range(self.choose.randint(1, 3)):
            start, end, new = self.position(text), self.position(text), self.typed(4)
            begin = offset(text, start, self.encoding)
            text = text[:begin] + new + text[max(begin, offset(text, end, self.encoding)):]
            changes.append({"range": {"start": start, "end": end}, "text": new})
        if self.choose.random() < 0.1:
            text = self.typed(30)
            changes.append(text)
        self.texts[where], self.versions[where] = text, self.versions[where] + 1
        self.server.change(where, self.versions[where], *changes)

    def ask(self, where):
        text = self.texts[where]
        self.server.call("textDocument/" + self.choose.choice(QUESTIONS), {
            "textDocument": {"uri": where}, "position": self.position(text), "context": {"diagnostics": []},
            "range": {"start": self.position(text), "end": self.position(text)}})

    def close(self, where):
        self.server.close(where)
        del self.texts[where]

    def disturb(self, where):
        if self.choose.random() < 0.3:
            self.server.send(change_of(where, 99_999, NO_RANGE))
        else:
            self.server.send_body(self.choose.choice(BROKEN))

    def save(self, _):
        self.choose.choice(self.files).write_bytes(self.choose.choice(
            [b"", b"\xff\xfe", b'plan "Y" in "Anywhere CAMHS" {\n  contract 7h\n}\n']))
        self.server.notify("workspace/didChangeWatchedFiles", {"changes": []})

    def step(self):
        if not self.texts or self.choose.random() < 0.1:
            return self.open()
        does = self.choose.choices([self.edit, self.ask, self.close, self.disturb, self.save], [10, 4, 1, 2, 2])[0]
        return does(self.choose.choice(list(self.texts)))

    def told(self, server):
        server.settle()
        return {where: told["diagnostics"] for where, told in server.findings.items() if told["diagnostics"]}

    def told_anew(self):
        fresh = self.start()
        for where, text in self.texts.items():
            fresh.open(where, text, self.versions[where])
        return self.told(fresh)


class Random(LspTest):
    def test_a_server_says_in_the_end_what_a_fresh_one_says(self):
        found = 0
        for seed in range(ROUNDS):
            with self.subTest(seed=seed):
                typist = Typist(self, seed)
                for _ in range(STEPS):
                    typist.step()
                told = typist.told(typist.server)
                self.assertEqual(told, typist.told_anew())
                self.assertEqual(typist.server.stray, b"")
                self.assertEqual(typist.server.stop(), 0)
                found += len(told)
        self.assertGreater(found, 10)


if __name__ == "__main__":
    unittest.main()
