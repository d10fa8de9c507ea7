#!/usr/bin/env python3
"""`--fix`, `--diff`, `--ask`: what is written, and that nothing is lost."""

import os
import stat
import unittest

from support import CLEAN, TEAM, WARNED, Case


class Fixes(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.plan = self.write("ann.capa", WARNED)

    def test_fix_writes_and_checks_again(self):
        result = self.check("--fix", code=0)
        self.assertEqual(self.read("ann.capa"), CLEAN)
        self.assertNotIn("CAPA206", result.out)
        self.assertIn("1 fix applied", result.err)
        self.assertEqual(sorted(os.listdir(self.folder)), ["ann.capa", "capalint.capa"])

    def test_only_what_is_asked_for_is_fixed(self):
        self.write("ben.capa", WARNED.replace("Ann", "Ben"))
        self.check("--fix", "ann.capa")
        self.assertEqual(self.read("ben.capa"), WARNED.replace("Ann", "Ben"))
        self.check("--fix", "--ignore", "core-target")
        self.assertEqual(self.read("ben.capa"), WARNED.replace("Ann", "Ben"))

    def test_mode_and_line_ends_stay(self):
        self.plan.write_bytes(WARNED.replace("\n", "\r\n").encode())
        self.plan.chmod(0o640)
        self.check("--fix", code=0)
        self.assertEqual(self.plan.read_bytes(), CLEAN.replace("\n", "\r\n").encode())
        self.assertEqual(stat.S_IMODE(self.plan.stat().st_mode), 0o640)

    def test_write_protected_file_stays(self):
        self.plan.chmod(0o440)
        result = self.check("--fix", code=2)
        self.assertIn("ann.capa: this file is write-protected", result.err)
        self.assertIn("CAPA206", result.out)
        self.assertEqual(self.read("ann.capa"), WARNED)

    def test_full_disk_loses_nothing(self):
        # A limit on the size of files fails a write half-way, as a full disk does.
        import resource
        import signal
        import subprocess

        big = WARNED + "# a comment\n" * 2000
        self.plan.write_text(big)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        result = subprocess.run(
            [os.environ["CAPALINT_EXECUTABLE"], "check", "--fix"],
            cwd=self.folder, env=self.environment, capture_output=True, preexec_fn=limit,
        )
        self.assertEqual(result.returncode, 2)
        self.assertEqual(self.read("ann.capa"), big)
        self.assertEqual(sorted(os.listdir(self.folder)), ["ann.capa", "capalint.capa"])

    def test_diff_writes_nothing(self):
        result = self.check("--diff", code=1)
        self.assertIn("-  target 2026-Q4 choice 26, core 9\n+  target 2026-Q4 choice 26, core 3\n",
                      result.out)
        self.assertIn("1 fix in 1 file; nothing was written", result.err)
        self.assertEqual(self.read("ann.capa"), WARNED)
        self.check("--fix")
        self.assertEqual(self.check("--diff", "--fail-on", "never", code=0).out, "")

    def test_standard_input_is_fixed_to_standard_output(self):
        result = self.check("--fix", "-", "--stdin-filename", "ann.capa", text=WARNED)
        self.assertEqual(result.out, CLEAN)
        self.assertEqual(self.read("ann.capa"), WARNED)

    def test_ask(self):
        result = self.check("--ask", text="n\n")
        self.assertEqual(self.read("ann.capa"), WARNED)
        self.assertIn("+  target 2026-Q4 choice 26, core 3", result.err)
        self.check("--ask", text="what\ny\n")
        self.assertEqual(self.read("ann.capa"), CLEAN)

    def test_ask_quits(self):
        self.write("ben.capa", WARNED.replace("Ann", "Ben"))
        self.check("--ask", "--select", "core-target", text="q\n")
        self.assertEqual(self.read("ann.capa"), WARNED)
        self.check("--ask", "--select", "core-target", text="a\n")
        self.assertEqual(self.read("ann.capa"), CLEAN)
        self.assertEqual(self.read("ben.capa"), CLEAN.replace("Ann", "Ben"))

    def test_ask_needs_the_input(self):
        self.assertIn("`--ask` needs", self.check("--ask", "-", code=2).err)

    def test_a_file_in_doubt_is_not_changed(self):
        broken = WARNED.rstrip().rstrip("}")
        self.write("ann.capa", broken)
        self.check("--fix", code=1)
        self.assertEqual(self.read("ann.capa"), broken)

    def test_slips_are_mended(self):
        self.write("ann.capa", CLEAN.replace('"Ann"', "“Ann”").replace("3.5h", "3,5h"))
        self.check("--fix", code=0)
        self.assertEqual(self.read("ann.capa"), CLEAN)


if __name__ == "__main__":
    unittest.main()
