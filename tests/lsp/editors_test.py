#!/usr/bin/env python3
"""The server in real editors, without a screen, set up as editors/README.md says: the finding is at its place,
its fix mends it, settings count."""

import json
import os
import shutil
import subprocess
import tomllib
import unittest
from pathlib import Path

from client import EXECUTABLE, ROOT, LspTest, Server, uri

HERE = Path(__file__).resolve().parent
EDITORS = ROOT / "editors"
PLAN = """plan "Māia 🙂 O'Neill" in "T" {
  contract 7h
  mon am coer 3.5h x2
  mon pm   big admin 30m
}
"""
FIXED = PLAN.replace("coer", "core")
TEAM = 'team "T" {\n  quarter 2026-Q4\n}\n'


class Editors(LspTest):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", "")
        self.write("team.capa", TEAM)
        self.plan = self.write("plans/Māia O'Neill.capa", PLAN)
        self.draft = self.write("drafts/B.capa", 'plan "B" {\n  mon am coer 3.5h\n}\n')
        self.home = self.folder / "home"
        (self.home / "bin").mkdir(parents=True)
        (self.home / "bin/capalint").symlink_to(EXECUTABLE)

    def configure(self, name, text):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run_editor(self, *command):
        if shutil.which(command[0]) is None:
            self.fail(f"{command[0]} is not installed")
        result = self.folder / "result.json"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        run = subprocess.run(
            list(map(str, command)),
            capture_output=True,
            timeout=240,
            stdin=subprocess.DEVNULL,
            cwd=self.home,
            env={**kept, "HOME": str(self.home), "PATH": f"{self.home}/bin:{os.environ['PATH']}",
                 "LC_ALL": "C.UTF-8", "PLAN": str(self.plan), "DRAFT": str(self.draft),
                 "RESULT": str(result), "CAPALINT_TODAY": "2026-10-15"},
        )
        said = run.stdout.decode() + run.stderr.decode()
        self.assertTrue(result.exists(), said)
        seen = json.loads(result.read_text(encoding="utf-8"))
        self.assertNotIn("gave_up", seen, said)
        return seen

    def verify(self, seen):
        self.assertIn("`coer` is not an activity", seen["finding"]["message"])
        self.assertEqual(seen["finding"]["line"], 2)
        self.assertIn("`coer` is not an activity", seen["hover"])
        self.assertEqual(seen["text"], FIXED)
        found = [f for f in self.check() if f["path"] == str(self.plan)]
        self.assertEqual(seen["findings"], len(found))
        self.plan.write_text(FIXED, encoding="utf-8")
        left = [f for f in self.check() if f["path"] == str(self.plan)]
        self.assertEqual(seen["left"], len(left))
        self.assertEqual(seen["formatted"], self.formatted(FIXED))
        self.assertEqual(seen["draft"], 0)

    def formatted(self, text):
        run = subprocess.run([EXECUTABLE, "fmt", "-"], input=text.encode(), capture_output=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout.decode()

    def test_neovim(self):
        configuration = (EDITORS / "neovim/capalint.lua").read_text(encoding="utf-8")
        changed = configuration.replace("local settings = {}",
                                        'local settings = { exclude = { "/drafts/" } }')
        self.assertNotEqual(changed, configuration)
        self.configure(".config/nvim/plugin/capalint.lua", changed)
        seen = self.run_editor("nvim", "--headless", "-n", "-c", f"luafile {HERE / 'neovim.lua'}")
        self.verify(seen)
        self.assertEqual((seen["finding"]["column"], seen["finding"]["end_column"]), (9, 13))
        self.assertEqual(seen["finding"]["source"], "capalint")
        self.assertEqual(seen["actions"], ["write `core`", "apply all safe fixes in this file"])

    def test_emacs_with_eglot(self):
        # --batch reads no init.el, so it is named.
        configuration = self.configure(
            ".emacs.d/init.el",
            f'(load "{EDITORS}/emacs/capa-mode")\n'
            "(setq-default eglot-workspace-configuration\n"
            '              \'((:capalint . (:exclude ["/drafts/"]))))\n')
        seen = self.run_editor("emacs", "--batch", "--eval", "(package-initialize)",
                               "-l", configuration, "-l", HERE / "emacs.el")
        self.verify(seen)
        self.assertEqual(seen["finding"]["text"], "coer")

    def test_helix(self):
        """Helix is not in Debian: its file is read as Helix reads it, and the command in it started."""
        text = (EDITORS / "helix/languages.toml").read_text(encoding="utf-8")
        configuration = tomllib.loads(text.replace("# config =", "config ="))
        [language] = configuration["language"]
        self.assertEqual((language["file-types"], language["roots"]), (["capa"], ["capalint.capa"]))
        [name] = language["language-servers"]
        said = configuration["language-server"][name]
        self.assertEqual(set(said), {"command", "args", "config"})
        server = Server(command=[self.home / "bin" / said["command"], *said["args"]])
        self.servers.append(server)
        server.initialize(self.folder, initializationOptions=said["config"])
        server.settle()
        found = server.findings_of(uri(self.plan))
        self.assertTrue(any("`coer`" in finding["message"] for finding in found), found)
        self.assertNotIn(uri(self.draft), server.findings)


if __name__ == "__main__":
    unittest.main()
