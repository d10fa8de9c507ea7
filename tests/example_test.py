#!/usr/bin/env python3
"""`capalint test` says which example of a rule does not behave as it says, at its place, and exits 1."""
import os
import pathlib
import subprocess
import tempfile

RULE = """\
rule enough-core {
  code TEAM001
  level warning
  title "There is enough Core"
  for each plan
  require hours(core) >= 4h
  say "{hours(core)} of Core"

  example good "four hours" {
    plan "A" {
      mon am core 3.5h
    }
  }
}
"""

with tempfile.TemporaryDirectory() as folder:
    pathlib.Path(folder, "capalint.capa").write_text(RULE)
    done = subprocess.run([os.environ["CAPALINT_EXECUTABLE"], "test", "--format", "short", folder], capture_output=True, text=True)
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    assert "capalint.capa:9:" in done.stdout and "[CAPA136]" in done.stdout, done.stdout
    pathlib.Path(folder, "capalint.capa").write_text(RULE.replace("core 3.5h", "core 4h"))
    done = subprocess.run([os.environ["CAPALINT_EXECUTABLE"], "test", "--format", "short", folder], capture_output=True, text=True)
    assert "[CAPA136]" not in done.stdout, done.stdout
