"""A folder of plans for a moment, and capalint run in it."""

import os
import pathlib
import pty
import select
import subprocess
import tempfile
import time
import unittest

EXECUTABLE = os.environ["CAPALINT_EXECUTABLE"]

# The same day everywhere, and a git that reads nobody's settings.
FIXED = {
    "CAPALINT_TODAY": "2026-10-15",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}

TEAM = """team "Anywhere" {
  referrals 2 per week
}
"""

CLEAN = """plan "Ann" in "Anywhere" {
  mon am choice x3
  tue am core 3.5h
  tue pm big admin 1h
  target 2026-Q4 choice 26, core 3
}
"""

# One warning with a suggested fix: the Core target.
WARNED = CLEAN.replace("core 3\n", "core 9\n")


class OnTerminal:
    """A program on a terminal of its own; what it shows is `seen`."""

    def __init__(self, case, words, **options):
        self.case = case
        self.keyboard, screen = pty.openpty()
        case.addCleanup(os.close, self.keyboard)
        options = {"stdin": screen, "stdout": screen, "stderr": screen, **options}
        self.process = subprocess.Popen(words, cwd=case.folder, start_new_session=True, **options)
        os.close(screen)
        case.addCleanup(self.process.wait)
        case.addCleanup(self.process.kill)
        self.seen = ""

    def read_until(self, text, seconds=60):
        """What is shown from now on, up to and with `text`."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self.keyboard], [], [], max(0, end - time.monotonic()))
            self.case.assertTrue(ready, f"no {text!r} in: {self.seen}")
            try:
                self.seen += os.read(self.keyboard, 65536).decode(errors="replace")
            except OSError:  # the program has ended
                self.case.fail(f"no {text!r} in: {self.seen}")
        end = self.seen.index(text) + len(text)
        shown, self.seen = self.seen[:end], self.seen[end:]
        return shown

    def read_all(self):
        """The rest that it shows until it ends."""
        while True:
            try:
                more = os.read(self.keyboard, 65536)
            except OSError:
                return self.seen
            self.seen += more.decode(errors="replace")

    def type(self, keys):
        os.write(self.keyboard, keys.encode())

    def end(self):
        """The exit code."""
        return self.process.wait(timeout=60)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {**os.environ, **FIXED}

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def read(self, name):
        return (self.folder / name).read_bytes().decode()

    def run_capalint(self, *arguments, code=None, text=""):
        result = subprocess.run(
            [EXECUTABLE, *arguments],
            cwd=self.folder,
            env=self.environment,
            input=text.encode(),
            capture_output=True,
            timeout=60,
        )
        result.out = result.stdout.decode()
        result.err = result.stderr.decode()
        if code is not None:
            self.assertEqual(result.returncode, code, result.out + result.err)
        return result

    def on_terminal(self, *arguments, environment=None, **options):
        return OnTerminal(self, [EXECUTABLE, *arguments], env={**self.environment, **(environment or {})}, **options)

    def check(self, *arguments, code=None, text=""):
        return self.run_capalint("check", *arguments, code=code, text=text)

    def git(self, *arguments):
        subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, check=True,
            capture_output=True,
        )
