"""A scripted editor: starts `capalint lsp`, speaks the protocol, and keeps what the server says."""

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path
from urllib.parse import quote, unquote

EXECUTABLE = os.environ["CAPALINT_EXECUTABLE"]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds: far more than anything takes, for a loaded machine

EVERYTHING = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "codeDescriptionSupport": True,
        },
        "codeAction": {
            "codeActionLiteralSupport": {
                "codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}
            }
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def uri(path):
    return "file://" + quote(str(path))


def path_of(uri):
    return unquote(uri.removeprefix("file://"))


class Failed(Exception):
    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]
        self.data = error.get("data")


class Server:
    """The process, and everything that it has said."""

    def __init__(self, arguments=(), cwd="/", environment=None, command=(EXECUTABLE, "lsp")):
        self.process = subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**os.environ, "CAPALINT_TODAY": "2026-10-15", **(environment or {})},
        )
        self.inbox = queue.Queue()
        self.responses = {}
        self.notifications = []
        self.requests = []  # from the server
        self.findings = {}  # URI: the last publishDiagnostics
        self.answers = {}  # what to answer to requests of the server, by method
        self.last_id = 0
        self.log = b""  # what it said on stderr, once it has gone
        self.stray = b""  # what came on stdout and was no message
        self.listening = threading.Event()
        self.listening.set()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    # -- bytes

    def _read(self):
        out = self.process.stdout
        while True:
            self.listening.wait()
            length = None
            while (line := out.readline()) not in (b"\r\n", b""):
                name, colon, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                elif not colon:
                    self.stray += line
            if length is None:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(out.read(length)))

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send_body(self, body):
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send(self, message):
        self.send_body(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_while_busy(self, *messages):
        """Messages that all wait in the server when it comes to the first of them."""
        # Its worker cannot go on while nobody listens to a long answer; the first one may be in the
        # middle of being read. The last one is longer than a pipe, so once it is written the
        # server's reader has taken all before it.
        long_name = "x" * 1_000_000
        self.listening.clear()
        for message in ({"id": "busy", "method": long_name}, {"id": "busy", "method": long_name},
                        *messages, {"id": "last", "method": long_name}):
            self.send(message)
        self.listening.set()
        self.wait(lambda: "last" in self.responses)

    # -- messages

    def notify(self, method, params=None):
        self.send({"method": method, "params": params or {}})

    def ask(self, method, params=None, id=None):
        """Sends a request; `answer` waits for what comes back."""
        if id is None:
            self.last_id += 1
            id = self.last_id
        self.send({"id": id, "method": method, "params": params if params is not None else {}})
        return id

    def call(self, method, params=None):
        return self.answer(self.ask(method, params))

    def answer(self, id):
        self.wait(lambda: id in self.responses)
        response = self.responses.pop(id)
        if "error" in response:
            raise Failed(response["error"])
        return response["result"]

    def wait(self, condition, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while not condition():
            try:
                message = self.inbox.get(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError("the server did not say what was waited for") from None
            if message is None:
                self.log += self.process.stderr.read()
                raise AssertionError("the server has gone: " + self.log.decode())
            self._take(message)

    def _take(self, message):
        if "method" not in message:
            self.responses[message["id"]] = message
        elif "id" in message:
            self.requests.append(message)
            result = self.answers.get(message["method"])
            self.send({"id": message["id"], "result": result})
        else:
            self.notifications.append(message)
            if message["method"] == "textDocument/publishDiagnostics":
                self.findings[message["params"]["uri"]] = message["params"]

    def settle(self):
        """Waits until the server has worked off all that it was sent, findings included."""
        # What is asked after a change is answered after its findings are told. The second time is
        # for what the server asked meanwhile, such as the settings: it was answered on the way.
        for _ in range(2):
            try:
                self.call("$/capalint/none")
            except Failed:
                pass

    # -- what editors do

    def initialize(self, folder=None, capabilities=EVERYTHING, **more):
        params = {
            "processId": os.getpid(),
            "rootUri": uri(folder) if folder else None,
            "capabilities": capabilities,
            **more,
        }
        result = self.call("initialize", params)
        self.notify("initialized")
        return result

    def open(self, path, text=None, version=1):
        where = path if "://" in str(path) or str(path).startswith("untitled:") else uri(path)
        if text is None:
            text = Path(path).read_text(encoding="utf-8")
        self.notify(
            "textDocument/didOpen",
            {
                "textDocument": {
                    "uri": where,
                    "languageId": "capa",
                    "version": version,
                    "text": text,
                }
            },
        )
        return where

    def change(self, where, version, *changes):
        self.send(change_of(where, version, *changes))

    def close(self, where):
        self.notify("textDocument/didClose", {"textDocument": {"uri": where}})

    def findings_of(self, where, version=None):
        """The findings of a document, once those of this version are told."""
        self.wait(
            lambda: where in self.findings
            and (version is None or self.findings[where].get("version") == version)
        )
        return self.findings[where]["diagnostics"]

    def stop(self):
        if self.process.poll() is None:
            try:
                self.ask("shutdown")
                self.notify("exit")
                self.process.stdin.close()
            except (BrokenPipeError, ValueError):
                pass  # it has gone, or its input is closed
        try:
            return self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            self.reader.join()
            for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
                stream.close()


def at(text, needle, inside=0):
    """The position of `needle` in `text`, in UTF-16 as the protocol has it."""
    offset = text.index(needle) + inside
    line = text.count("\n", 0, offset)
    start = text.rfind("\n", 0, offset) + 1
    return {"line": line, "character": len(text[start:offset].encode("utf-16-le")) // 2}


def span(text, needle):
    return {"start": at(text, needle), "end": at(text, needle, len(needle))}


def insert(position, text):
    return {"range": {"start": position, "end": position}, "text": text}


def apply(text, edits):
    """A text after `TextEdit`s in UTF-16."""
    lines = text.split("\n")

    def offset(position):
        before = sum(len(line) + 1 for line in lines[: position["line"]])
        units = lines[position["line"]].encode("utf-16-le")[: position["character"] * 2]
        return before + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text


def change_of(where, version, *changes):
    return {
        "method": "textDocument/didChange",
        "params": {
            "textDocument": {"uri": where, "version": version},
            "contentChanges": [c if isinstance(c, dict) else {"text": c} for c in changes],
        },
    }


class LspTest(unittest.TestCase):
    """A folder of its own, and servers that are stopped in the end."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="capalint-lsp-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.servers = []
        self.addCleanup(self._stop_all)

    def _stop_all(self):
        for server in self.servers:
            server.stop()

    def start(self, *arguments, **more):
        server = Server(*arguments, **more)
        self.servers.append(server)
        return server

    def server(self, folder=None, **more):
        """A server that is ready for documents."""
        server = self.start()
        server.initialize(folder or self.folder, **more)
        return server

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def check(self, *paths):
        """What `capalint check` finds in a folder: (path, code, message), sorted."""
        run = subprocess.run(
            [EXECUTABLE, "check", "--format=json", *map(str, paths or [self.folder])],
            capture_output=True,
            env={**os.environ, "CAPALINT_TODAY": "2026-10-15"},
        )
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return json.loads(run.stdout)["findings"]
