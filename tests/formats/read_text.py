#!/usr/bin/env python3
"""read_text.py FILE.text…: a reader of its own for what people read. Every finding of the `.json` beside each is there in its
order, the lines are those of the plans, and under each mark stands what the range of the finding, or of its note, says."""
import json
import pathlib
import re
import sys
import unicodedata

HEAD = re.compile(r"(error|warning|note)\[(\w+)\]: (.*)")
PLACE = re.compile(r" *(?:-->|:::) (.*):(\d+):(\d+)")
ROW = re.compile(r" *(\d+) \|(?: (.*))?")
BELOW = re.compile(r" *\|(?: (.*))?")
TAB = 4


def placed(text):
    """The characters with their columns on a terminal that joins what is joined with U+200D."""
    column, joined = 0, False
    for character in text:
        alone = not joined and unicodedata.category(character) not in ("Mn", "Me", "Cf") and not "\U0001F3FB" <= character <= "\U0001F3FF"
        joined = character == "\u200D"
        if character == "\t":
            width = TAB - column % TAB
        else:
            width = (2 if unicodedata.east_asian_width(character) in "WF" else 1) if alone else 0
        yield character, column, column + width
        column += width


def expanded(line):
    """The line with its tabs as spaces."""
    return "".join(" " * (end - begin) if character == "\t" else character for character, begin, end in placed(line)).rstrip()


def under(text, first, last):
    """What of the text stands in these columns."""
    return "".join(character for character, begin, end in placed(text) if first <= begin < last or (begin == end and first < begin <= last))


class Reader:
    def __init__(self, path):
        self.name = path
        self.blocks = pathlib.Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n\n")
        self.findings = json.loads(pathlib.Path(path).with_suffix(".json").read_text(encoding="utf-8"))["findings"]
        self.marks = 0

    def expect(self, condition, block, why):
        if not condition:
            sys.exit(f"{self.name}: {why}:\n{block}")

    def source_line(self, path, number):
        lines = pathlib.Path(path).read_text(encoding="utf-8").split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else None

    def read(self):
        self.expect(len(self.blocks) == len(self.findings), self.blocks[-1], f"{len(self.findings)} findings")
        for block, finding in zip(self.blocks, self.findings):
            self.block(block, finding)

    def block(self, block, finding):
        lines = block.split("\n")
        head = HEAD.fullmatch(lines[0])
        self.expect(head and head.groups() == (finding["level"], finding["code"], finding["message"]), block, "another finding")
        for key, text in [("help", finding["help"]), *(("fix" if each["safe"] else "possible fix", each["title"]) for each in finding["fixes"])]:
            self.expect(not text or re.search(rf"^ *= {key}: {re.escape(text)}$", block, re.M), block, f"no {key}")

        wanted = [("^", finding)] + [("-", note) for note in finding["notes"] if note.get("range") and note["range"] != finding["range"]]
        for _, each in wanted[1:]:
            self.expect(each["message"] in block, block, "no words for a note")
        path = row = None
        for line in lines[1:]:
            if place := PLACE.fullmatch(line):
                path = place[1]
                of = finding if path == finding["path"] else next(note for _, note in wanted if note["path"] == path)
                start = of["range"]["start"]
                self.expect((int(place[2]), int(place[3])) == (start["line"], start["column"]), block, "another place")
            elif shown := ROW.fullmatch(line):
                row = int(shown[1]), shown[2] or ""
                self.row(block, path, *row)
            elif row and (marks := BELOW.fullmatch(line)) and marks[1]:
                self.row_of_marks(block, path, *row, marks[1], wanted)
                row = None
        self.expect(not wanted, block, f"{len(wanted)} marks are missing")

    def row(self, block, path, number, text):
        line = self.source_line(path, number)
        self.expect(line is not None, block, f"{path} has no line {number}")
        whole = expanded(line)
        cut = text.startswith("…") or text.endswith("…")
        self.expect(text.strip("…").strip() in whole if cut else text == whole, block, f"line {number} is not that of {path}")

    def row_of_marks(self, block, path, number, text, marks, wanted):
        for mark in re.finditer(r"\^+|-+(?= |-|\^|$)", re.sub(r"[^\s^-].*", "", marks)):
            seen = under(text, mark.start(), mark.end())
            fits = next((each for each in wanted if each[0] == mark[0][0] and each[1]["path"] == path and
                         each[1]["range"]["start"]["line"] == number and self.said(path, each[1]["range"]) == seen), None)
            self.expect(fits, block, f"nothing is said about {seen!r}")
            wanted.remove(fits)
            self.marks += 1

    def said(self, path, span):
        """The text of a range, or of its first line."""
        start, end = span["start"], span["end"]
        line = self.source_line(path, start["line"])
        stop = end["column"] - 1 if end["line"] == start["line"] else len(line)
        return expanded(line[start["column"] - 1:max(stop, start["column"])])


marks = 0
for name in sys.argv[1:]:
    reader = Reader(name)
    reader.read()
    marks += reader.marks
print(f"{marks} marks stand where they should")
