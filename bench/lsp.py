#!/usr/bin/env python3
"""How long an editor waits: from an edit to the findings of that version, in a workspace of many plans.

usage: lsp.py [EXECUTABLE] [--plans N] [--edits N] [--json]

A scripted editor types as people do: a character at a time with slips of the pen that break a line,
numbers that change totals, whole lines, and now and then the team's own file, which all plans read.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAYS = ("mon", "tue", "wed", "thu", "fri")


def team_file(team, names):
    choice = "\n".join(f'    "{name}" 1 per week' for name in names)
    return f"""team "{team}" {{
  quarter 2026-Q4
  referrals {len(names)} per week range 5..60
  transfer 66%..70%
  core 7.5 appointments
  weeks 45 per year
  sites "Elm House", "Harbour Road"
  skills "CBT", "Systemic", "Medication"
  activity "duty desk" is other
  choice weekly {{
{choice}
  }}
  target 2026-Q4 choice {13 * len(names)}, core {9 * len(names)}
}}
"""


def plan_file(team, name, number):
    choice_day = DAYS[number % 5]
    lines = []
    for day in DAYS:
        first = "choice x1, core 2h x1" if day == choice_day else "core 3.5h x2"
        lines.append(f"  {day} am   {first}")
        lines.append(f"  {day}      lunch 30m")
    lines[3:3] = ["  tue pm   team meeting 1.5h, duty desk 1h, big admin 1.5h"]
    lines.append('  wed pm   specific "Eating disorders clinic" 3.5h at "Elm House"')
    lines.append("  thu pm   travel 30m, core 3h x2")
    lines.append("  fri pm   big admin 2h, cpd 1.5h every 2 weeks, management 1h")
    week = "\n".join(lines)
    return f"""plan "{name}" in "{team}" {{
  role "Clinical psychologist"
  contract 37.5h
  skills "CBT"

{week}

  target 2026-Q4 choice 13, core 13
  review 2027-06-30
  agreed "{name}" 2026-09-15, "Team lead" 2026-09-17
}}
"""


def build(folder, plans):
    """The workspace: teams of 50. Gives the plans and the team files, with their texts."""
    (folder / "capalint.capa").write_text("rules {\n  use capa\n  use working-time\n}\n")
    files, teams = [], []
    for first in range(0, plans, 50):
        team = f"Team {first // 50 + 1}"
        names = [f"Clinician {i + 1:04}" for i in range(first, min(first + 50, plans))]
        home = folder / team.replace(" ", "-")
        home.mkdir()
        teams.append((home / "team.capa", team_file(team, names)))
        for i, name in enumerate(names):
            files.append((home / f"{name.replace(' ', '-')}.capa", plan_file(team, name, first + i)))
    for path, text in files + teams:
        path.write_text(text, encoding="utf-8")
    return files, teams


class Document:
    def __init__(self, server, path, text):
        self.server, self.text, self.version = server, text, 1
        self.uri = server.open(path, text)

    def replace(self, begin, end, text):
        """One edit; gives the seconds until its findings came."""
        def place(offset):
            line = self.text.count("\n", 0, offset)
            return {"line": line, "character": offset - (self.text.rfind("\n", 0, offset) + 1)}

        self.version += 1
        change = {"range": {"start": place(begin), "end": place(end)}, "text": text}
        self.text = self.text[:begin] + text + self.text[end:]
        start = time.perf_counter()
        self.server.change(self.uri, self.version, change)
        self.server.findings_of(self.uri, self.version)
        return time.perf_counter() - start


def typing(document, at, text):
    for i, character in enumerate(text):
        yield document.replace(at + i, at + i, character)


def deleting(document, at, count):
    for i in range(count):
        yield document.replace(at - i - 1, at - i, "")


def session(plan, team):
    """A few minutes of work on one plan; ends with the texts as they were."""
    def find(document, needle):
        return document.text.index(needle)

    # A new block at the end of a line, with a slip that is mended.
    at = plan.text.index("\n", find(plan, "fri pm"))
    yield from typing(plan, at, ", big admn 30m")
    yield plan.replace(at + len(", big adm"), at + len(", big adm"), "i")
    yield from deleting(plan, at + len(", big admin 30m"), len(", big admin 30m"))
    # A number is changed to and fro.
    at = find(plan, "core 3.5h") + len("core ")
    for hours in ("3h", "2.5h", "4h", "3.5h"):
        yield plan.replace(at, plan.text.index(" ", at), hours)
    # A whole line is pasted, and a quote is opened and closed.
    at = find(plan, "  thu pm")
    yield plan.replace(at, at, "  tue eve  core 2h x1\n")
    yield plan.replace(at, at + len("  tue eve  core 2h x1\n"), "")
    at = find(plan, '"CBT"') + len('"CBT"')
    yield from typing(plan, at, ', "Systemic"')
    yield from deleting(plan, at + len(', "Systemic"'), len(', "Systemic"'))
    # The team's file, where each edit may change what is said in fifty plans.
    at = find(team, " 1 per week") + 1
    for often in ("2", "12", "1"):
        yield team.replace(at, team.text.index(" ", at), often)
    at = find(team, "referrals ") + len("referrals ")
    yield from typing(team, at, "1")
    yield from deleting(team, at + 1, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("executable", nargs="?", default=str(ROOT / "build/release/capalint"))
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["CAPALINT_EXECUTABLE"] = os.path.abspath(options.executable)
    sys.path.insert(0, str(ROOT / "tests/lsp"))
    import client

    folder = Path(tempfile.mkdtemp(prefix="capalint-bench-"))
    try:
        files, teams = build(folder, options.plans)
        server = client.Server()
        start = time.perf_counter()
        server.initialize(folder)
        server.settle()
        opening = time.perf_counter() - start
        findings = sum(len(f["diagnostics"]) for f in server.findings.values())
        choose = random.Random(7)
        times, kinds = [], {"plan": [], "team": []}
        while len(times) < options.edits:
            path, text = choose.choice(files)
            team_path, team_text = next(t for t in teams if t[0].parent == path.parent)
            plan, team = Document(server, path, text), Document(server, team_path, team_text)
            server.settle()
            before = team.version
            for seconds in session(plan, team):
                times.append(seconds)
                kinds["plan" if team.version == before else "team"].append(seconds)
            for document in (plan, team):
                server.notify("textDocument/didClose", {"textDocument": {"uri": document.uri}})
            server.settle()
        server.stop()
    finally:
        shutil.rmtree(folder)

    rows = [("edit of a plan", kinds["plan"]), ("edit of a team", kinds["team"]), ("all", times)]

    def at_share(values, share):
        return sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1000

    table = [
        {"what": what, "edits": len(values), "median_ms": round(statistics.median(values) * 1000, 1),
         "p99_ms": round(at_share(values, 0.99), 1), "worst_ms": round(max(values) * 1000, 1)}
        for what, values in rows
    ]
    if options.json:
        print(json.dumps({"plans": options.plans, "opening_ms": round(opening * 1000, 1), "rows": table}))
        return
    print(f"{options.plans} plans, {findings} findings; opened in {opening * 1000:.0f} ms")
    print(f"{'':16}{'edits':>7}{'median':>9}{'p99':>9}{'worst':>9}")
    for row in table:
        print(f"{row['what']:16}{row['edits']:7}{row['median_ms']:6.1f} ms{row['p99_ms']:6.1f} ms"
              f"{row['worst_ms']:6.1f} ms")


if __name__ == "__main__":
    main()
