#!/usr/bin/env python3
"""`capalint fmt` as it is called: exit codes, what goes where, and that no file is ever half written."""
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

CAPALINT = os.environ["CAPALINT_EXECUTABLE"]
UGLY = 'plan "Siân"   {\nmon am core   3.5h   x2\n}\n'
NEAT = 'plan "Siân" {\n  mon am   core 3.5h x2\n}\n'
REPOSITORY = Path(__file__).resolve().parent.parent
BROKEN = 'plan "Siân" {\n  mon am   core 3,5h\n}\n'


class Fmt(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="capalint fmt é "))
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        path.chmod(mode)
        return path

    def fmt(self, *arguments, stdin="", **options):
        done = subprocess.run([CAPALINT, "fmt", *arguments], cwd=self.folder, input=stdin.encode(),
                              capture_output=True, **options)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def assertUntouched(self, path, text):
        """Nor is anything else left beside it."""
        self.assertEqual(path.read_bytes().decode(), text)
        self.assertEqual(os.listdir(path.parent), [path.name])

    def test_formats_in_place(self):
        path = self.write("plans/Siân Pritchard.capa", UGLY, 0o600)
        neat = self.write("neat.capa", NEAT)
        before = neat.stat()
        self.assertEqual(self.fmt(), (0, "", "formatted plans/Siân Pritchard.capa\n1 of 2 files formatted\n"))
        self.assertUntouched(path, NEAT)
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual((neat.stat().st_ino, neat.stat().st_mtime_ns), (before.st_ino, before.st_mtime_ns))
        self.assertEqual(self.fmt(), (0, "", "2 files: nothing to format\n"))
        self.assertEqual(self.fmt("--quiet"), (0, "", ""))

    def test_formats_only_what_is_named(self):
        self.write("capalint.capa", "")
        named, other = self.write("named.capa", UGLY), self.write("other.capa", UGLY)
        self.assertEqual(self.fmt("named.capa")[0], 0)
        self.assertEqual((named.read_text(), other.read_text()), (NEAT, UGLY))

    def test_check_changes_nothing(self):
        path = self.write("a.capa", UGLY)
        code, out, err = self.fmt("--check")
        self.assertEqual((code, out), (1, "a.capa\n"))
        self.assertIn("1 of 1 file would change", err)
        self.assertUntouched(path, UGLY)
        path.write_text(NEAT)
        self.assertEqual(self.fmt("--check"), (0, "", "1 file: nothing to format\n"))

    def test_diff_is_a_patch(self):
        path = self.write("with space.capa", UGLY)
        code, patch, _ = self.fmt("--diff")
        self.assertEqual(code, 0)
        self.assertUntouched(path, UGLY)
        subprocess.run(["git", "apply", "-p0", "-"], cwd=self.folder, input=patch.encode(), check=True)
        self.assertUntouched(path, NEAT)
        path.write_text(UGLY)
        self.assertEqual(self.fmt("--check", "--diff")[:2], (1, patch))

    def test_what_is_kept_here_has_the_look(self):
        for folder in ("rules", "examples/anywhere-camhs"):
            code, out, err = self.fmt("--check", str(REPOSITORY / folder))
            self.assertEqual((code, out), (0, ""), err)
            self.assertIn("nothing to format", err)

    def test_standard_input(self):
        self.assertEqual(self.fmt("-", stdin=UGLY), (0, NEAT, ""))
        self.assertEqual(self.fmt("-", stdin=NEAT), (0, NEAT, ""))
        self.assertEqual(self.fmt("-", "--check", stdin=UGLY)[:2], (1, "<stdin>\n"))
        crlf = UGLY.replace("\n", "\r\n")
        self.assertEqual(self.fmt("-", stdin=crlf), (0, NEAT.replace("\n", "\r\n"), ""))

    def test_standard_input_leaves_the_file_it_stands_for(self):
        path = self.write("a.capa", BROKEN)
        self.assertEqual(self.fmt("-", "--stdin-filename", "a.capa", stdin=UGLY), (0, NEAT, ""))
        self.assertUntouched(path, BROKEN)
        code, out, err = self.fmt("-", "--stdin-filename", "b.capa", stdin=BROKEN)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("b.capa:2:17", err)

    def test_standard_input_stands_alone(self):
        path = self.write("a.capa", UGLY)
        code, out, err = self.fmt("-", "a.capa", stdin=UGLY)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("`-`", err)
        self.assertUntouched(path, UGLY)

    def test_refuses_what_cannot_be_read_and_formats_the_rest(self):
        broken = self.write("broken/a.capa", BROKEN)
        good = self.write("good/b.capa", UGLY)
        code, out, err = self.fmt()
        self.assertEqual((code, out), (2, ""))
        self.assertIn("error[CAPA016]", err)
        self.assertIn("broken/a.capa:2:17", err)
        self.assertIn("1 file stays as it is", err)
        self.assertUntouched(broken, BROKEN)
        self.assertUntouched(good, NEAT)
        self.assertEqual(self.fmt("--check")[0], 2)

    def test_missing_path(self):
        self.write("karen.capa", NEAT)
        code, _, err = self.fmt("karem.capa")
        self.assertEqual(code, 2)
        self.assertIn("did you mean `karen.capa`?", err)

    def test_keeps_line_ends_and_links(self):
        target = self.write("real/a.capa", UGLY.replace("\n", "\r\n"))
        link = self.folder / "link.capa"
        link.symlink_to("real/a.capa")
        self.assertEqual(self.fmt("link.capa")[0], 0)
        self.assertTrue(link.is_symlink())
        self.assertUntouched(target, NEAT.replace("\n", "\r\n"))

    def test_write_protected_file(self):
        path = self.write("a.capa", UGLY, 0o444)
        self.assertEqual(self.fmt(), (2, "", "capalint: a.capa: this file is write-protected\n"))
        self.assertUntouched(path, UGLY)

    def test_write_protected_folder(self):
        path = self.write("plans/a.capa", UGLY, 0o666)
        path.parent.chmod(0o555)
        self.folder.chmod(0o755)
        self.addCleanup(path.parent.chmod, 0o755)
        nobody = {"user": 65534} if os.geteuid() == 0 else {}
        code, _, err = self.fmt(**nobody)
        self.assertEqual(code, 2)
        self.assertIn("you have no permission to write in the folder of this file", err)
        self.assertUntouched(path, UGLY)

    def test_no_room_for_the_new_text(self):
        path = self.write("a.capa", UGLY)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))

        code, _, err = self.fmt(preexec_fn=limit)
        self.assertEqual(code, 2)
        self.assertIn("the file stays as it was", err)
        self.assertUntouched(path, UGLY)

    def test_full_disk(self):
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "none", disk], stderr=subprocess.DEVNULL).returncode:
            self.skipTest("a small disk can only be mounted by root")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        path = self.write("disk/a.capa", UGLY + "# long\n" * 1000)
        self.assertEqual(self.fmt(), (2, "", "capalint: disk/a.capa: the disk is full, so the file stays as it was\n"))
        self.assertUntouched(path, UGLY + "# long\n" * 1000)


if __name__ == "__main__":
    unittest.main()
