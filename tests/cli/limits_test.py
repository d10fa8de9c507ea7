#!/usr/bin/env python3
"""Each limit of docs/security.md at, below and above what the page says."""

import json
import pathlib
import re
import subprocess
import unittest

from support import CLEAN, EXECUTABLE, TEAM, Case

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/security.md"

RULE = """rule deep {{
  code XX1
  level warning
  title "t"
  for each plan
{lets}  require {condition}
  say "s"
}}
"""


def limits():
    section = PAGE.read_text(encoding="utf-8").split("## Limits")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \| ([^|]+) \|$", section, re.M)
    return {what: (int(most.replace(",", "")), above) for what, most, above in rows}


class Limits(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", CLEAN)

    def codes(self, text):
        self.write("a.capa", text)
        return {finding["code"] for finding in json.loads(self.check("--format", "json").out)["findings"]}

    def hold(self, what, text_of):
        """`text_of(n)` is a text with n of them."""
        most, above = limits()[what]
        code = re.search(r"CAPA\d+", above)[0]
        for count, refused in ((most - 1, False), (most, False), (most + 1, True)):
            self.assertEqual(code in self.codes(text_of(count)), refused, f"{what}: {count}")

    def test_bytes_of_a_file(self):
        self.hold("bytes of a file", lambda count: "#" + "x" * (count - 2) + "\n")

    def test_nesting(self):
        for opens, closes in (("(", ")"), ("not ", ""), ("-", "")):
            self.hold("brackets and signs within one another",
                      lambda count: RULE.format(lets="", condition=f"{opens * count}yes{closes * count}"))
        # The rule itself stands in no braces, its example in two.
        self.hold("brackets and signs within one another", lambda count: "rules {\n" * count + "}\n" * count)

    def test_parts_of_a_statement(self):
        self.hold("signs that join the parts of one statement",
                  lambda count: RULE.format(lets="", condition="0h " + "+ 1h " * count + "> 1h"))

    def test_steps_of_a_rule(self):
        # A sum of a let and a number is two steps; the name of the last one, a minus before it and the comparison are one each.
        def rule(count):
            steps = count - 2
            lets = "  let a0 = 1h\n"
            for i in range(1, (steps - 1) // 2 + 1):
                lets += f"  let a{i} = a{i - 1} + 1h\n"
            last = f"a{(steps - 1) // 2}"
            return RULE.format(lets=lets, condition=("-" if steps % 2 == 0 else "") + last + " < 9000h")
        self.hold("steps of a rule, one on top of the other", rule)

    def test_digits(self):
        def plan(number):
            return f'plan "B" {{\n  mon am core {number}h\n}}\n'
        self.hold("digits of a number before the point", lambda count: plan("9" * count))
        self.hold("digits of a number after the point", lambda count: plan("1." + "1" * count))

    def test_weeks_of_a_cycle(self):
        for form in ("every {} weeks", "week 1 of {}"):
            self.hold("weeks of a cycle", lambda count: f'plan "B" {{\n  mon am core 2h {form.format(count)}\n}}\n')

    def test_work_in_a_week(self):
        for line in ("mon am core 1m", "any day cpd 1m"):
            self.hold("pieces of work in the week of a plan",
                      lambda count: 'plan "B" {\n' + f"  {line}\n" * count + "}\n")
        self.hold("pieces of work in the week of a plan",
                  lambda count: 'plan "B" {\n  mon am ' + ", ".join(["core 1m"] * count) + "\n}\n")

    def test_what_goes_beyond_a_week_is_not_judged(self):
        most, _ = limits()["pieces of work in the week of a plan"]
        for count, judged in ((most - 1, True), (most, True), (most + 1, False)):
            self.write("a.capa", 'plan "B" {\n' + "  mon am core 1m\n" * count + "}\n")
            report = json.loads(self.check("--format", "json").out)
            self.assertEqual(report["summary"]["not_judged"] == [], judged, count)

    def test_parts_of_fixes(self):
        most, _ = limits()["parts that fixes are taken apart into, when not all can stay"]
        rules = (RULE.format(lets="", condition="hours(lunch) < 23m").replace("deep", "much-lunch")
                 + """rule short-lunch {
  code XX2
  level warning
  title "t"
  for each block where activity in lunch
  require length >= 20m
  at length
  say "s"
  fix "make it long" replace length with "25m"
}
""")
        for count, together in ((most - 1, 0), (most, 0), (most + 1, 2)):
            plans = "".join(f'plan "P{i}" {{\n  mon lunch 5m\n}}\n' for i in range(count))
            self.write("a.capa", rules + plans)
            said = self.check("--fix").err
            self.assertEqual(said.count("was undone: it would add XX1"), count)
            self.assertEqual(said.count("(tried as one of 2 fixes together;"), together)

    def test_marks_on_a_letter(self):
        most, _ = limits()["marks shown on one letter"]
        for count, cut in ((most - 1, False), (most, False), (most + 1, True)):
            marks = "e" + "\u0301" * count
            shown = self.run_capalint("explain", f"x{marks}", code=2).err
            self.assertEqual("…" in shown, cut, count)
            self.assertEqual(marks in shown, not cut, count)

    def test_depth_of_a_message(self):
        most, _ = limits()["brackets within one another in such a message"]
        for depth, code in ((most - 1, -32601), (most, -32601), (most + 1, -32602)):
            inside = "[" * (depth - 1) + "]" * (depth - 1)  # the message itself is one
            body = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
            asked = f'{{"jsonrpc":"2.0","id":2,"method":"nothing","params":{inside}}}'
            text = "".join(f"Content-Length: {len(each)}\r\n\r\n{each}" for each in (body, asked))
            said = subprocess.run([EXECUTABLE, "lsp"], input=text.encode(), capture_output=True, timeout=60).stdout
            self.assertIn(f'"code":{code}'.encode(), said, depth)

    def test_every_row_is_tried(self):
        text = pathlib.Path(__file__).read_text(encoding="utf-8")
        rows = limits()
        self.assertGreaterEqual(len(rows), 10)
        for what in set(rows) - {"bytes of a message to the language server"}:
            self.assertIn(f'"{what}"', text)


if __name__ == "__main__":
    unittest.main()
