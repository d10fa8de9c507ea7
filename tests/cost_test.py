#!/usr/bin/env python3
"""What a file or an editor can make large costs at four times the size at most five times as much. Counted in
instructions by `bench/cost.py`; nothing is timed. Where valgrind is missing, the test is skipped."""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import cost

MOST = 5
SKIPPED = 77

if shutil.which("valgrind") is None:
    print("*** SKIPPED: there is no valgrind, so costs are NOT held here ***")
    sys.exit(SKIPPED)

too_much = 0
for what, n, first, second, ratio in cost.measure(os.environ["CAPALINT_EXECUTABLE"], cost.ROWS):
    failed = ratio > MOST
    too_much += failed
    print(f"{'FAILED' if failed else 'ok':<7}{what}: {first:,} instructions at {n}, {ratio:.2f} times as many at {4 * n}",
          flush=True)
sys.exit(f"{too_much} of {len(cost.ROWS)} grow more than {MOST} times" if too_much else 0)
