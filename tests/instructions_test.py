#!/usr/bin/env python3
"""No fixed input costs over 3 % more instructions than `bench/instructions.tsv` says, nor so much less that the table tells nothing
any more. Counted in the release as the compiler of the table makes it; elsewhere the test is skipped."""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import instructions

SKIPPED = 77
executable = os.environ["CAPALINT_EXECUTABLE"]


def skip(why):
    print(f"*** SKIPPED: {why}, so instructions are NOT held here ***")
    sys.exit(SKIPPED)


if os.environ.get("CAPALINT_BUILD", "Release") != "Release":
    skip(f"this build is {os.environ['CAPALINT_BUILD']!r} and not the release")
for tool in ("valgrind", "readelf"):
    if shutil.which(tool) is None:
        skip(f"there is no {tool}")
compilers, table = instructions.recorded()
if (ours := instructions.compilers(executable)) != compilers:
    skip(f"the table is of {compilers}, and this program of {ours}")

wrong = 0
counts = dict(instructions.count(executable))
for name in {**table, **counts}:
    before, now = table.get(name), counts.get(name)
    if before is None or now is None:
        said = "stands only in the table" if now is None else "does not stand in the table"
    elif now > before * (1 + instructions.MOST):
        said = f"costs more than {before:,}"
    elif now < before * (1 - instructions.MOST):
        said = f"costs less than {before:,}"
    else:
        said = ""
    wrong += bool(said)
    change = f" ({now / before - 1:+.1%})" if before and now else ""
    print(f"{'FAILED' if said else 'ok':<7}{name}: {now or 0:,} instructions{change} {said}".rstrip(), flush=True)
sys.exit("what costs more is mended; when it has to, or costs less now, `./dev bench --instructions` rewrites the table"
         if wrong else 0)
