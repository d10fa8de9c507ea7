#!/usr/bin/env python3
"""`--watch` on a terminal, and the line that says what takes so long."""

import os
import signal
import time
import unittest

from support import CLEAN, TEAM, WARNED, Case

ENDS = "q ends"


class Watch(Case):
    def setUp(self):
        super().setUp()
        self.write("plans/capalint.capa", TEAM)
        self.write("plans/ann.capa", CLEAN)

    def save(self, name, text):
        """At once, as many editors do."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        self.write("saved", text).rename(self.folder / name)

    def start(self, *arguments):
        terminal = self.on_terminal("check", "--watch", "--select", "core-target", *arguments)
        self.assertNotIn("CAPA206", terminal.read_until(ENDS))
        return terminal

    def test_a_saved_file_is_checked_again(self):
        terminal = self.start("plans")
        self.save("plans/ann.capa", WARNED)
        shown = terminal.read_until("[CAPA206]")
        self.assertTrue(shown.lstrip("\r\n").startswith("\x1b[2J"), "the screen is cleared first")
        terminal.read_until(ENDS)
        self.save("plans/ann.capa", CLEAN)
        self.assertNotIn("CAPA206", terminal.read_until(ENDS))

    def test_nothing_is_missed_however_soon_it_is_saved(self):
        terminal = self.start("plans/ann.capa")
        for _ in range(10):
            # In place, with an empty file for a moment.
            self.write("plans/ann.capa", WARNED)
            terminal.read_until("[CAPA206]")
            self.write("plans/ann.capa", CLEAN)
            terminal.read_until("checked: nothing found")

    def test_the_team_of_a_plan_is_watched_with_it(self):
        self.save("plans/ann.capa", WARNED)
        self.save("plans/capalint.capa", TEAM + 'rules { set core-target-tolerance 9 families }\n')
        terminal = self.start("plans/ann.capa")
        self.save("plans/capalint.capa", TEAM)
        terminal.read_until("[CAPA206]")

    def test_new_files_and_folders_are_seen(self):
        terminal = self.start("plans")
        self.save("plans/ben.capa", WARNED.replace("Ann", "Ben"))
        terminal.read_until("ben.capa")
        self.save("plans/far/below/cas.capa", WARNED.replace("Ann", "Cas"))
        terminal.read_until("cas.capa")
        terminal.read_until(ENDS)
        (self.folder / "plans/far/below/cas.capa").unlink()
        self.assertNotIn("cas.capa", terminal.read_until(ENDS))

    def test_a_path_that_is_not_there_yet(self):
        terminal = self.on_terminal("check", "--watch", "plans/ben.capa")
        terminal.read_until("there is no such file")
        terminal.read_until(ENDS)
        self.save("plans/ben.capa", WARNED.replace("Ann", "Ben"))
        terminal.read_until("[CAPA206]")

    def test_keys_and_signals_end_it(self):
        for end in [lambda t: t.type("q"), lambda t: t.process.send_signal(signal.SIGINT),
                    lambda t: t.process.send_signal(signal.SIGTERM)]:
            terminal = self.start("plans")
            end(terminal)
            self.assertEqual(terminal.end(), 0)

    def test_the_exit_code_is_that_of_the_last_run(self):
        terminal = self.start("plans", "--fail-on", "warning")
        self.save("plans/ann.capa", WARNED)
        terminal.read_until("[CAPA206]")
        terminal.read_until(ENDS)
        terminal.type("q")
        self.assertEqual(terminal.end(), 1)

    def test_only_looks(self):
        self.assertIn("cannot read again", self.check("--watch", "-", code=2).err)
        self.assertIn("only looks", self.check("--watch", "--fix", code=2).err)


class Progress(Case):
    def check_slowly(self, *arguments, **options):
        """A run whose input takes its time to come, and what lets it come."""
        self.write("capalint.capa", TEAM)
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        words = ["check", "-", "--stdin-filename", "ann.capa", "--select", "core-target", *arguments]
        terminal = self.on_terminal(*words, stdin=reading, **options)

        def come():
            os.write(writing, WARNED.encode())
            os.close(writing)

        return terminal, come

    def test_a_terminal_is_told_after_a_second(self):
        terminal, come = self.check_slowly()
        self.assertEqual(terminal.read_until("reading … 1 s"), "\r\x1b[Kreading … 1 s")
        terminal.read_until("reading … 2 s")
        come()
        # The line is gone before anything else is shown.
        shown = terminal.read_until("[CAPA206]").rpartition("\x1b[K")[2]
        self.assertEqual(shown.replace("\x1b[1;33m", ""), "warning[CAPA206]")
        self.assertEqual(terminal.end(), 0)

    def test_a_file_and_whoever_wants_quiet_are_not(self):
        with open(self.folder / "err", "wb") as file:
            runs = [self.check_slowly(stderr=file), self.check_slowly("--quiet")]
            time.sleep(2)
            for terminal, come in runs:
                come()
                self.assertNotIn("reading", terminal.read_all())
                self.assertEqual(terminal.end(), 0)
        self.assertNotIn("reading", self.read("err"))
        self.assertIn("1 warning", self.read("err"))


if __name__ == "__main__":
    unittest.main()
