#!/usr/bin/env python3
"""What grows with what: instructions at n and at 4n, for inputs that once cost the square of their size.

usage: cost.py [EXECUTABLE] [--times N] [--only WORD] [--most RATIO]

Instructions are counted by valgrind, so the figures are the same on a busy machine. What a run of nothing costs is
taken off, and only one thread works. `--times` makes every input so many times larger; with `--most`, a row that grows
more than so many times makes the exit code 1. `tests/cost_test.py` runs the rows with `--most 5`.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
TODAY = "2026-10-15"


def letters(number):
    """A name for each number, with no two of them a slip apart."""
    digits = "bcdfghklmnprstvz"
    text = ""
    for _ in range(4):
        text += digits[number % 16] + "aeiou"[number % 5]
        number //= 16
    return text


def team(name="Team", inside=""):
    return f'team "{name}" {{\n  quarter 2026-Q4\n{inside}}}\n'


def plan(name, week, of="Team"):
    return f'plan "{name}" in "{of}" {{\n  contract 37.5h\n{week}}}\n'


def write(folder, files):
    (folder / "capalint.capa").write_text("")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


class Row:
    """A kind of input, how large it is at n, and what is done with it."""

    def __init__(self, what, n, files, arguments=("check", "--quiet"), serve=None):
        self.what, self.n, self.files, self.arguments, self.serve = what, n, files, arguments, serve


# ---- inputs ------------------------------------------------------------------------------------------


def unknown_activities(n):
    own = "".join(f'  activity "{letters(i)} visit" is other\n' for i in range(n))
    plans = [plan(f"P{i}", "".join(f"  mon am  {letters(j)} vusut 1h\n" for j in range(i, i + 10)))
             for i in range(0, n, 10)]
    return {"a.capa": team(inside=own) + "".join(plans)}


def unknown_teams(n):
    teams = "".join(team(f"{letters(i)} north") for i in range(n))
    return {"a.capa": teams + "".join(plan(f"P{i}", "", f"{letters(i)} nurth x") for i in range(n))}


def unknown_choice(n):
    choice = "".join(f'    "Dr {letters(i)} Smuth" 1 per week\n' for i in range(n))
    return {"a.capa": team(inside=f"  choice weekly {{\n{choice}  }}\n")
            + "".join(plan(f"Dr {letters(i)} Smith", "") for i in range(n))}


def unknown_colleagues(n):
    return {"a.capa": team() + "".join(
        plan(f"Dr {letters(i)} Smith", f'  mon am  core 1h with "Dr {letters(i)} Smuthe"\n') for i in range(n))}


def unknown_sites(n):
    sites = ", ".join(f'"{letters(i)} House"' for i in range(n))
    return {"a.capa": team(inside=f"  sites {sites}\n") + "".join(
        plan(f"P{i}", f'  mon am  core 1h at "{letters(i)} Huose"\n') for i in range(n))}


def unknown_exceptions(n):
    rules = "".join(f'  allow big-admin for "{letters(i)} Smuth" because "x"\n'
                    f'  allow {letters(i)} because "x"\n  level {letters(i)} off\n' for i in range(n))
    return {"a.capa": team() + f'rules "Team" {{\n{rules}}}\n'
            + "".join(plan(f"{letters(i)} Smith", "") for i in range(n))}


def unknown_settings(n):
    known = "".join(f"setting {letters(i)}-known = 1h {{\n  doc \"x\"\n}}\n" for i in range(n))
    sets = "".join(f"  set {letters(i)}-knwon 2h\n" for i in range(n))
    return {"a.capa": known + f"rules {{\n{sets}}}\n"}


def lines_of_a_week(n):
    days = ("mon", "tue", "wed", "thu", "fri")
    return {"a.capa": team() + plan("P", "".join(
        f"  {days[i % 5]} am  core 1m, big admin 1m\n" for i in range(n)))}


def clock_lines_of_a_week(n):
    return {"a.capa": team() + plan("P", "".join(
        f"  mon {8 + i % 10:02}:00-{9 + i % 10:02}:00  core 1h every {2 + i % 3} weeks\n" for i in range(n)))}


def blocks_of_a_line(n):
    return {"a.capa": team() + plan("P", "  mon am  " + ", ".join(["core 1m"] * n) + "\n")}


def lines_without_hours(n):
    days = ("mon", "tue", "wed", "thu", "fri")
    return {"a.capa": team() + "".join(
        plan(f"P{i}", "".join(f"  {days[j % 5]} am  core\n" for j in range(100))) for i in range(n // 100))}


def own_activities(n):
    own = "".join(f'  activity "{letters(i)} desk" is other\n' for i in range(n))
    return {"a.capa": team(inside=own) + "".join(
        plan(f"P{i}", "".join(f"  mon am  {letters(j)} desk 1m\n" for j in range(i, min(i + 10, n))))
        for i in range(0, n, 10))}


def plans_in_a_file(n):
    return {"a.capa": team() + "".join(
        plan(f"Dr {letters(i)}", "  mon am  core 3h x2\n  mon pm  core 3h x2, big admn 1h\n") for i in range(n))}


def plans_with_bad_fixes(n):
    return {"a.capa": team() + "".join(
        plan(f"Dr {letters(i)}", "  mon am  core 3h x2, big admn 20m\n  tue am  research 25h\n") for i in range(n))}


def comments(n):
    return {"a.capa": team() + "".join(
        plan(f"Dr {letters(i)}",
             '  mon am  core 3h x2  # capa: allow big-admin because "agreed"\n') for i in range(n))}


def many_files(n):
    files = {}
    for i in range(n):
        of = f"Team {i // 10}"
        if i % 10 == 0:
            files[f"t{i // 10}/team.capa"] = team(of)
        files[f"t{i // 10}/p{i}.capa"] = plan(f"Dr {letters(i)}", "  mon am  core 3h x2\n", of)
    return files


def two_versions(n):
    before = many_files(n)
    after = {name: text.replace("3h", "3.5h") for name, text in before.items()}
    return {f"{side}/{name}": text for side, files in (("before", before), ("after", after))
            for name, text in files.items()}


# ---- the server --------------------------------------------------------------------------------------


def opened(server, folder, n):
    for path in sorted(folder.glob("*/p*.capa")):
        uri = server.open(path, path.read_text())
        server.call("textDocument/documentSymbol", {"textDocument": {"uri": uri}})


def opened_together(server, folder, n):
    for path in sorted(folder.glob("*/p*.capa")):
        server.open(path, path.read_text() + "\n")
    server.settle()


def untitled(server, folder, n):
    for i in range(n):
        uri = f"untitled:{i}"
        server.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "capa", "version": 1, "text": "plan \"A\" {}\n"}})
        server.call("textDocument/documentSymbol", {"textDocument": {"uri": uri}})


def cancelled(server, folder, n):
    uri = "untitled:1"
    server.send_while_busy(
        *({"id": f"r{i}", "method": "textDocument/hover", "params": {
            "textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}} for i in range(n)),
        *({"method": "$/cancelRequest", "params": {"id": f"r{i}"}} for i in range(n)))


ROWS = [
    Row("unknown activities × known ones", 100, unknown_activities),
    Row("unknown teams × known ones", 100, unknown_teams),
    Row("unknown names in Choice × plans", 100, unknown_choice),
    Row("unknown colleagues × plans", 100, unknown_colleagues),
    Row("unknown sites × known ones", 100, unknown_sites),
    Row("exceptions for unknown rules and names", 100, unknown_exceptions),
    Row("unknown settings × known ones", 100, unknown_settings),
    Row("lines in one week", 250, lines_of_a_week),
    Row("lines with clock times in one week", 50, clock_lines_of_a_week),
    Row("work in one line", 400, blocks_of_a_line),
    Row("lines without hours", 400, lines_without_hours),
    Row("own activities in use", 300, own_activities),
    Row("exceptions in comments", 150, comments),
    Row("`diff` of many files", 100, two_versions, ("diff", "before", "after")),
    Row("`--fix` of many plans in one file", 100, plans_in_a_file, ("check", "--quiet", "--fix")),
    Row("fixes that have to be undone", 70, plans_with_bad_fixes, ("check", "--quiet", "--fix")),
    Row("server: documents opened one by one", 40, many_files, ("lsp",), opened),
    Row("server: documents opened together", 40, many_files, ("lsp",), opened_together),
    Row("server: texts that are no files", 40, lambda n: {}, ("lsp",), untitled),
    Row("server: requests that are cancelled", 400, lambda n: {}, ("lsp",), cancelled),
]


# ---- counting ----------------------------------------------------------------------------------------


def counting(log):
    return ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
            f"--log-file={log}"]


def counted(log):
    found = COUNTED.search(log.read_text())
    if not found:
        raise RuntimeError(log.read_text()[-2000:])
    return int(found[1].replace(",", ""))


def instructions(executable, row, n):
    home = Path(tempfile.mkdtemp(prefix="capalint-cost-"))
    try:
        folder, log = home / "files", home / "log"
        folder.mkdir()
        for side in ("before", "after") if row.files is two_versions else ():
            (folder / side).mkdir()
        write(folder, {name: text for name, text in row.files(n).items()})
        command = [*counting(log), executable, *row.arguments]
        environment = {**os.environ, "CAPALINT_TODAY": TODAY}
        if row.serve is None:
            threads = [] if row.arguments[0] == "lsp" else ["--threads", "1"]
            subprocess.run([*command, *threads], cwd=folder, env=environment, check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return counted(log)
        os.environ["CAPALINT_EXECUTABLE"] = executable
        sys.path.insert(0, str(ROOT / "tests/lsp"))
        import client

        client.PATIENCE = 600
        server = client.Server(command=tuple(command), cwd=folder)
        server.initialize(folder)
        server.settle()
        row.serve(server, folder, n)
        server.stop()
        return counted(log)
    finally:
        shutil.rmtree(home)


def missing(executable):
    """Why instructions cannot be counted here; empty when they can."""
    if shutil.which("valgrind") is None:
        return "there is no valgrind"
    log = Path(tempfile.mkdtemp(prefix="capalint-cost-")) / "log"
    try:
        subprocess.run([*counting(log), executable, "--version"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        counted(log)
        return ""
    except (OSError, RuntimeError):
        return "valgrind cannot run this build, which may be one with sanitizers"
    finally:
        shutil.rmtree(log.parent)


def measure(executable, rows, times=1):
    """For each row: n, instructions at n and at 4n, and how many times more the second is."""
    nothing = {}

    def of_nothing(row):
        kind = (row.arguments, row.serve)
        if kind not in nothing:
            nothing[kind] = instructions(executable, row, 0)
        return nothing[kind]

    def one(row):
        n = row.n * times
        first, second = (max(1, instructions(executable, row, size) - of_nothing(row)) for size in (n, 4 * n))
        return row.what, n, first, second, second / first

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(one, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("executable", nargs="?", default=str(ROOT / "build/release/capalint"))
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--most", type=float)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    executable = os.path.abspath(options.executable)
    if reason := missing(executable):
        sys.exit(f"cost.py: instructions cannot be counted: {reason}")
    rows = [row for row in ROWS if options.only in row.what]
    grows = False
    if not options.json:
        print(f"| {'input':<42} | {'n':>5} | {'at n':>8} | {'at 4n':>8} | grows |")
        print(f"| {'-' * 42} | {'-' * 4}: | {'-' * 7}: | {'-' * 7}: | ----: |")
    for what, n, first, second, ratio in measure(executable, rows, options.times):
        grows = grows or (options.most is not None and ratio > options.most)
        if options.json:
            print(json.dumps({"input": what, "n": n, "at_n": first, "at_4n": second}), flush=True)
        else:
            print(f"| {what:<42} | {n:>5} | {first / 1e6:>7.0f}M | {second / 1e6:>7.0f}M | {ratio:>4.1f}× |", flush=True)
    sys.exit(1 if grows else 0)


if __name__ == "__main__":
    main()
