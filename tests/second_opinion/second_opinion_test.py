#!/usr/bin/env python3
"""Compares capalint with a second implementation of its sums, on workspaces that a seed makes.

`second_opinion_test.py --seeds 1-5000` runs for longer, `--seeds 17` does one again. What differs is shown with the
smallest text found that still differs.
"""

import argparse
import copy
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
ALONE = 8  # one in so many is run alone as well, for its exit code


class Comparison:
    """What differs, by where, and how much was compared."""

    def __init__(self):
        self.numbers = 0
        self.findings = 0
        self.codes = 0
        self.differences = {}

    def equal(self, where, theirs, ours):
        self.numbers += 1
        if theirs != ours:
            self.differences[where] = f"{where}: capalint says {theirs}, the second opinion {ours}"


def run(folder, command, names):
    return subprocess.run(
        [EXECUTABLE, command, "--format", "json", *names], cwd=folder, capture_output=True,
        env=dict(os.environ, CAPALINT_TODAY=str(TODAY)), timeout=300)


def exact(figure):
    return None if figure is None else Fraction(figure["exact"])


# ---- the six steps ---------------------------------------------------------------------------------


def compare_balance(comparison, sums, teams):
    by_name = {team["team"]: team for team in teams}
    for team in sums.workspace.teams:
        theirs, name = by_name[team.name], team.name
        comparison.equal(f"{name}, quarter", theirs["quarter"], quarter_text(sums.quarter(team)))
        ours = sums.team_figures(team)
        figures = {key: figure for step in theirs["steps"] for key, figure in step["figures"].items()}
        comparison.equal(f"{name}, names of figures", sorted(figures), sorted(ours))
        for key, number in ours.items():
            comparison.equal(f"{name}, {key}", exact(figures.get(key)), number)
        comparison.equal(f"{name}, verdict", theirs["verdict"], sums.verdict(team))
        compare_rows(comparison, sums, team, theirs)
        spread = {each["what"]: tuple(Fraction(each[key]) for key in ("least", "median", "most"))
                  for each in theirs["spread"]}
        comparison.equal(f"{name}, spread", spread, sums.spread(team))
        changes = {each["changes"]: Fraction(each["exact"]) for each in theirs["remedies"]}
        ours = sums.changes(team)
        for what in changes.keys() - {"referrals"}:
            comparison.equal(f"{name}, change of {what}", changes[what], ours.get(what))


def compare_rows(comparison, sums, team, theirs):
    quarter = sums.quarter(team)
    rows = {(row["name"], row["from"]): row for row in theirs["clinicians"] if row["has_plan"]}
    total = [0, 0, 0, 0]
    for plan in sums.members(team, quarter):
        visiting = plan.team != team.name
        row = rows.pop((plan.person, plan.team if visiting else ""), None)
        where = f"{team.name}, {plan.person}" + (f" from {plan.team}" if visiting else "")
        if row is None:
            comparison.equal(where, "nothing", "a row")
            continue
        for key, number in sums.plan_figures(plan, team, quarter).items():
            comparison.equal(f"{where}, {key}", exact(row["figures"][key]), number)
        hours = {activity: Fraction(length) for activity, length in row["hours"].items()}
        comparison.equal(f"{where}, hours", hours, sums.activity_hours(plan, team, quarter))
        whole = sums.whole_families(plan, quarter, team.name)
        comparison.equal(f"{where}, whole families", row["new_core_by_quarter"], whole)
        total = [a + b for a, b in zip(total, whole)]
    comparison.equal(f"{team.name}, other rows", list(rows), [])
    comparison.equal(f"{team.name}, whole families", theirs["new_core_by_quarter"], total)


# ---- findings ----------------------------------------------------------------------------------------


def compare_findings(comparison, sums, owners, findings):
    expected = Findings(sums)
    places = {}
    for finding in findings:
        code, line = finding["code"], finding["range"]["start"]["line"]
        where = f"{code}, line {line}, {finding['message']}"
        if code not in ABOUT:
            if finding["level"] == "error":
                comparison.differences[code] = f"{where}: an error that the second opinion does not know"
        elif ABOUT[code] in ("name", "team"):
            places.setdefault((code, finding["subject"]), where)
        elif owners[line - 1] is not None:
            places.setdefault((code, name_of(owners[line - 1])), where)
    workspace = sums.workspace
    comparison.findings += len(ABOUT) * (len(workspace.plans) + len(workspace.teams))
    for key in (places.keys() ^ expected.found) - expected.open:
        where = "{} about {}".format(*key)
        comparison.differences[where] = (
            f"{where}: capalint alone has it: {places[key]}" if key in places else
            f"{where}: the second opinion alone has it")
    return expected


def expected_code(expected):
    """The exit code; nothing when it hangs on a finding that is not compared."""
    if any(code in ERRORS for code, _ in expected.found - expected.open):
        return 1
    return None if any(code in ERRORS for code, _ in expected.open) else 0


# ---- workspaces ----------------------------------------------------------------------------------------


def compare(workspaces):
    """Of each workspace what differs and its text; one run of each command over all of them."""
    with tempfile.TemporaryDirectory() as folder:
        written = {}
        for number, workspace in enumerate(workspaces):
            text, owners = write(workspace)
            path = pathlib.Path(folder) / f"w{number}"
            path.mkdir()
            (path / "capalint.capa").write_text(text)
            written[path.name] = (workspace, text, owners)
        balance = run(folder, "balance", written)
        if balance.returncode != 0:
            raise SystemExit(f"balance ends with {balance.returncode}: {balance.stderr.decode()}")
        teams = {each["workspace"]: each["teams"] for each in json.loads(balance.stdout)["workspaces"]}
        check = run(folder, "check", written)
        findings = {}
        for finding in json.loads(check.stdout)["findings"]:
            findings.setdefault(finding["workspace"], []).append(finding)
        any_error = any(finding["level"] == "error" for each in findings.values() for finding in each)
        if check.returncode != any_error:
            raise SystemExit(f"check ends with {check.returncode}, and has {'an' if any_error else 'no'} error")
        for name, (workspace, text, owners) in written.items():
            comparison = Comparison()
            sums = Sums(workspace, quarter_of_date(TODAY))
            compare_balance(comparison, sums, teams[name])
            expected = compare_findings(comparison, sums, owners, findings.get(name, []))
            if workspace.seed % ALONE == 0 and expected_code(expected) is not None:
                comparison.codes += 1
                comparison.equal("exit code of check", run(folder, "check", [name]).returncode, expected_code(expected))
            yield comparison, text


# ---- a smaller one -------------------------------------------------------------------------------------


def smaller(workspace):
    """Copies of a workspace, each without one thing."""
    def without(steps, index):
        made = copy.deepcopy(workspace)
        holder = made
        for step in steps:
            holder = holder[step] if isinstance(holder, (list, dict)) else getattr(holder, step)
        del holder[index]
        return made

    def lists(thing, steps):
        if isinstance(thing, list):
            for index in reversed(range(len(thing))):
                yield without(steps, index)
            for index, each in enumerate(thing):
                yield from lists(each, steps + [index])
        elif isinstance(thing, dict):
            for key in thing:
                yield without(steps, key)
        elif hasattr(thing, "__dataclass_fields__"):
            for name in thing.__dataclass_fields__:
                if name not in ("days", "often"):
                    yield from lists(getattr(thing, name), steps + [name])

    yield from lists(workspace, [])


def shrink(workspace, where):
    """As small a workspace as is found where the same number or finding still differs."""
    found = True
    while found:
        found = False
        for candidate in smaller(workspace):
            try:
                (comparison, _), = compare([candidate])
            except Exception:  # a workspace that makes no sense, such as a line without work
                continue
            if where in comparison.differences:
                workspace, found = candidate, True
                break
    return workspace


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1-120", help="one seed, or a range such as 1-5000")
    parser.add_argument("--most", type=int, default=2, help="how many workspaces that differ are shown")
    parser.add_argument("--whole", action="store_true", help="show their whole text, not as small a one as is found")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    numbers = findings = codes = 0
    failed = {}
    for start in range(0, len(seeds), BATCH):
        batch = seeds[start:start + BATCH]
        for seed, (comparison, text) in zip(batch, compare([generate(seed) for seed in batch])):
            numbers += comparison.numbers
            findings += comparison.findings
            codes += comparison.codes
            if comparison.differences:
                failed[seed] = (comparison.differences, text)
    for seed in list(failed)[:arguments.most]:
        differences, text = failed[seed]
        print(f"seed {seed}:\n" + "\n".join(sorted(differences.values())))
        if not arguments.whole:
            where = sorted(differences)[0]
            least = shrink(generate(seed), where)
            (comparison, text), = compare([least])
            print(f"\nin a smaller text:\n{comparison.differences[where]}")
        print(text)
    print(f"{len(seeds)} workspaces, {numbers} numbers, {findings} findings that may be there, {codes} exit codes: "
          + (f"{len(failed)} workspaces differ ({', '.join(map(str, list(failed)[:40]))})" if failed else "all the same"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
