#!/usr/bin/env python3
"""Each call that leaves the program fails once, in each command that reads or writes files: every file stays whole, the
exit code is right and the reason is said. `--table` prints how often the run came to the same end, and how often it refused;
`--all` tries every errno and more of the allocations; `--only TEXT` names a command or a call to try."""

import argparse
import collections
import concurrent.futures
import contextlib
import errno
import hashlib
import json
import os
import pathlib
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "lsp")]
import client
from support import EXECUTABLE, FIXED, TEAM

SHIM = TESTS / "faults" / "faults.c"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    **FIXED, "LC_ALL": "C", "HOME": "/nonexistent",
}

MARKER = "language 1\n"
# Badly laid out, and with suggested fixes.
ANN = """plan "Ann" in "Anywhere" {
  mon am choice   x3
  tue am core 3.5h
  tue pm big admin 1h
  target 2026-Q4 choice 26, core 9
}
"""
BO = """plan "Bo" in "Anywhere" {
  mon am choice x3
  wed am core   3.5h
}
"""

# Left out by .gitignore; beside the workspace, and linked to from it: neither may show or change.
IGNORED = 'plan "Ignored"   {\n  mon am core   3.5h\n}\n'
SECRET = 'plan "Secret"   {\n  mon am core   3,5h\n}\n'

RULE = """rule busy {
  code TEAM001
  level warning
  title "Not all of the week is Core"
  standard "some time for the rest"
  source "team day"
  doc "Everybody needs a break."
  for each plan
  require hours(core) <= 20h
  say  "{hours(core)} of Core"
  help "plan less"
  example good "little" { plan "A" { mon am core 3.5h } }
  example bad "much" {
    plan "A" {
      mon core 7h
      tue core 7h
      wed core 7h
    }
  }
}
"""

PATIENCE = 20  # seconds, for what goes on until somebody ends it


class Editor(client.Server):
    """What a short session of `capalint lsp` says, in the order in which it comes."""

    def __init__(self, folder, environment):
        self.said = []
        super().__init__(cwd=folder, environment=environment)

    def _read(self):
        try:
            super()._read()
        except ValueError:
            self.stray += b"half a message"
        finally:
            self.inbox.put(None)

    def _take(self, message):
        self.said.append(message)
        super()._take(message)

    def try_to(self, method, params):
        try:
            return self.call(method, params)
        except client.Failed:
            return None


def edit(folder, environment, _words):
    """A plan is opened, edited and asked about."""
    editor = Editor(folder, environment)
    path = folder / "ann.capa"
    ann = {"textDocument": {"uri": client.uri(path)}}
    text = path.read_text()
    try:
        editor.initialize(folder, workspaceFolders=[{"uri": client.uri(folder), "name": "w"}])
        editor.settle()
        editor.open(path, text)
        editor.settle()
        editor.change(ann["textDocument"]["uri"], 2, client.insert(client.at(text, "  tue am"), "  fri am cor 3.5h\n"))
        editor.settle()
        editor.try_to("textDocument/formatting", {**ann, "options": {"tabSize": 2, "insertSpaces": True}})
        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
        editor.try_to("textDocument/codeAction", {**ann, "range": everything, "context": {"diagnostics": []}})
        editor.try_to("textDocument/hover", {**ann, "position": {"line": 1, "character": 11}})
        editor.try_to("shutdown", None)
        editor.notify("exit")
        code = editor.process.wait(PATIENCE)
    except (AssertionError, BrokenPipeError, client.Failed, subprocess.TimeoutExpired):
        code = code_of(editor.process)
    finally:
        editor.process.kill()
    editor.reader.join()
    err = editor.log + editor.process.stderr.read()
    for stream in (editor.process.stdin, editor.process.stdout, editor.process.stderr):
        with contextlib.suppress(BrokenPipeError):
            stream.close()
    said = "".join(json.dumps(message) + "\n" for message in editor.said)
    # Without the folder of the pages, codes are no links.
    said = re.sub(r'"codeDescription": {.*?}, ', "", said)
    return code, said.encode() + editor.stray, err


def code_of(process):
    """The exit code of a process that has ended, or should have."""
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return "waiting"


def watch(folder, environment, words):
    """A plan is saved while it is watched, and what is shown changes; then somebody types `q`."""
    process = subprocess.Popen([EXECUTABLE, *words], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=environment, bufsize=0)
    for stream in (process.stdout, process.stderr):
        os.set_blocking(stream.fileno(), False)
    out = err = b""
    runs = []
    saved = False
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        select.select([process.stderr], [], [], 0.05)
        err += process.stderr.read() or b""
        if err.count(b"q ends") <= len(runs):
            continue
        # What the run has shown comes before it says that it waits. A file may seem to have changed when it has not.
        shown = process.stdout.read() or b""
        runs += [shown] * (err.count(b"q ends") - len(runs))
        if not out.endswith(shown) or not out:
            out += shown
        if not saved:
            saved = True
            (folder / "saved").write_text(BO.replace("choice x3", "choice x9"))
            (folder / "saved").replace(folder / "plans/bo.capa")
        elif shown != runs[0]:
            break
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(b"q")
    try:
        code = process.wait(1)
    except subprocess.TimeoutExpired:
        process.terminate()
        code = code_of(process)
    process.kill()
    out += process.stdout.read() or b""
    err += process.stderr.read() or b""
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()
    return code, out, err.replace(b"watching for changes; q ends\n", b"")


# name, words, what comes in on standard input, which kind of folder it runs in, and below it where; and for what goes on
# until somebody ends it, what they do
Command = collections.namedtuple("Command", "name words text kind below session", defaults=("", "plain", ".", None))
COMMANDS = [
    Command("check", ["check", "."]),
    Command("check -", ["check", "-"], ANN),
    Command("check, below", ["check", "."], "", "plain", "plans"),
    Command("check, by pattern", ["check", "--threads", "4", "pl*/*.capa"]),
    Command("check, linked", ["check", "."], "", "linked"),
    Command("check --fix", ["check", "--fix", "."], "", "linked"),
    Command("check --fix --unsafe-fixes", ["check", "--fix", "--unsafe-fixes", "."]),
    Command("fmt", ["fmt", "."]),
    Command("fmt -", ["fmt", "-"], ANN),
    Command("check --output", ["check", "--output", "json=old.json", "--output", "sarif=new.sarif", "."]),
    Command("check --baseline", ["check", "--baseline", "base.json", "."]),
    Command("check --write-baseline", ["check", "--write-baseline", "base.json", "."]),
    Command("balance", ["balance", "."]),
    Command("init", ["init", "new/team"]),
    Command("check --since", ["check", "--since", "HEAD", "."], "", "git"),
    Command("diff --git", ["diff", "--git", "HEAD", "."], "", "git"),
    Command("explain", ["explain", "session"], "", "ruled"),
    Command("explain, a line", ["explain", "ann.capa:3"], "", "ruled"),
    Command("rules", ["rules", "."], "", "ruled"),
    Command("test", ["test", "."], "", "ruled"),
    Command("check --watch", ["check", "--watch", "."], session=watch),
    Command("lsp", ["lsp"], session=edit),
]
REPORTS = {"old.json", "new.sarif"}

# What each call can fail with. The first is tried always.
OUTSIDE = {"write": ["ENOSPC", "EIO", "EINTR", "short"], "read": ["EIO", "EINTR", "short"],
           "open": ["EIO", "EACCES", "EMFILE", "EINTR"], "openat": ["EIO", "EMFILE"],
           "fsync": ["EIO", "ENOSPC", "EINTR"], "mkostemp": ["ENOSPC", "EACCES"], "mkdtemp": ["ENOSPC", "EACCES"],
           "mkdir": ["ENOSPC", "EACCES"], "renameat2": ["EIO", "EINVAL", "ENOSPC"], "rename": ["EIO", "ENOSPC"],
           "fchown": ["EIO", "EPERM"], "pthread_create": ["EAGAIN"], "posix_spawnp": ["ENOENT", "EAGAIN"],
           "pipe2": ["EMFILE"], "memfd_create": ["EMFILE", "ENOSYS"], "poll": ["ENOMEM", "EINTR"],
           "waitpid": ["ECHILD", "EINTR"], "getcwd": ["ENOENT"], "fdopendir": ["ENOMEM"],
           "posix_spawn_file_actions_init": ["ENOMEM"], "posix_spawn_file_actions_adddup2": ["ENOMEM"],
           "fsetxattr": ["ENOTSUP", "EIO"], "malloc": ["ENOMEM"]}
ANY = ["EIO"]
FEW = 3  # of the calls of a name, for what is the same for each of them
# Of the faults, for commands that ask the same as `check`, or take their time.
MOST = {"explain": 40, "explain, a line": 40, "rules": 40, "test": 40, "check --watch": 20, "lsp": 50}
ALWAYS_TRIED = {("write", "EINTR"), ("write", "short"), ("read", "EINTR"), ("read", "short"), ("renameat2", "EINVAL")}


def errors_of(call, all_of_them):
    errors = OUTSIDE.get(call, ANY)
    return [error for i, error in enumerate(errors) if all_of_them or i == 0 or (call, error) in ALWAYS_TRIED]


def files_in(folder):
    """Each file with its text, and each folder, apart from what git holds."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if name.startswith(".git") or path.is_symlink():
            continue
        found[name] = None if path.is_dir() else (path.read_bytes(), path.stat().st_mode, attributes_of(path))
    return found


def attributes_of(path):
    try:
        return sorted(name for name in os.listxattr(path) if name.startswith("user."))
    except OSError:
        return []


def once(command):
    def run(folder, environment, words):
        done = subprocess.run([EXECUTABLE, *words], cwd=folder, input=command.text.encode(), capture_output=True, timeout=120,
                              env=environment)
        return done.returncode, done.stdout, done.stderr

    return run


class Run:
    """One run of a command in a fresh folder, with or without a fault."""

    def __init__(self, bench, command, fault=None):
        with tempfile.TemporaryDirectory(dir=bench.root) as place:
            place = pathlib.Path(place)
            folder = place / "w"
            shutil.copytree(bench.folders[command.kind], folder, symlinks=True)
            secret = place / "secret.capa"
            secret.write_text(SECRET)
            try:
                os.setxattr(folder / "ann.capa", "user.note", b"kept")
            except OSError:
                pass  # this file system has no attributes: their calls are not tried here
            temporary = place / "tmp"
            temporary.mkdir()
            log = place / "log"
            self.before = files_in(folder)
            environment = {**ENVIRONMENT, "TMPDIR": str(temporary), "LD_PRELOAD": str(bench.shim), "FAULTS_LOG": str(log),
                           **(fault.environment() if fault else {})}
            self.code, *texts = (command.session or once(command))(folder / command.below, environment, command.words)
            anonymous = lambda text: text.decode(errors="replace").replace(str(place), "PLACE")
            self.out, self.err = map(anonymous, texts)
            self.files = files_in(folder)
            self.secret_stays = secret.read_text() == SECRET
            self.left = list(os.listdir(temporary))
            self.calls = [anonymous(line) for line in log.read_bytes().splitlines()]
            # The names of new files and folders are random.
            random = re.compile(r"capalint-[A-Za-z0-9]{6}")
            self.out, self.err = (random.sub("capalint-XXXXXX", text) for text in (self.out, self.err))
        self.failed = next((line[len("failed: "):] for line in self.calls if line.startswith("failed: ")), None)

    def count(self):
        counts = collections.Counter(line.split(" ")[0] for line in self.calls if not line.startswith("failed: "))
        counts["malloc"] = next((int(line.split()[1]) for line in self.calls if line.startswith("malloc ")), 0)
        return counts


class Fault(collections.namedtuple("Fault", "call number error lasts", defaults=(False,))):
    def environment(self):
        error = self.error if self.error == "short" else str(getattr(errno, self.error))
        return {"FAULTS_CALL": self.call, "FAULTS_NUMBER": str(self.number), "FAULTS_ERROR": error,
                **({"FAULTS_LASTS": "1"} if self.lasts else {})}

    def __str__(self):
        return f"{self.call} {self.number} {self.error}{' and all after it' if self.lasts else ''}"


# A clean-up that fails leaves behind what it should have taken away.
CLEANING = {"unlink", "unlinkat", "remove", "rmdir"}


def what_came_of_it(command, clean, run, fault):
    """(what happened, what is wrong with that)"""
    wrong = []
    text = run.out + run.err
    if run.code not in (0, 1, 2):
        wrong.append(f"ended by {run.code}")
    if "a fault of capalint" in text or "terminate called" in text or "internal error" in text:
        wrong.append("blames capalint")
    for name in {*run.before, *run.files, *clean.files}:
        before, now, new = (files.get(name, "missing") for files in (run.before, run.files, clean.files))
        if now in (before, new):
            continue
        if name.rsplit("/", 1)[-1].startswith(".capalint-"):
            # Nothing can be done about it, so it has to be said.
            if fault.call not in CLEANING or ".capalint-" not in run.err:
                wrong.append(f"{name} is left")
        elif not (run.code == 2 and is_whole(name, before, now, new)):
            wrong.append(f"{name} is neither old nor new")
    if not run.secret_stays or "Secret" in text or "Ignored" in text:
        wrong.append("looks where it may not")
    # Nothing is cleaned up without memory, or when the folder cannot even be listed.
    if run.left and not fault.lasts and fault.call not in CLEANING | {"openat", "fdopendir", "readdir"}:
        wrong.append(f"left in TMPDIR: {run.left}")

    same = (run.code, run.out, run.files) == (clean.code, clean.out, clean.files)
    said = [line for line in run.err.splitlines() if line not in clean.err.splitlines()]
    if same:
        return ("went on" if not said else "went on, and said so"), wrong
    reasons = [line for line in said if line.startswith("capalint: ")]
    reasons += re.findall(r"^error\[CAPA001\].*|\"CAPA001\"|window/showMessage", text, re.M)
    # A folder beside what was asked for may be somebody else's, and closed.
    closed = fault.error == "EACCES" and "so what it holds does not count here" in run.err
    # What goes on says what it could not do, and does it the next time.
    goes_on = command.session is not None and run.code == clean.code and run.files == clean.files
    if run.code != 2 and not goes_on and not (closed and run.code == clean.code):
        wrong.append(f"ends with {run.code}, and {'writes' if run.files != clean.files else 'says'} something else")
    if not reasons:
        wrong.append("says no reason")
    if "knows no revision" in run.err or "in no git repository" in run.err:
        wrong.append("says a wrong reason")
    return "refused", wrong


def is_whole(name, before, now, new):
    """Whether a file is as it can be after a fault elsewhere: a report of it, or a plan with some of the fixes."""
    if "missing" in (now, new):
        return False
    if name in REPORTS:
        return isinstance(json.loads(now[0]), dict)
    words = [set(each[0].replace(b",", b" ,").split()) for each in (before, now, new)]
    return now[1:] == before[1:] and now[0].endswith(b"}\n") and words[1] <= words[0] | words[2]


class Bench:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.shim = self.root / "faults.so"
        subprocess.run([os.environ.get("CC", "cc"), "-std=gnu17", "-O1", "-shared", "-fPIC", "-o", self.shim, SHIM, "-ldl"],
                       check=True)
        self.folders = {kind: self.root / kind for kind in ("plain", "linked", "git", "ruled")}
        for kind, folder in self.folders.items():
            self.fill(folder, kind)

    def fill(self, folder, kind):
        def run(*words):
            subprocess.run(words, cwd=folder, env=ENVIRONMENT, capture_output=True, check=words[0] == "git")

        (folder / "plans").mkdir(parents=True)
        for name, text in {"capalint.capa": MARKER, "team.capa": TEAM, "ann.capa": ANN, "plans/bo.capa": BO,
                           "plans/ignored.capa": IGNORED, ".gitignore": "ignored.capa\n"}.items():
            (folder / name).write_text(text)
        if kind == "linked":
            (folder / "ann.capa").write_text(ANN.replace("3.5h", "3,5h"))
            (folder / "plans/out.capa").symlink_to("../../secret.capa")
            (folder / "plans/within.capa").symlink_to("../team.capa")
        elif kind == "ruled":
            (folder / "team.capa").write_text(TEAM + RULE + "rules {\n  set session 4h\n  level lunch-missing error\n}\n")
        elif kind == "git":
            run("git", "init", "--quiet", "--template=")
            run("git", "add", ".")
            run("git", "commit", "--quiet", "-m", "first")
            (folder / "plans/bo.capa").write_text(BO.replace("wed", "thu"))
        else:
            run(EXECUTABLE, "check", "--write-baseline", "base.json", ".")
            run(EXECUTABLE, "check", "--output", "json=old.json", "team.capa")


def faults_of(command, run, tried, all_of_them):
    """The faults to try in this command. One that another command had at the same point, after the same calls, is tried
    again only for calls that are about the text of a file, or when all are asked for."""
    known = set()
    happened = collections.Counter()
    so_far = ""
    for line in run.calls:
        call = line.split(" ")[0]
        happened[call] += 1
        so_far = hashlib.sha256((so_far + line).encode()).hexdigest()
        if so_far in tried and call not in ("open", "read", "write"):
            known.add((call, happened[call]))
        tried.add(so_far)
    faults = list(all_faults_of(run.count(), all_of_them))
    if all_of_them:
        return faults
    if command.name not in MOST:
        return [fault for fault in faults if (fault.call, fault.number) not in known]
    most = min(len(faults), MOST.get(command.name, len(faults)))
    return [faults[i * len(faults) // most] for i in range(most)]


def all_faults_of(counts, all_of_them):
    for call, count in sorted(counts.items()):
        if call == "malloc":
            step = 50 if all_of_them else max(1, count // 8)
            early = range(1, 500) if all_of_them else [1, 10]
            for number in sorted({*early, *range(step // 2 + 1, count + 1, step)}):
                yield Fault("malloc", number, "ENOMEM")
            for number in range(1, count + 1, max(1, count // (200 if all_of_them else 3))):
                yield Fault("malloc", number, "ENOMEM", lasts=True)
            continue
        for number in range(1, count + 1):
            for i, error in enumerate(errors_of(call, all_of_them)):
                if all_of_them or number <= FEW or (i == 0 and call != "close"):
                    yield Fault(call, number, error)
            if call in ("write", "mkostemp"):
                yield Fault(call, number, "ENOSPC", lasts=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args()
    wanted_commands = [c for c in COMMANDS if c.name in options.only] or COMMANDS
    wanted_calls = [name for name in options.only if name not in [c.name for c in COMMANDS]]

    table = collections.defaultdict(collections.Counter)
    tried = set()
    problems = 0
    with tempfile.TemporaryDirectory(prefix="capalint-faults-") as root, \
            concurrent.futures.ThreadPoolExecutor(2) as pool:
        bench = Bench(root)
        for command in wanted_commands:
            clean = Run(bench, command)
            again = Run(bench, command)
            if (clean.code, clean.out, clean.files) != (again.code, again.out, again.files):
                sys.exit(f"{command.name}: two runs differ without any fault")
            faults = [fault for fault in faults_of(command, clean, tried, options.all)
                      if not wanted_calls or fault.call in wanted_calls]
            for fault, run in zip(faults, pool.map(lambda f: Run(bench, command, f), faults)):
                happened, wrong = what_came_of_it(command, clean, run, fault)
                if not run.failed and not fault.lasts:
                    continue  # it did not come to that call this time
                table[command.name, fault.call][happened] += 1
                if wrong or options.verbose:
                    print(f"{'FAILED' if wrong else 'ok'}: {command.name}: {fault} ({run.failed}): {happened}"
                          f"{': ' + '; '.join(wrong) if wrong else ''}\n{run.out[-600:]}{run.err[-600:]}", flush=True)
                problems += bool(wrong)
    if options.table:
        print_table(table)
    count = sum(sum(counts.values()) for counts in table.values())
    print(f"{count} faults in {len(wanted_commands)} commands, {problems} with something wrong")
    return 1 if problems else 0


def print_table(table):
    calls = sorted({call for _, call in table})
    commands = [c.name for c in COMMANDS if any(name == c.name for name, _ in table)]
    print("| Call | " + " | ".join(commands) + " |")
    print("| --- " * (len(commands) + 1) + "|")
    for call in calls:
        cells = []
        for command in commands:
            counts = table.get((command, call), {})
            on = counts.get("went on", 0) + counts.get("went on, and said so", 0)
            cells.append(f"{on} + {counts.get('refused', 0)}" if counts else "")
        print(f"| {call} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    sys.exit(main())
