#!/usr/bin/env python3
"""What grows with what: instructions at n and at 4n, for inputs that once cost the square of their size.

usage: cost.py [EXECUTABLE] [--times N] [--only WORD]

Instructions are counted by valgrind, so the figures are the same on a busy machine. What a run of nothing costs is
taken off, and only one thread works. `--times` makes every input so many times larger. An input that does not show what
its row says ends the script. `tests/cost_test.py` holds the rows to five times.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import tempfile
from pathlib import Path

import editor
from processes import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


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
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


class Row:
    """A kind of input, how large it is at n, what is done with it, and a text that shows that it is what it says."""

    def __init__(self, what, n, files, shows="", arguments=("check",), serve=None):
        self.what, self.n, self.files, self.shows, self.arguments, self.serve = what, n, files, shows, arguments, serve


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


def turns_of_a_week(n):
    return {"a.capa": team() + plan("P", "".join(
        f"  mon 08:00-08:30  core 30m week {1 + i % 52} of 52\n" for i in range(n)))}


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


def fixes_to_undo(n):
    rules = """rule short-lunch {
  code OWN001
  level warning
  title "Lunch is short"
  for each block where activity in lunch
  require length >= 20m
  at length
  say "lunch is {length}"
  fix "make it long" replace length with "25m"
}
rule much-lunch {
  code OWN002
  level warning
  title "There is much lunch"
  for each plan
  require hours(lunch) < 23m
  say "{hours(lunch)} of lunch"
}
"""
    return {"a.capa": rules + team() + "".join(plan(f"Dr {letters(i)}", "  mon  lunch 5m\n") for i in range(n))}


def comments(n):
    return {"a.capa": team() + "".join(
        plan(f"Dr {letters(i)}",
             '  mon am  core 3h x2  # capa: allow big-admin because "agreed"\n') for i in range(n))}


def many_files(n):
    files = {"capalint.capa": ""}
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
    Row("unknown activities × known ones", 64, unknown_activities, "CAPA101"),
    Row("unknown teams × known ones", 64, unknown_teams, "CAPA104"),
    Row("unknown names in Choice × plans", 64, unknown_choice, "CAPA106"),
    Row("unknown colleagues × plans", 64, unknown_colleagues, "CAPA106"),
    Row("unknown sites × known ones", 64, unknown_sites, "CAPA141"),
    Row("exceptions for unknown rules and names", 64, unknown_exceptions, "CAPA119"),
    Row("unknown settings × known ones", 64, unknown_settings, "CAPA115"),
    Row("lines in one week", 50, lines_of_a_week, "CAPA222"),
    Row("lines with clock times in one week", 60, clock_lines_of_a_week, "CAPA301"),
    Row("lines of a week beyond the limit", 1001, turns_of_a_week, "CAPA110"),
    Row("work in one line", 60, blocks_of_a_line, "CAPA304"),
    Row("lines without hours", 400, lines_without_hours, "CAPA113"),
    Row("own activities in use", 200, own_activities, "CAPA304"),
    Row("exceptions in comments", 100, comments, "more are allowed"),
    Row("`diff` of many files", 60, two_versions, "core hours", ("diff", "before", "after")),
    Row("`--fix` of many plans in one file", 50, plans_in_a_file, "fixes applied", ("check", "--fix")),
    Row("fixes that are undone", 32, fixes_to_undo, "was undone", ("check", "--fix")),
    Row("server: documents opened one by one", 40, many_files, "", ("lsp",), opened),
    Row("server: documents opened together", 40, many_files, "", ("lsp",), opened_together),
    Row("server: texts that are no files", 40, lambda n: {}, "", ("lsp",), untitled),
    Row("server: requests that are cancelled", 400, lambda n: {}, "", ("lsp",), cancelled),
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


def of_run(command, cwd, shows=""):
    """The instructions of a program that checks: one whose output holds `shows`, and that could do its job."""
    with tempfile.TemporaryDirectory(prefix="capalint-cost-") as home:
        log, said = Path(home, "log"), Path(home, "said")
        with said.open("w") as output:
            done = subprocess.run([*counting(log), *command], cwd=cwd, check=False, stdout=output, stderr=output,
                                  env=ENVIRONMENT)
        text = said.read_text()
        if done.returncode not in (0, 1) or shows not in text:
            raise RuntimeError(f"{' '.join(command)}: not {shows!r} but {text[-2000:]}")
        return counted(log)


def of_server(executable, folder, work):
    """The instructions of a server for the folder, with what `work` asks of it."""
    with tempfile.TemporaryDirectory(prefix="capalint-cost-") as home:
        log = Path(home, "log")
        server = editor.server_of(executable, command=(*counting(log), executable, "lsp"), cwd=folder)
        server.initialize(folder)
        server.settle()
        work(server)
        server.stop()
        return counted(log)


def instructions(executable, row, n):
    with tempfile.TemporaryDirectory(prefix="capalint-cost-") as home:
        folder = Path(home, "files")
        for path in (folder, folder / "before", folder / "after"):
            path.mkdir()
        write(folder, row.files(n))
        if row.serve is None:
            try:
                return of_run([executable, *row.arguments, "--threads", "1"], folder, row.shows if n > 0 else "")
            except RuntimeError as error:
                raise RuntimeError(f"{row.what} at {n}: {error}") from error
        return of_server(executable, folder, lambda server: row.serve(server, folder, n))


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
    options = parser.parse_args()
    rows = [row for row in ROWS if options.only in row.what]
    print(f"| {'input':<42} | {'n':>5} | {'at n':>8} | {'at 4n':>8} | grows |")
    print(f"| {'-' * 42} | {'-' * 4}: | {'-' * 7}: | {'-' * 7}: | ----: |")
    for what, n, first, second, ratio in measure(os.path.abspath(options.executable), rows, options.times):
        print(f"| {what:<42} | {n:>5} | {first / 1e6:>7.0f}M | {second / 1e6:>7.0f}M | {ratio:>4.1f}× |", flush=True)


if __name__ == "__main__":
    main()
