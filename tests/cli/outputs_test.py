#!/usr/bin/env python3
"""What is written beside the findings lands on no plan, and what cannot be written or read is told in one line."""

import os
import pathlib
import resource
import subprocess
import time
import unittest

from support import CLEAN, EXECUTABLE, TEAM, WARNED, Case

FORMATS = ("text", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")


class NotOverPlans(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", WARNED)

    def assert_refused(self, *arguments, why):
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        result = self.check(*arguments, code=2)
        self.assertIn(why, result.err)
        self.assertEqual(result.out, "")
        self.assertEqual({path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}, before)

    def test_a_plan_is_no_place_for_a_report(self):
        why = "plans have such names, and nothing else is written to them; name another file"
        for file in ("ann.capa", "./ann.capa", "capalint.capa", "new.capa", "new.CAPA", str(self.folder / "ann.capa")):
            self.assert_refused("--output", f"json={file}", why=f"{file}: {why}")
            self.assert_refused("--write-baseline", file, why=f"{file}: {why}")
        self.assert_refused("--fix", "--unsafe-fixes", "--output", "sarif=ann.capa", why=why)

    def test_by_whatever_name(self):
        (self.folder / "link.json").symlink_to("ann.capa")
        os.link(self.folder / "ann.capa", self.folder / "twin.json")
        self.assert_refused("--output", "json=link.json", why="link.json: plans have such names")
        self.assert_refused("--output", "json=twin.json", why="twin.json: this file is read as a plan")
        self.assert_refused("--write-baseline", "twin.json", why="twin.json: this file is read as a plan")

    def test_a_plan_without_the_ending(self):
        self.write("ann.txt", WARNED)
        self.assert_refused("ann.txt", "--output", "json=ann.txt", why="ann.txt: this file is read as a plan, so nothing else is written to it")

    def test_two_things_in_one_file(self):
        why = "two things would be written to this file; give each its own"
        self.assert_refused("--output", "json=out", "--output", "sarif=./out", why=why)
        self.assert_refused("--output", "json=out", "--write-baseline", "out", why=why)
        self.write("here", "")
        (self.folder / "there").symlink_to("here")
        self.assert_refused("--output", "json=here", "--output", "sarif=there", why=why)
        (self.folder / "folder").symlink_to(".")
        self.assert_refused("--output", "json=out", "--output", "sarif=folder/out", why=why)

    def test_what_capalint_did_not_write_stays(self):
        why = "this file is not a report of capalint, so it stays as it is; name another file, or delete this one"
        for text in ("Dear all", WARNED, "{}", "[1]", '{"findings": []}', '{"version": "2.1.0", "runs": []}', "<?xml version='1.0'?>\n<a/>"):
            self.write("letter.md", text)
            for format in FORMATS:
                self.assert_refused("--output", f"{format}=letter.md", why=f"letter.md: {why}")
            self.assert_refused("--write-baseline", "letter.md", why=f"letter.md: {why}")

    def test_a_report_is_written_again(self):
        for plan, with_findings in ((WARNED.replace("big admin", "big admn"), True), (CLEAN, False)):
            self.write("ann.capa", plan)
            for format in FORMATS:
                for _ in range(2):
                    self.check("--output", f"{format}=out", code=1 if with_findings else 0)
                self.assertEqual("big admn" in self.read("out"), with_findings, format)
        self.write("out", "")
        self.check("--output", "json=out", code=0)
        self.check("--write-baseline", "known.json", code=0)
        self.check("--write-baseline", "known.json", code=0)

    def test_a_baseline_is_no_report(self):
        self.check("--write-baseline", "known.json", code=0)
        self.check("--output", "json=out.json", code=0)
        self.assert_refused("--output", "json=known.json", why="known.json: this file is not a report of capalint")
        self.assert_refused("--write-baseline", "out.json", why="out.json: this file is not a report of capalint")

    def test_a_folder(self):
        (self.folder / "reports").mkdir()
        self.assert_refused("--output", "json=reports", why="reports: this is a folder, not a file")

    def test_a_pipe_is_written_to(self):
        result = self.check("--output", "short=/dev/stderr", code=0)
        self.assertIn("CAPA206", result.err)


class NoRoom(Case):
    """Full disks, and standard streams that are closed or are no text."""

    def setUp(self):
        super().setUp()
        self.write("capalint.capa", TEAM)
        self.write("ann.capa", WARNED)
        self.write("old/capalint.capa", TEAM)
        self.write("old/ann.capa", CLEAN)

    def run_in_shell(self, words, redirection):
        return subprocess.run(["sh", "-c", f'exec "$0" "$@" {redirection}', EXECUTABLE, *words], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, timeout=60)

    def assert_told(self, words, redirection, why):
        result = self.run_in_shell(words, redirection)
        self.assertEqual(result.returncode, 2, words)
        self.assertEqual([line for line in result.stderr.splitlines() if line.startswith("capalint: standard")], [f"capalint: {why}"], words)
        self.assertNotIn("fault of capalint", result.stderr)
        self.assertEqual(result.stdout, "")
        return result

    def test_output_that_goes_nowhere(self):
        commands = (["--help"], ["--version"], ["help"], ["check", "--help"], ["check"], ["check", "-q"], ["check", "--diff", "--unsafe-fixes"],
                    ["check", "--format", "json"], ["fmt", "--diff"], ["fmt", "--check"], ["balance"], ["diff", "old", "ann.capa"],
                    ["explain", "CAPA101"], ["explain", "ann.capa:2"], ["rules"], ["rules", "--settings"], ["rules", "--manual", "all"],
                    ["test", "--format", "json", "old"], ["man"], ["completions", "bash"], ["init", "new"])
        for words in commands:
            with self.subTest(words=words):
                self.write("ann.capa", WARNED.replace("  tue am", "tue am"))
                self.assert_told(words, ">/dev/full", "standard output cannot be written: the disk is full")
                self.assert_told([*words[:-1], "newer"] if words[0] == "init" else words, ">&-", "standard output is closed")

    def test_nothing_to_say_is_no_failure(self):
        for redirection in (">/dev/full", ">&-", "<&-", "2>&-"):
            self.assertEqual(self.run_in_shell(["check", "--select", "decimal-comma"], redirection).returncode, 0, redirection)

    def test_a_closed_output_is_no_file(self):
        """What is opened next gets the number of a stream that is closed."""
        self.run_in_shell(["check", "--output", "json=out.json"], ">&-")
        self.assertTrue(self.read("out.json").startswith("{"))
        self.assertTrue(self.read("out.json").endswith("}\n"))
        self.assertNotIn("warning[", self.read("out.json"))
        self.assertEqual(self.read("ann.capa"), WARNED)

    def test_input_that_cannot_be_read(self):
        for words in (["check", "-"], ["fmt", "-"], ["balance", "-"], ["check", "-", "--stdin-filename", "ann.capa"], ["test", "-"],
                      ["diff", "-", "ann.capa"], ["check", "--ask", "--select", "core-target"], ["lsp"]):
            for redirection, why in (("<&-", "standard input is closed"), ("< .", "standard input is a folder, not a text")):
                with self.subTest(words=words, redirection=redirection):
                    result = self.run_in_shell(words, redirection)
                    self.assertEqual(result.returncode, 2)
                    self.assertEqual([line for line in result.stderr.splitlines() if "standard input" in line], [f"capalint: {why}"])
                    self.assertNotIn("fault of capalint", result.stderr)

    def test_input_without_an_end(self):
        start = time.monotonic()
        self.assertIn("CAPA002", self.run_in_shell(["check", "-", "--format", "short"], "</dev/zero").stdout)
        self.assertLess(time.monotonic() - start, 30)

    def test_output_that_is_not_ready_is_waited_for(self):
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        process = subprocess.Popen([EXECUTABLE, "rules", "--manual", "all"], stdout=writing)
        os.close(writing)
        time.sleep(0.5)
        with os.fdopen(reading, "rb") as out:
            self.assertGreater(len(out.read()), 100_000)
        self.assertEqual(process.wait(), 0)

    def test_what_init_began_is_taken_back(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))

        result = subprocess.run([EXECUTABLE, "init", "a/b"], cwd=self.folder, env=self.environment, capture_output=True, preexec_fn=limit)
        self.assertEqual(result.returncode, 2)
        self.assertIn("larger than the system allows", result.stderr.decode())
        self.assertEqual(result.stdout, b"")
        self.assertFalse((self.folder / "a").exists())
        (self.folder / "link").symlink_to("nowhere")
        self.assertIn("link: this folder cannot be made", self.run_capalint("init", "link", code=2).err)
        self.assertTrue((self.folder / "link").is_symlink())

    def test_too_little_memory_is_no_fault(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (60_000_000, 60_000_000))

        self.write("ann.capa", WARNED + "# a comment\n" * 300_000)
        result = subprocess.run([EXECUTABLE, "check"], cwd=self.folder, env=self.environment, capture_output=True, preexec_fn=limit)
        if result.returncode in (0, 1):
            self.skipTest("so much memory is enough")
        self.assertNotIn("fault of capalint", result.stderr.decode())

    def test_no_folder_for_what_is_passing(self):
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-qm", "one")
        self.environment["TMPDIR"] = "/nowhere"
        result = self.run_capalint("diff", "--git", "HEAD", code=2)
        self.assertIn("--git HEAD: there is no folder for temporary files; `TMPDIR` names one", result.err)
        self.assertNotIn("fault of capalint", result.err)


if __name__ == "__main__":
    unittest.main()
