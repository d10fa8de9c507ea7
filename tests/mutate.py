#!/usr/bin/env python3
"""Mutation testing of the arithmetic, of exceptions, baselines and fixes, and of the gate for text: changes one
comparison, operator, constant or boundary at a time and lists the changes that no test notices.

All changes are compiled into one copy of the project in build/mutate, each behind a switch (tests/mutate/mutant.h).
Every test then runs once, unchanged, and notes which changes would have made a difference while it ran; a change is
tried only by those tests, the quickest first, until one fails. tests/mutate/equivalent.txt explains changes that
nothing can notice. Exits with 0 when every other change is noticed, else with 1."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TREE = ROOT / "build/mutate/tree"
BUILD = TREE / "build/quick"  # as deep in its tree as other builds, so that they share ccache's entries
EXPLAINED = ROOT / "tests/mutate/equivalent.txt"
COPIED = ["CMakeLists.txt", "LICENSE", "README.md", "CONTRIBUTING.md", "dev", "docs", "editors", "examples", "grammar",
          "rules", "src", "tests", "bench"]
CONSTANT = ROOT / "build/mutate/constant.json"
REPORT = ROOT / "build/mutate/report.json"
MOST_IN_A_FILE = 500  # so that the numbers in other files stay, and little is rebuilt
MOST = 100_000  # as tests/mutate/mutant.h has it
ARITHMETIC = ["capacity", "figures", "balance"]
EVALUATOR = [f"rules/{name}.cpp" for name in ("evaluate", "operators", "functions", "formulas", "verdict")]
EXCEPTIONS = ["rules/exceptions.cpp", "cli/baseline.cpp", "render/fingerprint.cpp"]
FIXES = ["pipeline/fixes.cpp", "cli/fixing.cpp"]
GATE = ["source/display.cpp", "cli/gate.cpp", "lsp/gate.cpp"]

TOKEN = re.compile(r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<directive> ^[ ]*\#[^\n]* )
  | (?P<text> R"(?P<fence>[^(]*)\(.*?\)(?P=fence)" | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' )
  | (?P<number> [0-9](?:'?[0-9a-zA-Z.])* )
  | (?P<word> [A-Za-z_][A-Za-z0-9_]* )
  | (?P<sign> <=> | <<= | >>= | ->\* | \.\.\. | :: | -> | \+\+ | -- | << | [-+*/%&|^=!<>]= | && | \|\| | [^\s] )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

OPERATORS = {"<": ("less", "<="), "<=": ("less_equal", "<"), ">": ("greater", ">="), ">=": ("greater_equal", ">"),
             "==": ("equal", "!="), "!=": ("not_equal", "=="), "+": ("plus", "-"), "-": ("minus", "+"),
             "*": ("times", "/"), "/": ("divided", "*"), "%": ("modulo", "*"), "+=": ("plus_assign", "-="),
             "-=": ("minus_assign", "+="), "*=": ("times_assign", "/="), "/=": ("divided_assign", "*=")}
CALLS = {"min": ("smaller", "max"), "max": ("larger", "min"), "min_element": ("smallest", "max_element"),
         "max_element": ("largest", "min_element")}
ROUNDING = {"floor": "ceil", "ceil": "floor", "round": "floor"}
OPENERS, CLOSERS = "([{", ")]}"
ENDS_OPERAND = {";", ",", "?", ":", "&&", "||", "=", "return", "+=", "-=", "*=", "/="}


class Token:
    def __init__(self, kind, text, begin):
        self.kind, self.text, self.begin, self.end = kind, text, begin, begin + len(text)


class Mutant:
    def __init__(self, number, place, line, code, change):
        self.number, self.place, self.line, self.code, self.change = number, place, line, code, change

    def key(self):
        return (self.place, self.code, self.change)

    def __str__(self):
        return f"{self.place}:{self.line}: {self.change}\n    {self.code}"


class File:
    """One source file: its mutants, and its text with a switch at each."""

    def __init__(self, path, first_number, constant):
        self.place = str(path.relative_to(ROOT))
        self.text = path.read_text()
        self.lines = self.text.split("\n")
        self.constant = {n for n, line in enumerate(self.lines, 1) if (self.place, line.strip()) in constant}
        self.next_number = first_number
        self.mutants = []
        self.edits = []  # (position, order, length, text)
        self.tokens = [Token(m.lastgroup if m.lastgroup != "fence" else "text", m.group(), m.start())
                       for m in TOKEN.finditer(self.text) if m.lastgroup != "comment"]
        self.tokens = [t for t in self.tokens if t.kind != "directive"]
        self.find()

    def line_of(self, position):
        return self.text.count("\n", 0, position) + 1

    def add(self, position, *changes):
        """The number of the first of some changes at a place."""
        line = self.line_of(position)
        first = self.next_number
        for change in changes:
            code = self.lines[line - 1].strip()
            same = sum(1 for m in self.mutants if m.line == line and m.change.split(" (")[0] == change)
            self.mutants.append(Mutant(self.next_number, self.place, line, code,
                                       f"{change} ({same + 1})" if same else change))
            self.next_number += 1
        return first

    def replace(self, token, text):
        self.edits.append((token.begin, 1, token.end - token.begin, text))

    def spaced(self, index):
        before, token, after = self.tokens[index - 1], self.tokens[index], self.tokens[index + 1]
        return before.end < token.begin and token.end < after.begin

    def find(self):
        operands = {}
        for index, token in enumerate(self.tokens):
            if self.line_of(token.begin) in self.constant:
                continue
            if index == 0 or index + 1 == len(self.tokens):
                continue
            before, after = self.tokens[index - 1], self.tokens[index + 1]
            if token.kind == "sign" and token.text in OPERATORS and self.spaced(index) and before.text != "operator":
                name, changed = OPERATORS[token.text]
                number = self.add(token.begin, f"`{token.text}` to `{changed}`")
                self.replace(token, f"{token.text} ::mutant::{name}<{number}>{{}} {token.text}")
            elif token.text in ("&&", "||") and self.spaced(index):
                for span in self.operands(index):
                    operands.setdefault((span, token.text), None)
            elif token.kind == "number" and re.fullmatch("[0-9']+", token.text):
                value = int(token.text.replace("'", ""))
                if before.text == "case" or after.text == ">" or before.text == "<" and before.end == token.begin:
                    continue
                number = self.add(token.begin, f"`{token.text}` to `{value + 1}`", f"`{token.text}` to `{value - 1}`")
                self.replace(token, f"::mutant::number<{number}>({token.text})")
            elif token.text in ("true", "false"):
                changed = "false" if token.text == "true" else "true"
                number = self.add(token.begin, f"`{token.text}` to `{changed}`")
                self.replace(token, f"::mutant::flipped<{number}>({token.text})")
            elif token.text in CALLS and before.text == "::" and after.text in "(<" and after.begin == token.end:
                name, changed = CALLS[token.text]
                number = self.add(token.begin, f"`std::{token.text}` to `std::{changed}`")
                std = self.tokens[index - 2]
                end = after.end if after.text == "<" else token.end
                more = f"{number}, " if after.text == "<" else f"{number}>"
                self.edits.append((std.begin, 1, end - std.begin, f"::mutant::{name}<{more}"))
            elif token.text in ROUNDING and before.text == "." and self.tokens[index + 2].text == ")":
                number = self.add(token.begin, f"`{token.text}` to `{ROUNDING[token.text]}`")
                self.edits.append((after.end, 1, 0, f"::mutant::rounded_by<{number}>{{}}"))
            elif token.text == "constexpr" and before.text != "if":
                self.replace(token, "const")
        for ((begin, end), kind) in operands:
            text = " ".join(self.text[begin:end].split())
            number = self.add(begin, f"leave out `{text}`")
            name = "left_out_of_and" if kind == "&&" else "left_out_of_or"
            self.edits.append((begin, -(end - begin), 0, f"::mutant::{name}<{number}>(bool("))
            self.edits.append((end, 2 + (end - begin), 0, "))"))

    def operands(self, index):
        """Where the operands on both sides of `&&` or `||` begin and end."""
        depth, first = 0, index
        while True:
            token = self.tokens[first - 1]
            if token.text in CLOSERS:
                depth += 1
            elif token.text in OPENERS:
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and (token.text in ENDS_OPERAND and (token.kind == "word" or self.spaced(first - 1)
                                                                 or token.text in ";,")):
                break
            first -= 1
        yield self.tokens[first].begin, self.tokens[index - 1].end
        depth, last = 0, index
        while True:
            token = self.tokens[last + 1]
            if token.text in OPENERS:
                depth += 1
            elif token.text in CLOSERS:
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and token.text in ENDS_OPERAND:
                break
            last += 1
        yield self.tokens[index + 1].begin, self.tokens[last].end

    def switched(self):
        result, at = [], 0
        for position, _, length, text in sorted(self.edits, key=lambda edit: edit[:2]):
            result += [self.text[at:position], text]
            at = position + length
        result.append(self.text[at:])
        return '#include "mutant.h"\n#line 1\n' + "".join(result)


def mutated_files():
    for folder in ARITHMETIC:
        yield from sorted((ROOT / "src" / folder).glob("*.[hc]*"))
    for place in EVALUATOR + EXCEPTIONS + FIXES + GATE:
        yield ROOT / "src" / place


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def copy_tree(switched):
    """Brings the copy up to date; files that stay the same keep their time, so that little is rebuilt."""
    switched["src/mutant.h"] = (ROOT / "tests/mutate/mutant.h").read_text()
    ratio = (ROOT / "src/units/ratio.h").read_text()
    rounding = "".join(
        f"template <int N> std::int64_t {name}(::mutant::rounded_by<N>) const {{ return ::mutant::choose("
        f"N, [&] {{ return {name}(); }}, [&] {{ return {changed}(); }}); }}\n" for name, changed in ROUNDING.items())
    marker = "  [[nodiscard]] std::int64_t round() const;\n"
    assert marker in ratio
    switched["src/units/ratio.h"] = '#include "mutant.h"\n' + ratio.replace(marker, marker + rounding)
    wanted = set()
    for top in COPIED:
        top = ROOT / top
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            relative = str(path.relative_to(ROOT))
            if path.is_dir() or "node_modules" in relative or "__pycache__" in relative:
                continue
            wanted.add(relative)
            if relative in switched:
                continue
            target = TREE / relative
            if not target.exists() or target.read_bytes() != path.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                shutil.copymode(path, target)
    for relative, text in switched.items():
        write(TREE / relative, text)
    wanted |= set(switched)
    for path in TREE.rglob("*"):
        relative = str(path.relative_to(TREE))
        if path.is_file() and not relative.startswith(("build/", ".git")) and relative not in wanted:
            path.unlink()


def compile_copy():
    """Builds the copy. What does not compile gives the places that the compiler names."""
    environment = dict(os.environ, CCACHE_NOHASHDIR="1", CCACHE_BASEDIR=os.environ.get("CCACHE_BASEDIR", str(ROOT)))
    if not (BUILD / "build.ninja").exists():
        subprocess.run(["cmake", "-S", TREE, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=None",
                        "-DCMAKE_CXX_FLAGS=-O0 -g0 -D_GLIBCXX_ASSERTIONS"], check=True, env=environment, stdout=subprocess.DEVNULL)
    done = subprocess.run(["cmake", "--build", BUILD, "--target", "capalint", "capalint_tests", "--", "-k", "0"],
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    (ROOT / "build/mutate/build.log").write_text(done.stdout)
    if done.returncode == 0:
        return None
    for reason in (r"note: .* was not initialized with a constant expression", "error: "):
        places = re.findall(rf"^(\S+?):(\d+):\d+: {reason}", done.stdout, re.MULTILINE)
        if places:
            return {(os.path.relpath(os.path.join(BUILD, path), TREE), int(line)) for path, line in places}
    return set()


def build():
    """The mutants that the built copy holds, and the lines of code that keep what they need at compile time."""
    constant = set(map(tuple, json.loads(CONSTANT.read_text()))) if CONSTANT.exists() else set()
    while True:
        mutants, switched, files = [], {}, {}
        for count, path in enumerate(mutated_files()):
            file = File(path, MOST_IN_A_FILE * count, constant)
            assert len(file.mutants) <= MOST_IN_A_FILE and MOST_IN_A_FILE * (count + 1) <= MOST
            files[file.place] = file
            mutants += file.mutants
            switched[file.place] = file.switched()
        copy_tree(switched)
        errors = compile_copy()
        if errors is None:
            return mutants, constant
        more = {(place, files[place].lines[line - 1].strip()) for place, line in errors if place in files} - constant
        if not more:
            sys.exit("mutate: the copy does not compile; build/mutate/build.log says why")
        constant |= more
        CONSTANT.write_text(json.dumps(sorted(constant)))


class Test:
    def __init__(self, described):
        self.name = described["name"]
        self.command = described["command"]
        properties = {p["name"]: p["value"] for p in described.get("properties", [])}
        self.folder = properties.get("WORKING_DIRECTORY", str(BUILD))
        self.environment = dict(e.split("=", 1) for e in properties.get("ENVIRONMENT", []))
        self.seconds = 0.0
        self.tried = self.noticed = 0

    def usefulness(self):
        """How much this test has noticed a second, of what it has been tried on."""
        return (self.noticed + 0.02) / (self.tried + 1) / self.seconds

    def notices(self, mutant):
        noticed = not self.run(mutant.number, limit=10 + 10 * self.seconds)
        self.tried += 1
        self.noticed += noticed
        return noticed

    def run(self, mutant, log=None, limit=300.0):
        environment = dict(os.environ, **self.environment, CAPALINT_MUTANT=str(mutant))
        if log:
            environment["CAPALINT_MUTANT_LOG"] = log
        process = subprocess.Popen(self.command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return process.wait(limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return False


def numbers_in(log):
    return {int(line) for line in pathlib.Path(log).read_text().split()} if os.path.exists(log) else set()


def logged(test, mode):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        start = time.monotonic()
        passed = test.run(mode, log)
        test.seconds = time.monotonic() - start
        return passed, numbers_in(log)


def all_tests(pattern):
    listed = subprocess.run(["ctest", "--test-dir", BUILD, "--show-only=json-v1"], check=True, stdout=subprocess.PIPE)
    tests = [Test(t) for t in json.loads(listed.stdout)["tests"] if "command" in t]
    return [t for t in tests if re.search(pattern, t.name)]


def explained():
    """What equivalent.txt says: (place, code, change) → why."""
    reasons, place, code = {}, None, None
    if not EXPLAINED.exists():
        return reasons
    for line in EXPLAINED.read_text().split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            place, code = line.split(": ", 1)
        else:
            changes, why = line.strip().rsplit(" -- ", 1)
            for change in changes.split(" and "):
                reasons[(place, code, change)] = why
    return reasons


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("places", nargs="*", help="only in these files, such as src/capacity, or at src/x.cpp:12")
    parser.add_argument("--tests", default="", metavar="REGEX", help="only tests whose name matches")
    parser.add_argument("--patience", type=float, default=float("inf"), metavar="SECONDS",
                        help="try each change by tests that together take so long at most")
    parser.add_argument("--again", action="store_true", help="only the changes that the last run found unnoticed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="tests that run at one time")
    options = parser.parse_args()
    started = time.monotonic()

    def say(text):
        print(f"[{time.monotonic() - started:5.0f} s] {text}", flush=True)

    mutants, constant = build()
    say(f"{len(mutants)} changes compiled into build/mutate")
    for place, code in sorted(constant):
        say(f"cannot change while the program runs: {place}: {code}")

    tests = all_tests(options.tests)
    noticing, failing = {}, []
    _, impossible = logged(next(t for t in tests), "list")
    pool = concurrent.futures.ThreadPoolExecutor(options.jobs)
    for test, (passed, differs) in zip(tests, pool.map(lambda test: logged(test, "record"), tests)):
        if test.seconds > options.patience:
            continue
        if not passed:
            failing.append(test.name)
            continue
        for number in differs:
            noticing.setdefault(number, []).append(test)
    if failing:
        say("left out, as they fail without any change: " + "; ".join(failing))
    say(f"{len(tests) - len(failing)} tests run once; {len(impossible)} changes do not compile")

    chosen = [m for m in mutants if m.number not in impossible and
              (not options.places or any(f"{m.place}:{m.line}" == p or m.place.startswith(p.rstrip("/"))
                                         for p in options.places))]
    if options.again:
        before = {tuple(entry[1:]) for entry in json.loads(REPORT.read_text()) if entry[0] == "unnoticed"}
        chosen = [m for m in chosen if m.key() in before]
    reasons, survivors, killed, report = explained(), [], set(), []

    def try_out(mutant):
        """The test that notices the change, or None; and how many tests feel it."""
        helpful = sorted(noticing.get(mutant.number, []), key=Test.usefulness, reverse=True)
        seconds = 0.0
        for test in helpful:
            seconds += test.seconds
            if seconds > options.patience and seconds > test.seconds:
                break
            if test.notices(mutant):
                return test, len(helpful)
        return None, len(helpful)

    for count, (mutant, (killer, felt)) in enumerate(zip(chosen, pool.map(try_out, chosen))):
        if killer:
            killed.add(mutant.key())
        else:
            survivors.append(mutant)
        report.append([f"by {killer.name}" if killer else "unnoticed", *mutant.key()])
        if not killer and mutant.key() not in reasons:
            say(f"unnoticed, though {felt} tests feel it: {mutant}")
        if count % 100 == 99:
            say(f"{count + 1} of {len(chosen)} tried, {len(survivors)} unnoticed")
    REPORT.write_text(json.dumps(report, indent=0))

    open_ones = [m for m in survivors if m.key() not in reasons]
    known = {m.key(): m for m in mutants}
    stale = [key for key in reasons if key not in known] + [key for key in reasons
                                                                 if key in killed - {m.key() for m in survivors}]
    for place, code, change in stale:
        print(f"tests/mutate/equivalent.txt explains a change that a test notices, or that is gone:\n"
              f"  {place}: {code}\n    {change}")
    say(f"{len(chosen)} changes: {len(killed)} noticed, {len(survivors) - len(open_ones)} explained, "
        f"{len(open_ones)} unnoticed")
    sys.exit(1 if open_ones or stale else 0)


if __name__ == "__main__":
    main()
