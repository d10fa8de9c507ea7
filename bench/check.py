#!/usr/bin/env python3
"""Times `capalint check` as a whole process: 10,000 one-plan files in 200 teams, and one plan alone. Beside it, in the same run,
`cat` of the same files: the least that any program which reads them needs. Usage: bench/check.py EXECUTABLE [RUNS]"""
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import corpus


def seconds(command, cwd):
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def row(name, command, cwd, runs, peer=None):
    seconds(command, cwd)
    mine, theirs = [], []
    for _ in range(runs):
        mine.append(seconds(command, cwd))
        if peer:
            theirs.append(seconds(peer, cwd))
    text = f"{name:<34} median {statistics.median(mine) * 1000:9.1f} ms   min {min(mine) * 1000:9.1f} ms"
    if peer:
        ratio = statistics.median(a / b for a, b in zip(mine, theirs))
        text += f"   {ratio:6.1f} × {' '.join(peer[:1])}"
    print(text, flush=True)


executable = str(pathlib.Path(sys.argv[1]).resolve())
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
folder = pathlib.Path(tempfile.mkdtemp(prefix="capalint-bench-"))
try:
    corpus.write(folder / "large", 10_000, 200)
    corpus.write(folder / "one", 1, 1)
    (folder / "one" / "team-000" / "team.capa").unlink()
    files = folder / "files"
    everything = ["sh", "-c", "find large -name '*.capa' -print0 | xargs -0 cat"]
    row("10,000 plans in 200 teams", [executable, "check", "large", "--quiet"], folder, runs, everything)
    row("the same, one thread", [executable, "check", "large", "--quiet", "--threads", "1"], folder, runs)
    row("one plan", [executable, "check", "one"], folder, runs * 10, ["true"])
finally:
    shutil.rmtree(folder)
