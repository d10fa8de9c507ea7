#!/usr/bin/env python3
"""Runs the examples of README.md: in a block ```console, each line that begins with `$ capalint` is a command, and
what follows is what it prints (first what goes to stdout, then stderr). They are run in a folder that has the examples and what
`<!-- file: PATH -->` before a block ```capa writes to it. A block ```capa that declares something is checked for
syntax and names. With CAPALINT_UPDATE_GOLDEN=1 the output in the pages is rewritten, and `git diff` is the review."""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
executable = os.environ["CAPALINT_EXECUTABLE"]
update = "CAPALINT_UPDATE_GOLDEN" in os.environ
environment = {**os.environ, "CAPALINT_TODAY": "2026-10-15", "NO_COLOR": "1"}
failures = []
commands = 0
folder = tempfile.TemporaryDirectory()
work = pathlib.Path(folder.name)
(work / "examples").symlink_to(root / "examples")


def run(line):
    arguments = [executable if word == "capalint" else word for word in shlex.split(line)]
    done = subprocess.run(arguments, cwd=work, env=environment, capture_output=True, text=True, timeout=60)
    return (done.stdout + done.stderr).rstrip("\n")


def console(match):
    global commands
    printed = []
    for line in match.group(2).splitlines():
        if line.startswith("$ capalint"):
            commands += 1
            printed += [line] + [part for part in [run(line[2:])] if part]
    return f"```{match.group(1)}\n" + "\n".join(printed) + "\n```"


for page in [root / "README.md"]:
    before = page.read_text()
    for name, block in re.findall(r"<!-- file: (\S+) -->\n\n```capa\n(.*?)```", before, flags=re.S):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text(block)
    after = re.sub(r"```(console)\n(.*?)\n```", console, before, flags=re.S)
    if before != after and update:
        page.write_text(after)
    elif before != after:
        failures.append(f"{page.relative_to(root)}: the output shown is not what the program prints")
    for block in re.findall(r"```capa\n(.*?)\n```", before, flags=re.S):
        done = subprocess.run([executable, "check", "--format", "short", "-"], input=block, cwd=root, env=environment,
                              capture_output=True, text=True, timeout=60)
        wrong = [line for line in done.stdout.splitlines() if re.search(r"\[CAPA0\d\d\]$", line)]
        failures += [f"{page.relative_to(root)}: {line}" for line in wrong]

if commands == 0:
    failures.append("the page shows no command")
print(f"{commands} commands in the page")
sys.exit("\n".join(failures) or 0)
