#!/usr/bin/env python3
"""Measures capalint, as a whole program and in an editor, beside the linters from npm, and prints one table.

usage: bench.py [EXECUTABLE] [--smoke] [--record] [--instructions] [--only ROWS]

All that one row compares is measured in one run, by turns. Each number is a median. What capalint finds in every corpus is
compared with `answers.json`, since a wrong answer is worth no time; `--record` rewrites that file. `--smoke` measures next to
nothing in under a minute, to show that everything works. `--instructions` only rewrites `instructions.tsv`.
"""

import argparse
import collections
import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus
import cost
import editor
import instructions
import processes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD = ROOT / "build/bench"
ANSWERS = HERE / "answers.json"

# How much is measured: plans and teams, and rounds.
Size = collections.namedtuple("Size", "large rounds tiny_rounds counted editors sessions rest growth growth_rounds team_sizes")
FULL = Size((10_000, 200), 9, 60, ((200, 4), (400, 8)), ((1_000, 20), (10_000, 200)), 4, 20,
            ((1_000, 20), (10_000, 200), (100_000, 2_000)), 3, ((2_000, 200), (2_000, 1)))
SMOKE = Size((200, 4), 1, 3, ((20, 1), (40, 1)), ((50, 1), (200, 4)), 1, 2,
             ((50, 1), (200, 4), (1_000, 20)), 1, ((100, 10), (100, 1)))

Row = collections.namedtuple("Row", "work against now must aim")


# ---- the linters beside ------------------------------------------------------------------------------


def peers(install):
    """The commands of those that are there, by name; `install` puts there what the lock file says."""
    home, lock = BUILD / "peers", HERE / "peers/package-lock.json"
    installed = home / "installed.json"
    if install and shutil.which("npm") and not (installed.exists() and installed.read_bytes() == lock.read_bytes()):
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / "peers" / name, home)
        done = subprocess.run(["npm", "ci", "--prefer-offline", "--loglevel=error"], cwd=home, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode == 0:
            shutil.copy(lock, installed)
        else:
            print(f"bench: npm installs no linters:\n{done.stderr[-2000:]}", file=sys.stderr)
    commands = {}
    oxlint = home / "node_modules/oxlint/bin/oxlint"
    if oxlint.exists():
        commands["oxlint"] = ["node", str(oxlint), "--threads", "2"]
    biome = next(home.glob("node_modules/@biomejs/cli-*/biome"), None)
    if biome:
        commands["Biome"] = [str(biome), "lint", "--vcs-enabled=false"]
    for name in {"oxlint", "Biome"} - commands.keys():
        print(f"bench: *** {name} is not installed, so its rows are left out ***", file=sys.stderr)
    return commands


def versions():
    wanted = json.loads((HERE / "peers/package.json").read_text())["dependencies"]
    return ", ".join(f"{name} {version}" for name, version in wanted.items())


# ---- answers -----------------------------------------------------------------------------------------


class Answers:
    """What was found in each corpus when somebody last looked."""

    def __init__(self, record):
        self.known = json.loads(ANSWERS.read_text()) if ANSWERS.exists() else {}
        self.record, self.wrong = record, 0

    def expect(self, what, found):
        if self.record:
            self.known[what] = found
        elif self.known.get(what) != found:
            self.wrong += 1
            print(f"bench: *** in {what}, {found} was found, and not {self.known.get(what)} ***", file=sys.stderr)

    def check(self, executable, what, folder):
        done = subprocess.run([executable, "check", str(folder), "--format=json"], capture_output=True,
                              env=processes.ENVIRONMENT, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"bench: `check` of {what}: {done.stderr.decode()[-2000:]}")
        found = collections.Counter(each["code"] for each in json.loads(done.stdout)["findings"])
        self.expect(what, dict(sorted(found.items())))

    def save(self):
        if self.record:
            ANSWERS.write_text(json.dumps(dict(sorted(self.known.items())), indent=1) + "\n")


def name_of(plans, teams):
    return f"{plans:,} plans in {teams:,} {'teams' if teams > 1 else 'team'}"


# ---- the table ---------------------------------------------------------------------------------------


def times(number):
    return f"{number:.1f} ×" if number >= 10 else f"{number:.2f} ×"


def ms(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


class Bench:
    def __init__(self, executable, size, home, install, answers):
        self.executable, self.size, self.home, self.answers = executable, size, home, answers
        self.peers = peers(install)
        self.notes = []

    def run(self, command, cwd):
        result = processes.run(command, cwd)
        if result.code not in (0, 1):
            sys.exit(f"bench: {' '.join(map(str, command))} ended with {result.code}")
        return result

    def peer(self, name, folder):
        """A program that runs one of them on a folder, once it has said that it reads what is there."""
        command = [*self.peers[name], folder.name]
        files = sum(path.is_file() for path in folder.rglob("*"))
        said = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False)
        if not re.search(rf"\b{files} files?\b", said.stdout + said.stderr):
            sys.exit(f"bench: {name} does not say that it reads {files} files: {(said.stdout + said.stderr)[-500:]}")
        return lambda: self.run(command, folder.parent)

    def corpus(self, plans, teams, peers=None):
        folder = self.home / f"{plans}-{teams}"
        if not folder.exists():
            corpus.write(folder, plans, teams, peers)
            os.sync()
            self.answers.check(self.executable, name_of(plans, teams), folder)
        return folder

    def check(self, folder, *arguments):
        return self.run([self.executable, "check", str(folder), "--quiet", *arguments], self.home)

    # -- whole programs

    def large(self):
        plans, teams = self.size.large
        beside = self.home / "large"
        folder = self.corpus(plans, teams, beside)
        programs = {"capalint": lambda: self.check(folder, "--threads", "2"),
                    "reading": lambda: processes.reading(folder, ".capa")}
        for name, kind in (("oxlint", "js"), ("Biome", "json")):
            if name in self.peers:
                programs[name] = self.peer(name, beside / kind)
        runs = processes.interleaved(programs, self.size.rounds)
        mine = runs["capalint"]
        for name, each in runs.items():
            self.notes.append(f"{name_of(plans, teams)}, {name}: {ms(processes.median(each, 'wall'))} wall, "
                              f"{ms(processes.median(each, 'cpu'))} CPU, {ms(processes.median(each, 'system'))} system"
                              + (f", {processes.median(each, 'peak') / 1e6:.0f} MB" if each[0].peak else ""))

        def row(work, other, what, must, aim, name=None):
            if other in runs:
                ratio = statistics.median(getattr(a, what) / max(getattr(b, what), 1e-6) for a, b in zip(mine, runs[other]))
                yield Row(work, name or other, times(ratio), must, aim)

        yield from row(f"{name_of(plans, teams)}, two threads, wall", "oxlint", "wall", "≤ 1.2 ×", "≤ 0.7 ×")
        yield from row("the same, CPU", "oxlint", "cpu", "≤ 1.2 ×", "≤ 0.7 ×")
        yield from row("the same, system time alone", "reading", "system", "≤ 3 ×", "≤ 2 ×",
                       f"opening and reading the files: {ms(processes.median(runs['reading'], 'system'))}")
        yield from row("the same, wall", "Biome", "wall", "≤ 0.4 ×", "≤ 0.2 ×")
        yield from row("the same, peak memory", "oxlint", "peak", "≤ 1.5 ×", "≤ 1.0 ×")

    def tiny(self):
        home = self.home / "tiny"
        corpus.write_tiny(home / "capa", home)
        self.answers.check(self.executable, "one plan", home / "capa")
        programs = {"capalint": lambda: self.run([self.executable, "check", "capa"], home),
                    "true": lambda: self.run(["/bin/true"], home)}
        if "Biome" in self.peers:
            programs["Biome"] = self.peer("Biome", home / "json")
        runs = processes.interleaved(programs, self.size.tiny_rounds)
        for name, each in runs.items():
            self.notes.append(f"one plan, {name}: {ms(processes.median(each, 'wall'))} wall, "
                              f"{ms(processes.median(each, 'cpu'))} CPU")

        def ratio(other, what):
            return times(processes.median(runs["capalint"], what) / processes.median(runs[other], what))

        yield Row("one plan, whole process, CPU", "`true`", ratio("true", "cpu"), "≤ 3 ×", "≤ 2 ×")
        if "Biome" in runs:
            yield Row("one plan, wall", "Biome", ratio("Biome", "wall"), "≤ 0.1 ×", "")

    def counted(self):
        if shutil.which("valgrind") is None:
            print("bench: *** there is no valgrind, so no instructions are counted ***", file=sys.stderr)
            return
        small, large = (
            cost.of_run([self.executable, "check", self.corpus(*size).name, "--threads", "1"], self.home)
            for size in self.size.counted)
        each = (large - small) / (self.size.counted[1][0] - self.size.counted[0][0])
        yield Row("instructions per plan", "–", f"{each / 1000:,.0f} k", "≤ 300 k", "≤ 180 k")

    # -- in an editor

    def editor(self):
        mean = []
        for (plans, teams), must in zip(self.size.editors, (True, False)):
            folder = self.corpus(plans, teams)
            checks = [self.check(folder) for _ in range(self.size.growth_rounds)]
            server, wall, cpu = editor.opened(self.executable, folder)
            self.answers.expect(f"{name_of(plans, teams)}, in an editor", editor.found(server))
            self.notes.append(f"{name_of(plans, teams)}, opened in an editor: {ms(wall)} wall, {ms(cpu)} CPU; "
                              f"`check`: {ms(processes.median(checks, 'wall'))} wall, "
                              f"{ms(processes.median(checks, 'cpu'))} CPU")
            before = editor.cpu(server)
            edits = sorted(editor.work(folder, server, self.size.sessions))
            mean.append((editor.cpu(server) - before) / len(edits))
            self.answers.expect(f"{name_of(plans, teams)}, in an editor", editor.found(server))
            p99 = edits[min(len(edits) - 1, int(0.99 * len(edits)))]
            self.notes.append(f"{name_of(plans, teams)}, {len(edits)} edits: {ms(mean[-1])} CPU each, "
                              f"{ms(statistics.median(edits))} median wall, {ms(p99)} p99, {ms(edits[-1])} worst")
            if must:
                yield Row(f"edit → findings, {plans:,} plans, CPU per edit", "–", ms(mean[0]), "≤ 4 ms", "≤ 2 ms")
                yield Row(f"edit → findings, {plans:,} plans, p99 wall", "–", ms(p99), "≤ 15 ms", "< 10 ms")
            else:
                yield Row(f"the same, {plans:,} plans, CPU per edit", f"{self.size.editors[0][0]:,} plans",
                          times(mean[1] / max(mean[0], 1e-9)), "≤ 1.3 ×", "1 ×")
            alone, meanwhile = editor.completions(folder, server, 3 * self.size.sessions)
            yield Row(f"completion while an edit is judged, {plans:,} plans", f"alone: {ms(alone)}", ms(meanwhile),
                      "≤ 5 ms" if must else "", "")
            server.stop()
            if not must:
                ratio = wall / processes.median(checks, "wall")
                yield Row(f"opening {plans:,} plans in an editor, wall", "`check`", times(ratio), "≤ 1.5 ×", "")
                rest = editor.at_rest(self.executable, folder, self.size.rest)
                yield Row(f"at rest with {plans:,} plans, CPU a minute", "–", ms(rest), "0 ms", "")

    # -- what grows

    def growth(self):
        yield from self.per_plan("cost per plan at {} plans", self.size.growth, "within 20 %")

    def team_sizes(self):
        yield from self.per_plan("cost per plan, {}", self.size.team_sizes, "within 30 %", by_teams=True)

    def per_plan(self, work, sizes, must, by_teams=False):
        programs = {size: lambda folder=self.corpus(*size): self.check(folder, "--threads", "1") for size in sizes}
        runs = processes.interleaved(programs, self.size.growth_rounds)
        each = {size: processes.median(runs[size], "cpu") / size[0] for size in sizes}
        *first, last = [f"a team of {p // t:,}" if by_teams else f"{p:,}" for p, t in sizes]
        named = f"{', '.join(first)} and {last}"
        apart = max(each.values()) / min(each.values()) - 1
        yield Row(work.format(named), "–", ", ".join(f"{seconds * 1e6:.1f} µs" for seconds in each.values())
                  + f": {apart:.0%} apart", must, "")


PARTS = ("large", "tiny", "counted", "editor", "growth", "team_sizes")


def print_table(rows):
    heads = Row("work", "against", "now", "must", "aim")
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    print("| " + " | ".join(cell.ljust(width) for cell, width in zip(heads, widths)) + " |")
    print("| " + " | ".join("-" * width for width in widths) + " |")
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("executable", nargs="?", default=str(ROOT / "build/release/capalint"))
    parser.add_argument("--smoke", action="store_true", help="measure next to nothing, to show that everything works")
    parser.add_argument("--record", action="store_true", help="rewrite what is found in each corpus")
    parser.add_argument("--instructions", action="store_true", help="only rewrite the table of instruction counts")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="only these parts")
    options = parser.parse_args()
    executable = os.path.abspath(options.executable)
    if options.instructions:
        for name, number in instructions.record(executable):
            print(f"{name:<40} {number:>15,}")
        return
    start, load = time.monotonic(), processes.load()
    answers = Answers(options.record)
    with tempfile.TemporaryDirectory(prefix="capalint-bench-") as home:  # build/ would be a folder that git ignores
        bench = Bench(executable, SMOKE if options.smoke else FULL, Path(home), not options.smoke, answers)
        rows = []
        for part in PARTS:
            if part in options.only:
                print(f"bench: {part} …", file=sys.stderr)
                for row in getattr(bench, part)():
                    print(f"bench: {row.work}, against {row.against}: {row.now}", file=sys.stderr, flush=True)
                    rows.append(row)
    answers.save()
    print(f"{datetime.date.today()}: {processes.machine()}; load {load:.1f} at the start and {processes.load():.1f} at the end; "
          f"{versions()}; {time.monotonic() - start:.0f} s\n")
    print_table(rows)
    print()
    for note in bench.notes:
        print(f"- {note}")
    if answers.wrong:
        sys.exit(f"bench: {answers.wrong} wrong answers; `--record` keeps them when they are right after all")


if __name__ == "__main__":
    main()
