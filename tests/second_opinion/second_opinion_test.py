#!/usr/bin/env python3
"""Compares capalint with a second implementation of its sums, on workspaces that a seed makes.

`second_opinion_test.py --seeds 1-5000` runs for longer; `--seeds 17` does one again, and shows its text.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from findings import ABOUT, ERRORS, Findings, name_of
from generate import TODAY, generate
from sums import Sums, quarter_of_date
from workspace import quarter_text, write

EXECUTABLE = os.environ["CAPALINT_EXECUTABLE"]
BATCH = 40


class Comparison:
    """What differs, and how much was compared."""

    def __init__(self):
        self.numbers = 0
        self.differences = []

    def equal(self, where, theirs, ours):
        self.numbers += 1
        if theirs != ours:
            self.differences.append(f"{where}: capalint says {theirs}, the second opinion {ours}")


def run(folder, command, names, *options):
    return subprocess.run(
        [EXECUTABLE, command, "--format", "json", *options, *names], cwd=folder, capture_output=True,
        env=dict(os.environ, CAPALINT_TODAY=str(TODAY)), timeout=300)


def exact(figure):
    return None if figure is None else Fraction(figure["exact"])


def compare_balance(comparison, workspace, teams):
    sums = Sums(workspace, quarter_of_date(TODAY))
    by_name = {team["team"]: team for team in teams}
    for team in workspace.teams:
        theirs = by_name[team.name]
        quarter = sums.quarter(team)
        name = team.name
        comparison.equal(f"{name}: quarter", theirs["quarter"], quarter_text(quarter))
        ours = sums.team_figures(team)
        seen = set()
        for step in theirs["steps"]:
            for key, figure in step["figures"].items():
                seen.add(key)
                comparison.equal(f"{name}: step {step['step']}, {key}", exact(figure), ours.get(key))
        comparison.equal(f"{name}: figures", sorted(seen), sorted(ours))
        comparison.equal(f"{name}: verdict", theirs["verdict"], sums.verdict(team))
        compare_rows(comparison, sums, team, theirs)
        spread = {each["what"]: tuple(Fraction(each[key]) for key in ("least", "median", "most"))
                  for each in theirs["spread"]}
        for what, numbers in sums.spread(team).items():
            comparison.equal(f"{name}: {what}", spread.pop(what, None), numbers)
        comparison.equal(f"{name}: other spreads", spread, {})


def compare_rows(comparison, sums, team, theirs):
    quarter = sums.quarter(team)
    rows = {(row["name"], row["from"]): row for row in theirs["clinicians"] if row["has_plan"]}
    total = [0, 0, 0, 0]
    for plan in sums.members(team, quarter):
        visiting = plan.team != team.name
        row = rows.pop((plan.person, plan.team if visiting else ""), None)
        where = f"{team.name}, {plan.person}" + (f" from {plan.team}" if visiting else "")
        if row is None:
            comparison.equal(where, None, "a row")
            continue
        for key, number in sums.plan_figures(plan, team, quarter).items():
            comparison.equal(f"{where}: {key}", exact(row["figures"][key]), number)
        hours = {activity: Fraction(length) for activity, length in row["hours"].items()}
        comparison.equal(f"{where}: hours", hours, sums.activity_hours(plan, team, quarter))
        whole = sums.whole_families(plan, quarter, team.name)
        comparison.equal(f"{where}: whole families", row["new_core_by_quarter"], whole)
        total = [a + b for a, b in zip(total, whole)]
    comparison.equal(f"{team.name}: other rows", list(rows), [])
    comparison.equal(f"{team.name}: whole families", theirs["new_core_by_quarter"], total)


def compare_findings(comparison, workspace, owners, findings):
    expected = Findings(Sums(workspace, quarter_of_date(TODAY)))
    found, places = set(), {}
    for finding in findings:
        code, line = finding["code"], finding["range"]["start"]["line"]
        owner = owners[line - 1]
        if code not in ABOUT:
            if finding["level"] == "error":
                comparison.equal(f"{code}: {finding['message']}", "an error", "none that is known here")
            continue
        if ABOUT[code] == "name":
            about = finding["subject"]
        elif ABOUT[code] == "team":
            about = finding["subject"]
        elif owner is None:
            continue
        else:
            about = name_of(owner)
        found.add((code, about))
        places.setdefault((code, about), f"line {line}, {finding['message']}")
    comparison.numbers += len(ABOUT) * (len(workspace.plans) + len(workspace.teams))
    for key in sorted((found ^ expected.found) - expected.open):
        code, about = key
        if key in found:
            comparison.differences.append(f"{code} about {about}: capalint has it, the second opinion not: {places[key]}")
        else:
            comparison.differences.append(f"{code} about {about}: the second opinion has it, capalint not")
    errors = {code for code, _ in expected.found - expected.open} & ERRORS
    return bool(errors), any(code in ERRORS for code, _ in expected.open)


def compare(seeds, show=False):
    """Each seed's differences, of one run of each command over all of them."""
    results = {}
    numbers = 0
    with tempfile.TemporaryDirectory() as folder:
        workspaces = {}
        for seed in seeds:
            workspace = generate(seed)
            name = f"w{seed}"
            text, owners = write(workspace)
            (pathlib.Path(folder) / name).mkdir()
            (pathlib.Path(folder) / name / "capalint.capa").write_text(text)
            workspaces[name] = (workspace, text, owners)
            if show:
                print(text)
        balance = run(folder, "balance", workspaces)
        if balance.returncode != 0:
            raise SystemExit(f"balance of {seeds} ends with {balance.returncode}: {balance.stderr.decode()}")
        by_workspace = {each["workspace"]: each["teams"] for each in json.loads(balance.stdout)["workspaces"]}
        check = run(folder, "check", workspaces)
        findings = {}
        for finding in json.loads(check.stdout)["findings"]:
            findings.setdefault(finding["workspace"], []).append(finding)
        for name, (workspace, text, owners) in workspaces.items():
            comparison = Comparison()
            compare_balance(comparison, workspace, by_workspace[name])
            compare_findings(comparison, workspace, owners, findings.get(name, []))
            numbers += comparison.numbers
            if comparison.differences:
                results[workspace.seed] = (comparison.differences, text)
    return results, numbers


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1-120", help="one seed, or a range such as 1-5000")
    parser.add_argument("--most", type=int, default=3, help="how many workspaces that differ are shown")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    seeds = list(range(int(first), int(last or first) + 1))
    numbers, failed = 0, {}
    for start in range(0, len(seeds), BATCH):
        found, compared = compare(seeds[start:start + BATCH], show=not last)
        failed.update(found)
        numbers += compared
    for seed in list(failed)[:arguments.most]:
        differences, text = failed[seed]
        print(f"seed {seed}:\n{text}\n" + "\n".join(differences) + "\n")
    print(f"{len(seeds)} workspaces, {numbers} numbers compared: {len(failed)} workspaces differ "
          f"({', '.join(map(str, list(failed)[:20]))})" if failed else
          f"{len(seeds)} workspaces, {numbers} numbers compared: all the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
