"""How many instructions fixed inputs cost, as valgrind counts them: the same on a busy machine. `instructions.tsv` keeps them, and
`tests/instructions_test.py` holds the program to it: what grows by more than 3 % changes the table, too, or is mended.

`./dev bench --instructions` rewrites the table."""

import concurrent.futures
import itertools
import os
import re
import subprocess
import tempfile
from pathlib import Path

import corpus
import cost
import editor

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_suffix(".tsv")
MOST = 0.03  # what a count may differ by
EDITS = 20


def compilers(executable):
    """Those that made the program, as it says itself: another one makes other instructions."""
    said = subprocess.run(["readelf", "-p", ".comment", executable], capture_output=True, text=True, check=True).stdout
    return ", ".join(sorted(re.findall(r"\]\s+(.*\S)", said)))


def checked(folder):
    return lambda executable: cost.of_run([executable, "check", folder.name, "--threads", "1"], folder.parent)


def formatted(folder):
    return lambda executable: cost.of_run([executable, "fmt", "--check", folder.name], folder.parent)


def one_edit(folder):
    def edits(server, times):
        home = folder / "team-0000"
        plan, team = editor.Document(server, home / "plan-000003.capa"), editor.Document(server, home / "team.capa")
        server.settle()
        for _ in itertools.islice(editor.session(plan, team), times):
            pass

    def count(executable):
        without, with_them = (
            cost.of_server(executable, folder, lambda server, times=times: edits(server, times)) for times in (0, EDITS))
        return (with_them - without) // EDITS

    return count


def inputs(folder):
    """What is counted, by name; the corpora are made in the folder."""
    corpus.write_tiny(folder / "tiny/capa", folder / "tiny")
    corpus.write(folder / "plans", 200, 4)
    return {
        "one plan": checked(folder / "tiny/capa"),
        "examples/anywhere-camhs": checked(ROOT / "examples/anywhere-camhs"),
        "200 plans in 4 teams": checked(folder / "plans"),
        "`fmt --check` of 200 plans": formatted(folder / "plans"),
        "an edit in a workspace of 200 plans": one_edit(folder / "plans"),
    }


def count(executable):
    """Pairs of a name and its instructions, in the order of the table."""
    with tempfile.TemporaryDirectory(prefix="capalint-bench-") as home:
        rows = inputs(Path(home))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(zip(rows, pool.map(lambda work: work(executable), rows.values())))


def recorded():
    """The compilers of the table, and its counts by name."""
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    return head.split("\t")[1], {name: int(number) for name, number in (row.split("\t") for row in rows)}


def record(executable):
    rows = count(executable)
    TABLE.write_text(f"compiled by\t{compilers(executable)}\n" + "".join(f"{name}\t{number}\n" for name, number in rows),
                     encoding="utf-8")
    return rows
