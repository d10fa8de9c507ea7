"""How long an editor waits: a scripted one types as people do, a character at a time with slips of the pen that break a line,
numbers that change totals, whole lines, and now and then the team's own file, which all its plans read."""

import os
import random
import statistics
import sys
import time
from pathlib import Path

import corpus

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


def server_of(executable, **more):
    """A server that the scripted editor of the tests talks to."""
    os.environ["CAPALINT_EXECUTABLE"] = executable
    sys.path.insert(0, str(ROOT / "tests/lsp"))
    import client

    client.PATIENCE = 600
    return client.Server(command=more.pop("command", (executable, "lsp")), **more)


def cpu(server):
    """Seconds of all its threads so far, those that have ended among them."""
    words = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / TICKS


def found(server):
    """The findings by code, as they are told now."""
    counts = {}
    for each in server.findings.values():
        for finding in each["diagnostics"]:
            counts[finding["code"]] = counts.get(finding["code"], 0) + 1
    return dict(sorted(counts.items()))


class Document:
    def __init__(self, server, path):
        self.server, self.text, self.version = server, path.read_text(encoding="utf-8"), 1
        self.uri = server.open(path, self.text)

    def place(self, offset):
        line = self.text.count("\n", 0, offset)
        return {"line": line, "character": offset - (self.text.rfind("\n", 0, offset) + 1)}

    def send(self, begin, end, text):
        self.version += 1
        change = {"range": {"start": self.place(begin), "end": self.place(end)}, "text": text}
        self.text = self.text[:begin] + text + self.text[end:]
        self.server.change(self.uri, self.version, change)

    def replace(self, begin, end, text):
        """One edit; gives the seconds until its findings came."""
        start = time.perf_counter()
        self.send(begin, end, text)
        self.server.findings_of(self.uri, self.version)
        return time.perf_counter() - start

    def complete(self, offset):
        return self.server.ask("textDocument/completion",
                               {"textDocument": {"uri": self.uri}, "position": self.place(offset)})

    def close(self):
        self.server.close(self.uri)


def typing(document, at, text):
    for i, character in enumerate(text):
        yield document.replace(at + i, at + i, character)


def deleting(document, at, count):
    for i in range(count):
        yield document.replace(at - i - 1, at - i, "")


def session(plan, team):
    """A few minutes of work on one plan; ends with the texts as they were."""
    def find(document, needle):
        return document.text.index(needle)

    # A new block at the end of a line, with a slip that is mended.
    at = plan.text.index("\n", find(plan, "fri pm"))
    yield from typing(plan, at, ", big admn 30m")
    yield plan.replace(at + len(", big adm"), at + len(", big adm"), "i")
    yield from deleting(plan, at + len(", big admin 30m"), len(", big admin 30m"))
    # A number is changed to and fro.
    at = find(plan, "core 3.5h") + len("core ")
    for hours in ("3h", "2.5h", "4h", "3.5h"):
        yield plan.replace(at, plan.text.index(" ", at), hours)
    # A whole line is pasted, and a quote is opened and closed.
    at = find(plan, "  thu pm")
    yield plan.replace(at, at, "  sat am   core 2h x1\n")
    yield plan.replace(at, at + len("  sat am   core 2h x1\n"), "")
    at = find(plan, '"CBT"') + len('"CBT"')
    yield from typing(plan, at, ', "Systemic"')
    yield from deleting(plan, at + len(', "Systemic"'), len(', "Systemic"'))
    # The team's file, where each edit may change what is said in all its plans.
    at = find(team, " per week\n  transfer") - 1
    yield from typing(team, at, "1")
    yield from deleting(team, at + 1, 1)
    at = find(team, "  1 per week") + 2
    for often in ("2", "12", "1"):
        yield team.replace(at, team.text.index(" ", at), often)


def work(folder, server, sessions):
    """The seconds of each edit in so many sessions, each on another plan."""
    plans = [path for path in sorted(folder.glob("*/plan-*.capa")) if int(path.stem[5:]) % len(corpus.WEEKS) in (0, 3)]
    choose = random.Random(7)
    times = []
    for _ in range(sessions):
        path = choose.choice(plans)
        plan, team = Document(server, path), Document(server, path.parent / "team.capa")
        server.settle()
        times += session(plan, team)
        plan.close()
        team.close()
        server.settle()
    return times


def completions(folder, server, times):
    """The medians of the seconds until a completion comes: alone, and while an edit is judged."""
    plan = Document(server, next(iter(sorted(folder.glob("*/plan-*0.capa")))))
    server.settle()
    at = plan.text.index("core 3.5h") + len("cor")
    lunch = plan.text.index("lunch 30m") + len("lunch ")
    alone, meanwhile = [], []
    for _ in range(times):
        start = time.perf_counter()
        server.answer(plan.complete(at))
        alone.append(time.perf_counter() - start)
        start = time.perf_counter()
        plan.send(lunch, lunch + 2, "30" if plan.text[lunch:lunch + 2] == "20" else "20")
        server.answer(plan.complete(at))
        meanwhile.append(time.perf_counter() - start)
        server.findings_of(plan.uri, plan.version)
    plan.close()
    server.settle()
    return statistics.median(alone), statistics.median(meanwhile)


def at_rest(executable, folder, seconds):
    """CPU seconds a minute of a server that nobody types to, while an editor asks for all findings as VS Code does: again two
    seconds after each answer, with what it was told before."""
    import client

    server = server_of(executable)
    can = {**client.EVERYTHING, "textDocument": {**client.EVERYTHING["textDocument"], "diagnostic": {}},
           "workspace": {**client.EVERYTHING["workspace"], "diagnostics": {"refreshSupport": True}}}
    server.initialize(folder, can)
    server.settle()
    known = {}

    def ask():
        return server.ask("workspace/diagnostic", {"previousResultIds": [
            {"uri": uri, "value": value} for uri, value in known.items()]})

    def take(result):
        for item in result["items"]:
            if "resultId" in item:
                known[item["uri"]] = item["resultId"]

    take(server.answer(ask()))
    before, end = cpu(server), time.monotonic() + seconds
    while time.monotonic() < end:
        asked = ask()
        try:
            server.wait(lambda: asked in server.responses, max(0.1, end - time.monotonic()))
        except AssertionError:
            break  # it is held open, as it should be
        take(server.answer(asked))
        time.sleep(min(2, max(0, end - time.monotonic())))
    used = cpu(server) - before
    server.stop()
    return used * 60 / seconds


def opened(executable, folder):
    """A server that has told all that is found in the folder, the seconds that this took, and its CPU seconds."""
    server = server_of(executable)
    start = time.perf_counter()
    server.initialize(folder)
    server.settle()
    return server, time.perf_counter() - start, cpu(server)
