#!/usr/bin/env python3
"""`--since` and `--git` in a repository of somebody else's: git reads, and starts nothing that the repository names."""

import subprocess
import unittest

from support import CLEAN, TEAM, WARNED, Case


class SomebodyElses(Case):
    def setUp(self):
        super().setUp()
        self.make("origin")

    def make(self, folder):
        self.write(f"{folder}/capalint.capa", TEAM)
        self.write(f"{folder}/ann.capa", CLEAN)
        self.in_folder(folder, "init", "-q", "-b", "main")
        self.in_folder(folder, "add", ".")
        self.in_folder(folder, "commit", "-qm", "one")
        self.write(f"{folder}/ann.capa", WARNED)
        self.in_folder(folder, "commit", "-qam", "two")

    def in_folder(self, folder, *arguments):
        return subprocess.run(["git", "-C", self.folder / folder, *arguments], env=self.environment, check=True, capture_output=True, text=True).stdout

    def run_all(self, folder):
        return [self.run_capalint(*words) for words in (["check", folder, "--since", "HEAD~1"], ["check", folder, "--since", "main"],
                                                        ["diff", folder, "--git", "HEAD~1..HEAD"], ["diff", folder, "--git", "HEAD~1"])]

    def test_a_clone_that_fetches_what_it_needs(self):
        self.in_folder("origin", "config", "uploadpack.allowFilter", "true")
        subprocess.run(["git", "clone", "-q", "--filter=blob:none", f"file://{self.folder}/origin", self.folder / "clone"],
                       env=self.environment, check=True, capture_output=True)
        missing = self.in_folder("clone", "rev-list", "--objects", "--all", "--missing=print")
        self.assertIn("?", missing)  # or else nothing is tried here
        why = ("this clone does not hold the files of that revision, and capalint fetches nothing; "
               "`git checkout` of that revision brings them")
        for address in (f"ext::sh -c touch% {self.folder}/fetched", f"{self.folder}/origin"):
            self.in_folder("clone", "config", "remote.origin.url", address)
            self.in_folder("clone", "config", "protocol.ext.allow", "always")
            self.in_folder("clone", "config", "remote.origin.uploadpack", f"touch {self.folder}/fetched;")
            for result in self.run_all("clone"):
                self.assertFalse((self.folder / "fetched").exists())
            self.assertIn(f"--since HEAD~1: {why}", self.check("clone", "--since", "HEAD~1", code=2).err)
            self.assertIn(why, self.run_capalint("diff", "clone", "--git", "HEAD~1", code=2).err)
        self.assertIn("?", self.in_folder("clone", "rev-list", "--objects", "--all", "--missing=print"))

    def test_programs_that_a_repository_names(self):
        script = self.write("ran", f"#!/bin/sh\ntouch {self.folder}/started\ncat\n")
        script.chmod(0o755)
        for setting in ("core.fsmonitor", "core.pager", "pager.ls-tree", "diff.external", "diff.x.textconv", "diff.x.command",
                        "filter.x.smudge", "filter.x.clean", "core.editor", "core.sshCommand", "core.askPass", "credential.helper",
                        "gpg.program", "core.alternateRefsCommand"):
            self.in_folder("origin", "config", setting, str(script))
        for name in ("post-checkout", "pre-commit", "reference-transaction", "post-index-change"):
            (self.folder / f"origin/.git/hooks/{name}").symlink_to(script)
        self.write("origin/.gitattributes", "*.capa diff=x filter=x\n")
        (self.folder / "started").unlink(missing_ok=True)
        since, same, *diffs = self.run_all("origin")
        self.assertIn("CAPA206", since.out)
        self.assertNotIn("CAPA206", same.out)
        self.assertIn("CAPA206", "".join(result.out for result in diffs))
        self.assertFalse((self.folder / "started").exists())

    def test_a_revision_is_no_option(self):
        for revision in ("--output=x", "-x", "--", "--help"):
            self.assertIn("git knows no revision", self.check("origin", f"--since={revision}", code=2).err)
            self.assertIn("git knows no revision", self.run_capalint("diff", "origin", f"--git={revision}", code=2).err)
        self.assertFalse((self.folder / "x").exists())

    def test_dubious_ownership_is_told_as_git_tells_it(self):
        self.environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1"
        self.environment["LC_ALL"] = "de_DE.UTF-8"
        told = ("git detected dubious ownership: the repository belongs to somebody else, so git does nothing in it; if you trust it, "
                f"run `git config --global --add safe.directory '{(self.folder / 'origin').resolve()}'`\n")
        self.assertIn(f"capalint: --since HEAD: {told}", self.check("origin", "--since", "HEAD", code=2).err)
        self.assertIn(told, self.run_capalint("diff", "origin", "--git", "HEAD", code=2).err)

    def test_no_repository_is_still_none(self):
        self.write("plans/ann.capa", CLEAN)
        self.environment["GIT_CEILING_DIRECTORIES"] = str(self.folder.parent)
        self.assertIn("this folder is in no git repository", self.check("plans", "--since", "HEAD", code=2).err)


if __name__ == "__main__":
    unittest.main()
