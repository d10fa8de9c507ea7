#!/usr/bin/env python3
"""The server in real editors, without a screen: the finding is at its place, its fix mends it."""

import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from client import EXECUTABLE, LspTest

HERE = Path(__file__).resolve().parent
PLAN = """plan "Māia 🙂 O'Neill" in "T" {
  contract 7h
  mon am coer 3.5h x2
  mon pm   big admin 30m
}
"""
FIXED = PLAN.replace("coer", "core")
TEAM = 'team "T" {\n  quarter 2026-Q4\n}\n'


class Editors(LspTest):
    def run_editor(self, command, configuration):
        if shutil.which(command[0]) is None:
            self.fail(f"{command[0]} is not installed")
        self.write("capalint.capa", "")
        self.write("team.capa", TEAM)
        plan = self.write("plans/Māia O'Neill.capa", PLAN)
        result = self.folder / "result.json"
        home = self.folder / "home"
        (home / "bin").mkdir(parents=True)
        (home / "bin/capalint").symlink_to(EXECUTABLE)
        run = subprocess.run(
            command,
            capture_output=True,
            timeout=240,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(home), "PATH": f"{home}/bin:{os.environ['PATH']}",
                 "CONFIGURATION": str(HERE.parent.parent / "editors" / configuration),
                 "XDG_CONFIG_HOME": str(home), "LC_ALL": "C.UTF-8",
                 "PLAN": str(plan), "RESULT": str(result), "CAPALINT_TODAY": "2026-10-15"},
        )
        self.assertTrue(result.exists(), run.stdout.decode() + run.stderr.decode())
        seen = json.loads(result.read_text(encoding="utf-8"))
        self.assertNotIn("gave_up", seen, run.stderr.decode())
        return seen

    def verify(self, seen):
        self.assertIn("`coer` is not an activity", seen["finding"]["message"])
        self.assertEqual(seen["finding"]["line"], 2)
        self.assertIn("`coer` is not an activity", seen["hover"])
        self.assertEqual(seen["text"], FIXED)
        self.assertGreaterEqual(seen["findings"], 1)
        found = self.check()
        self.assertTrue(any("`coer`" in f["message"] for f in found))
        self.write("plans/Māia O'Neill.capa", FIXED)
        plan = [f for f in self.check() if f["path"].endswith("O'Neill.capa")]
        self.assertEqual(seen["left"], len(plan))

    def test_neovim(self):
        seen = self.run_editor(["nvim", "--headless", "--clean", "-n", "-c",
                                f"luafile {HERE / 'neovim.lua'}"], "neovim/capalint.lua")
        self.verify(seen)
        self.assertEqual((seen["finding"]["column"], seen["finding"]["end_column"]), (9, 13))
        self.assertEqual(seen["finding"]["source"], "capalint")
        self.assertNotEqual(seen["formatted"], FIXED)

    def test_emacs_with_eglot(self):
        seen = self.run_editor(["emacs", "--batch", "-q", "--eval", "(package-initialize)",
                                "-l", str(HERE / "emacs.el")], "emacs/capa-mode.el")
        self.verify(seen)
        self.assertEqual(seen["finding"]["text"], "coer")
        self.assertNotEqual(seen["formatted"], FIXED)


if __name__ == "__main__":
    unittest.main()
