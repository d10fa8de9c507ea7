#!/usr/bin/env python3
"""The VS Code extension is built and packed by its own commands, in a copy below build/, and its own tests run there.
What the package holds is what VS Code will look for."""

import json
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "editors/vscode"
BUILD = ROOT / "build/vscode"  # as deep as the extension itself, whose paths lead out of it

LOAD = """
const Module = require("module"), load = Module._load;
const vscode = new Proxy(class {}, { get: (to, key) => (key in to ? to[key] : class {}) });
Module._load = (name, ...more) => (name === "vscode" ? vscode : load(name, ...more));
console.log(...Object.keys(require(process.argv[1])));
"""


def npm(*arguments):
    run = subprocess.run(["npm", *arguments], cwd=BUILD, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode != 0:
        raise AssertionError(run.stdout[-4000:] + run.stderr[-4000:])
    return run.stdout


class Extension(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The tools that its lock file names are installed once, and again when it changes."""
        lock, installed = EXTENSION / "package-lock.json", BUILD / "installed.json"
        shutil.copytree(EXTENSION, BUILD, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
        if not installed.exists() or installed.read_bytes() != lock.read_bytes():
            npm("ci", "--prefer-offline", "--loglevel=error")
            shutil.copy(lock, installed)

    def test_its_own_tests(self):
        self.assertRegex(npm("test"), r"(?m)^\S+ pass [1-9]\d+$")

    def test_the_package(self):
        package = BUILD / "capalint.vsix"
        package.unlink(missing_ok=True)
        npm("run", "package")
        with zipfile.ZipFile(package) as packed:
            self.assertIsNone(packed.testzip())
            names = {name.removeprefix("extension/") for name in packed.namelist() if name.startswith("extension/")}
            manifest = json.loads(packed.read("extension/package.json"))
            code = packed.read("extension/dist/extension.js")
            held = sum(entry.file_size for entry in packed.infolist())
        contributes = manifest["contributes"]
        # What a folder's own settings say never chooses what is run.
        self.assertEqual(contributes["configuration"]["properties"]["capalint.path"]["scope"], "machine")
        wanted = [manifest["main"], *(each["path"] for each in contributes["grammars"] + contributes["snippets"]),
                  *(each["configuration"] for each in contributes["languages"])]
        self.assertEqual(names, {path.removeprefix("./") for path in wanted} |
                         {"package.json", "readme.md", "LICENSE.txt"})
        self.assertLess(held, 1_000_000)

        # VS Code gives the module `vscode`; everything else has to be inside.
        with tempfile.TemporaryDirectory() as alone:
            Path(alone, "extension.js").write_bytes(code)
            run = subprocess.run(["node", "-e", LOAD, "./extension.js"], cwd=alone, capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout), (0, "activate deactivate\n"), run.stderr)


if __name__ == "__main__":
    unittest.main()
