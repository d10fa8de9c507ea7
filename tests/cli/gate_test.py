#!/usr/bin/env python3
"""Nothing that a file, a path or an argument holds leaves as anything but text, whatever the command and the format."""

import json
import re
import shutil
import subprocess
import unicodedata
import unittest
import xml.etree.ElementTree

from support import Case

LINK = "\x1b]8;;http://evil.example\x1b\\"
CONTROLS = f"\x1b[5;8m{LINK}\x07\x9b\u202egnp\u2066\u200b"
MARKUP = "![i](http://e/p.png) [c](command:foo) <img src=x onerror=y> <!--"
COMMANDS = "##[error]p ##vso[task.setvariable]x ##teamcity[x]"
HOSTILE = f"{CONTROLS} {MARKUP} {COMMANDS}"
WORKFLOW = "::error file=x,line=1::pwned"
FORMATS = ("text", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
OWN_COLOURS = re.compile(r"\x1b\[(0|1|2|3[1-6]|1;3[1-6])m")

# What a name can hold without making its file unreadable.
NAME = f"N {MARKUP} {COMMANDS} \u202ex".replace("\\", "")
PLAN = f"""# {WORKFLOW} {HOSTILE}
plan "{NAME}" in "{NAME} team" {{
  role "R {HOSTILE}"
  contract 30h
  group "{HOSTILE}"
   mon am core 3.5h x3  # {HOSTILE}
  tue am   other "{HOSTILE}" 1h, core 2h
  tue pm core 3.5h x3 # capa: allow contacts because "{HOSTILE}"
  wed am {HOSTILE} 3h
  wed pm suprevision {MARKUP} 2h
  leave "{HOSTILE}" 2026-10-01..2026-11-01
  agreed "{HOSTILE}" 2026-09-20
  target 2026-Q4 choice 13, core 9
}}
{WORKFLOW}
"""
# Readable, so that more is found in it.
SOUND = f"""# {WORKFLOW} {MARKUP}
plan "{NAME}" in "{NAME} team" {{
    role "R {NAME}"
  contract 30h
  mon am core 3.5h x3
  tue am   other "{NAME}" 1h, core 2h
  tue pm core 3.5h x3 # capa: allow contacts because "{NAME}"
  wed pm choice x2
  leave "{NAME}" 2026-10-01..2026-11-01
  agreed "{NAME}" 2026-09-20
  target 2026-Q4 choice 13, core 30
}}
plan "{NAME}" in "no {NAME}" {{
  contract 20h
  thu am core 3.5h
}}
"""
GROUP = f"""team "{NAME} team" {{
  quarter 2026-Q4
  referrals 2 per week
  sites "{NAME}"
  choice weekly {{
    "{NAME}" 1 per week
    "{NAME} who" 1 per week
  }}
  target 2026-Q4 choice 26, core 3
}}
rules "{NAME} team" {{
  activity "w {NAME}" is other
  allow big-admin for "{NAME}" until 2026-12-31 because "{NAME}"
  set big-admin-tolerance 5m
  rule own-rule {{
    code XX1
    level warning
    title "{NAME}"
    standard "{NAME}"
    source "{NAME}"
    doc "{WORKFLOW}" "{NAME}"
    for each plan
    let hours-here = hours(core) "{NAME}"
    require hours-here > 100h
    say "{NAME} {{hours-here}}"
    help "{WORKFLOW} {NAME}"
    example bad "{NAME}" {{ plan "{NAME}" {{ contract 10h }} }}
    example good "good {NAME}" {{ plan "{NAME}" {{ contract 10h }} }}
  }}
}}
"""
# Names of files hold anything but a slash.
FILE = f"{WORKFLOW} {HOSTILE}".replace("/", "|")[:200]


def raw(text):
    """The characters that must not leave as they are."""
    text = text.replace("\r\n", "\n")
    return sorted({hex(ord(c)) for c in text if c not in "\n\t\u200c\u200d" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")})


def markup(text):
    """The pictures, links and tags in a Markdown text."""
    bare = re.sub(r"\\.", "", re.sub(r"(?<![\\`])`[^`\n]+`", "", text)).replace("<!-- -->", "")
    return re.findall(r"!\[|\]\(|<[a-z!][^>]*", bare)


class Gate(Case):
    def setUp(self):
        super().setUp()
        self.write("capalint.capa", "")
        self.write("team.capa", GROUP)
        self.write("sound.capa", SOUND)
        self.write(f"{FILE}.capa", PLAN)
        self.write(f"{WORKFLOW}.capa", "plan \"B\" {\n mon am core 2h\n}\n")
        self.write(f"line\n{WORKFLOW}.capa", "plan \"C\" {\n mon am core 2h\n}\n")
        self.environment["CAPALINT_DOCS_URL"] = "file:///doc"

    def assert_text(self, text, about, commands=False):
        self.assertEqual(raw(text), [], about)
        self.assertIsNone(re.search(r"##[a-zA-Z]*\[", text), about)
        if not commands:
            lines = [line for line in text.split("\n") if line.lstrip().startswith("::")]
            self.assertEqual(lines, [], about)

    def ask(self, *arguments, looks=False, commands=False, text=""):
        """Runs it, and looks at all that it says."""
        result = self.run_capalint(*arguments, text=text)
        about = " ".join(arguments)
        self.assertIn(result.returncode, (0, 1, 2), about)
        for part, said in (("out", result.out), ("err", result.err)):
            if looks:
                said = OWN_COLOURS.sub("", said)
            self.assert_text(said, f"{part} of {about!r}:\n{said}", commands and part == "out")
        self.assertNotIn("fault of capalint", result.err)
        return result

    def assert_format(self, name, text):
        if name in ("json", "sarif", "gitlab"):
            json.loads(text)
        elif name == "jsonl":
            for line in text.splitlines():
                json.loads(line)
        elif name == "junit":
            tags = {e.tag for e in xml.etree.ElementTree.fromstring(text).iter()}
            self.assertNotIn("img", tags)
        elif name == "markdown":
            self.assertEqual(markup(text), [], text)
        elif name == "github":
            for line in text.splitlines():
                self.assertRegex(line, r"^::(error|warning|notice) (file=[^:,]*,line=\d+|title=)")

    def test_the_workspace_is_read(self):
        result = self.check("--format", "json")
        codes = {finding["code"] for finding in json.loads(result.out)["findings"]}
        self.assertIn("XX1", codes)
        self.assertTrue(codes & {"CAPA010", "CAPA101"}, codes)

    def test_check(self):
        for name in FORMATS:
            for more in ([], ["--explain", "--show-passes", "--statistics"], ["--color", "always"], ["--max-findings", "2"]):
                result = self.ask("check", "--format", name, *more, looks=True, commands=name == "github")
                if not more:
                    self.assert_format(name, result.out)
            self.ask("check", "--output", f"{name}=report")
            report = self.read("report")
            self.assert_text(report, name, commands=name == "github")
            self.assert_format(name, report)
            (self.folder / "report").unlink()

    def test_names_with_line_breaks_are_one_line(self):
        for arguments in (("fmt", "--check"), ("check", "--format", "short"), ("fmt", "--diff")):
            self.assertIn(f"line␊{WORKFLOW}", self.ask(*arguments).out)

    def test_changes_that_are_shown(self):
        for arguments in (
            ("check", "--diff", "--unsafe-fixes"), ("fmt", "--diff"), ("fmt", "--check"), ("fmt", "--diff", "sound.capa"),
        ):
            result = self.ask(*arguments)
            self.assertIn("error file=x", result.out)
        self.ask("check", "--diff")
        self.ask("check", "--ask", "--unsafe-fixes", text="n\n" * 40)
        self.ask("check", "--fix", "--unsafe-fixes")
        self.ask("fmt")

    def test_a_change_with_tabs_and_windows_line_ends_can_be_applied(self):
        folder = self.folder / "patched"
        before = "plan \"A\" {\r\n\tcontract 20h\r\n\tmon am\tcore 3.5h\r\n}\r\n"
        path = self.write("patched/a.capa", before)
        diff = self.ask("fmt", "--diff", "patched/a.capa").stdout
        self.run_capalint("fmt", "patched/a.capa", code=0)
        wanted = path.read_bytes()
        path.write_bytes(before.encode())
        subprocess.run(["patch", "--binary", "-s", "-p0"], input=diff, cwd=folder.parent, check=True)
        self.assertEqual(path.read_bytes(), wanted)

    def test_formatted_text_is_exact(self):
        text = f'# {WORKFLOW} \u202e\nplan "A" {{\n  contract 20h  # \u202e\u200b ##[error]x\n}}\n'
        out = self.run_capalint("fmt", "-", text=text, code=0).out
        self.assertIn(WORKFLOW + " \u202e\n", out)
        self.assertIn("\u202e\u200b ##[error]x", out)
        self.assertEqual(self.run_capalint("check", "--fix", "-", text=out).out, out)

    def test_explain(self):
        files = sorted(path.name for path in self.folder.iterdir() if path.suffix == ".capa")
        for name in files:
            for line in range(1, len(self.read(name).split("\n")) + 1):
                for form in ("text", "json"):
                    self.ask("explain", f"{name}:{line}", "--format", form)
            self.ask("explain", "big-admin", f"{name}:2")
            self.ask("explain", HOSTILE, f"{name}:2")
        for word in ("own-rule", "XX1", f"w {NAME}", NAME, HOSTILE, f"{HOSTILE}:1", WORKFLOW, "core", "CAPA202"):
            for form in ("text", "json"):
                self.ask("explain", word, "--format", form)

    def test_rules_and_test(self):
        for form in ("text", "json"):
            for arguments in ([], ["--settings"], ["--by-standard"], ["--builtin"], ["--why", "own-rule"], ["--why", "big-admin", NAME],
                              ["--why", "big-admin-tolerance"], ["--why", HOSTILE], ["--why", "big-admin", HOSTILE], ["--pack", HOSTILE]):
                self.ask("rules", *arguments, "--format", form)
        for name in FORMATS:
            self.assert_format(name, self.ask("test", "--format", name, commands=name == "github").out)
        self.ask("test", "--color", "always", looks=True)
        self.ask("rules", "--manual", HOSTILE)

    def test_balance_and_diff(self):
        self.write("old/capalint.capa", "")
        self.write("old/team.capa", GROUP.replace("2 per week", "3 per week"))
        self.write(f"old/{FILE}.capa", SOUND)
        for name in ("text", "markdown", "json", "csv"):
            for arguments in ([], ["--without", NAME], ["--without", f"{NAME} wh"], ["--without", HOSTILE], ["--set", HOSTILE],
                              ["--set", f'plan "{NAME}" core 9h'], ["--from", HOSTILE]):
                result = self.ask("balance", "team.capa", "--format", name, *arguments)
                if result.out:
                    self.assert_format(name, result.out)
        for name in ("text", "markdown", "json"):
            result = self.ask("diff", "old", ".", "--format", name)
            self.assert_format(name, result.out)
            self.ask("diff", f"old/{FILE}.capa", "sound.capa", "--format", name)
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-qm", "x")
        self.ask("diff", "--git", HOSTILE)
        self.ask("diff", "--git", f"HEAD..{HOSTILE}")
        self.ask("diff", "--git", "HEAD", HOSTILE)
        self.ask("check", "--since", HOSTILE)
        self.ask("check", "--since", "HEAD")

    def test_arguments(self):
        commands = ("check", "fmt", "balance", "diff", "explain", "rules", "test", "init", "lsp", "completions", "man")
        for bad in (HOSTILE, f"x\n{WORKFLOW}", f"{WORKFLOW} \u202e"):
            self.ask(bad)
            self.ask("help", bad)
            for command in commands:
                if command not in ("lsp", "init"):
                    self.ask(command, bad)
                self.ask(command, f"--{bad}")
            self.ask("init", bad.replace("/", "|"))
            self.ask("check", "-", "--stdin-filename", bad, text=PLAN)
        for command in commands:
            text = self.run_capalint(command, "--help", code=0).out
            for option in set(re.findall(r"--[a-z-]+", text)) - {"--help", "--watch", "--stdio"}:
                self.ask(command, option, f"{HOSTILE}\n{WORKFLOW}")
        for path in self.folder.glob("**/*"):
            if path.is_dir() and "error" in path.name:
                shutil.rmtree(path)

    def test_baseline(self):
        self.ask("check", "--write-baseline", "b.json")
        self.write("sound.capa", "")
        self.ask("check", "--baseline", "b.json")
        self.ask("check", "--baseline", HOSTILE)
        self.ask("check", "--write-baseline", f"{HOSTILE}/b.json")

    def test_names_on_a_terminal(self):
        screen = self.on_terminal("check", environment={"TERM": "xterm", "COLORTERM": "truecolor", "VTE_VERSION": "6000"})
        shown = screen.read_all()
        links = re.findall(r"\x1b\]8;;([^\x1b]*)\x1b\\", shown)
        self.assertTrue(all(link == "" or re.fullmatch(r"file:[A-Za-z0-9%._~/:#?=,-]*", link) for link in links), links)
        shown = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\", "", OWN_COLOURS.sub("", shown)).replace("\r\x1b[K", "")
        self.assertEqual(raw(shown.replace("\r\n", "\n")), [])


if __name__ == "__main__":
    unittest.main()
