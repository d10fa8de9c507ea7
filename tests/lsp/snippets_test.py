#!/usr/bin/env python3
"""The snippets of the VS Code extension: what they leave in a file can be read, whatever is chosen."""

import itertools
import json
import re
import unittest

from client import ROOT, LspTest

SNIPPETS = json.loads((ROOT / "editors/vscode/snippets.json").read_text(encoding="utf-8"))
PLAN = 'plan "Clinician" {{\n  {}\n}}\n'
RULES = "rules {{\n{}\n}}\n"
# Where each stands, and what is typed over its placeholders.
USES = {
    "Team": ("{}", {}),
    "Plan": ('{}team "Our team" {{\n  quarter 2026-Q4\n}}\n', {}),
    "Half-day": (PLAN, {}),
    "Rule": (RULES, {}),
    "Exception for one line": (PLAN.replace("{}", "mon am core 3.5h x3 {}"), {"rule": "contacts"}),
    "Exception in the rules": (RULES, {"rule": "contacts"}),
}


def expansions(body, typed):
    """The text with each combination of choices; a placeholder becomes what is typed, or its default."""
    text = "\n".join(body).replace("$CURRENT_YEAR", "2026").replace("$0", "")
    choices = re.findall(r"\$\{\d+\|([^}]*)\|\}", text)
    for chosen in itertools.product(*(choice.split(",") for choice in choices)):
        options = iter(chosen)
        result = re.sub(r"\$\{\d+\|[^}]*\|\}", lambda _: next(options), text)
        defaults = dict(re.findall(r"\$\{(\d+):((?:[^}\\]|\\.)*)\}", result))
        defaults = {number: typed.get(said, said) for number, said in defaults.items()}
        result = re.sub(r"\$\{(\d+):(?:[^}\\]|\\.)*\}", lambda m: defaults[m[1]], result)
        yield re.sub(r"\$(\d+)", lambda m: defaults[m[1]], result).replace("\\}", "}")


class Snippets(LspTest):
    def test_all_are_tried(self):
        self.assertEqual(set(SNIPPETS), set(USES))

    def test_they_can_be_read(self):
        for name, (around, typed) in USES.items():
            for number, text in enumerate(expansions(SNIPPETS[name]["body"], typed)):
                with self.subTest(name, text=text):
                    self.assertNotRegex(text, r"[$\\]")
                    path = self.write(f"{name} {number}/a.capa", around.format(text))
                    # A team of its own has nobody yet.
                    found = [f for f in self.check(path.parent)
                             if f["code"] < "CAPA2" and f["rule"] != "unknown-clinician"]
                    self.assertEqual([f["message"] for f in found], [])


if __name__ == "__main__":
    unittest.main()
