#!/usr/bin/env python3
"""`--watch` on a terminal, and the line that says what takes so long."""

import os
import pty
import select
import signal
import subprocess
import time
import unittest

from support import CLEAN, EXECUTABLE, TEAM, WARNED, Case


class Watch(Case):
    def start(self, *arguments):
        self.keyboard, screen = pty.openpty()
        self.addCleanup(os.close, self.keyboard)
        self.process = subprocess.Popen(
            [EXECUTABLE, "check", "--watch", *arguments],
            cwd=self.folder, env=self.environment, stdin=screen, stdout=screen, stderr=screen,
        )
        os.close(screen)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)

    def read_until(self, text, seconds=20):
        seen = ""
        end = time.monotonic() + seconds
        while text not in seen:
            ready, _, _ = select.select([self.keyboard], [], [], end - time.monotonic())
            self.assertTrue(ready, seen)
            seen += os.read(self.keyboard, 65536).decode(errors="replace")
        return seen

    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.plan = self.write("ann.capa", CLEAN)

    def test_checks_again_and_ends(self):
        self.start("ann.capa")
        self.read_until("q ends")
        self.write("ann.capa", WARNED)
        self.assertIn("CAPA206", self.read_until("q ends"))
        # The team is context of the plan, and is watched with it.
        self.write("capalint.capa", TEAM.replace("referrals 2", "referrals 2,5"))
        self.read_until("q ends")
        replacement = self.write("new", CLEAN)
        replacement.rename(self.plan)
        self.assertNotIn("CAPA206", self.read_until("q ends"))
        os.write(self.keyboard, b"q")
        self.assertEqual(self.process.wait(timeout=10), 0)

    def test_interrupt_ends(self):
        self.start()
        self.read_until("q ends")
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(timeout=10), 0)

    def test_a_new_file_is_seen(self):
        self.start()
        self.read_until("q ends")
        self.write("ben.capa", WARNED.replace("Ann", "Ben"))
        self.assertIn("ben.capa", self.read_until("q ends"))

    def test_only_looks(self):
        self.assertIn("cannot read again", self.check("--watch", "-", code=2).err)
        self.assertIn("only looks", self.check("--watch", "--fix", code=2).err)


if __name__ == "__main__":
    unittest.main()
