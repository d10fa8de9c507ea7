#!/usr/bin/env python3
"""Each mistake with all that is said about it: tests/mistakes/mistakes.txt, to be read by eye.

Each begins with `====` and what it is; below stand the file, `----` and the output. `CAPALINT_UPDATE_GOLDEN=1` writes the
output anew.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

EXECUTABLE = os.environ["CAPALINT_EXECUTABLE"]
TABLE = pathlib.Path(__file__).parent / "mistakes" / "mistakes.txt"

# What no small text can show: the disk, sizes, bytes and rules that other tests provoke.
ELSEWHERE = {"CAPA001", "CAPA002", "CAPA003", "CAPA004", "CAPA005", "CAPA007", "CAPA026", "CAPA116", "CAPA130", "CAPA131", "CAPA132",
             "CAPA133", "CAPA134", "CAPA135", "CAPA136", "CAPA137", "CAPA138"}


def run(folder, *words):
    environment = dict(os.environ, CAPALINT_TODAY="2026-10-15")
    return subprocess.run([EXECUTABLE, *words], cwd=folder, env=environment, capture_output=True, timeout=60).stdout.decode()


def entries():
    for part in TABLE.read_text().split("==== ")[1:]:
        title, _, rest = part.partition("\n")
        text, _, output = rest.partition("----\n")
        yield title, text, output


def output_of(text):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "plan.capa").write_text(text)
        # Built-in findings alone: those of rules stand in docs/rules.
        packs = "capa,hygiene,working-time"
        return run(folder, "check", "--color", "never", "--quiet", "--ignore", packs, "plan.capa").rstrip("\n") + "\n"


class Mistakes(unittest.TestCase):
    maxDiff = None

    def test_the_table(self):
        fresh = "".join(f"==== {title}\n{text}----\n{output_of(text)}\n" for title, text, _ in entries())
        if os.environ.get("CAPALINT_UPDATE_GOLDEN"):
            TABLE.write_text(fresh)
        self.assertEqual(TABLE.read_text(), fresh)

    def test_each_mistake_is_in_it(self):
        table = TABLE.read_text()
        known = {each["code"] for each in json.loads(run(TABLE.parent, "rules", "--builtin", "--format", "json"))["rules"]
                 if re.fullmatch("CAPA[01][0-9][0-9]", each["code"])}
        missing = sorted(code for code in known - ELSEWHERE if f"[{code}]" not in table)
        self.assertEqual(missing, [])

    def test_english(self):
        """Of the table and of each page that is made from the rules and their examples."""
        pages = [TABLE] + sorted((TABLE.parents[2] / "docs" / "rules").glob("*.md"))
        for page in pages:
            for number, line in enumerate(page.read_text().splitlines(), 1):
                for wrong in re.findall(r"(?<![\d.,/-])\b1 (?:more )?(?:appointments|families|sessions|plans|days|weeks|hours|teams|lines|blocks|errors)\b", line):
                    self.fail(f"{page.name}:{number}: {wrong}")
                for wrong in re.findall(r"\b[Aa] (?:allocation|exception|activity|appointment|hour|error|amount|end|editor|empty|agreed)\b", line):
                    self.fail(f"{page.name}:{number}: {wrong}")


if __name__ == "__main__":
    unittest.main()
