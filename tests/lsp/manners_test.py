#!/usr/bin/env python3
"""How the server behaves as a program: framing, errors of the protocol, start and end."""

import json
import os
import re
import subprocess
import time
import unittest

from client import EVERYTHING, EXECUTABLE, PATIENCE, ROOT, Failed, LspTest, Server, change_of, uri

PLAN = 'plan "A" {\n  mon am core 3.5h\n}\n'


class Framing(LspTest):
    def test_unknown_headers_and_any_case(self):
        server = self.start()
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize",
                           "params": {"capabilities": {}}}).encode()
        server.write(b"X-Thing: 1\r\ncontent-LENGTH:   %d\r\n"
                     b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n" % len(body))
        server.write(body)
        self.assertIn("capabilities", server.answer(1))

    def test_split_message(self):
        server = self.start()
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize",
                           "params": {"capabilities": {}}}).encode()
        for byte in b"Content-Length: %d\r\n\r\n%s" % (len(body), body):
            server.write(bytes([byte]))
        self.assertIn("capabilities", server.answer(1))

    def test_two_messages_in_one_write(self):
        server = self.server()
        parts = b""
        for id in (101, 102):
            body = json.dumps({"jsonrpc": "2.0", "id": id, "method": "nothing"}).encode()
            parts += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        server.write(parts)
        for id in (101, 102):
            with self.assertRaises(Failed):
                server.answer(id)

    def test_huge_message(self):
        server = self.server()
        where = server.open(self.folder / "a.capa", "# é\n" * 800_000 + PLAN)
        server.change(where, 2, {"range": {"start": {"line": 800_001, "character": 9},
                                           "end": {"line": 800_001, "character": 13}},
                                 "text": "coer"})
        found = server.findings_of(where, 2)
        self.assertTrue(any("`coer`" in finding["message"] for finding in found), found)

    def test_bad_json_is_answered_and_survived(self):
        server = self.server()
        for body in (b'{"jsonrpc": "2.0", "id": 7, ', b"", b"\xff\xfe", b'{"a":"\\ud800"}'):
            server.send_body(body)
            self.assertEqual(self.error_without_id(server), -32700, body)
        for body in (b"[]", b"1", b'"text"', b"{}", b'{"jsonrpc":"2.0","method":7}',
                     b'{"jsonrpc":"2.0","id":{},"method":"shutdown"}'):
            server.send_body(body)
            self.assertEqual(self.error_without_id(server), -32600, body)
        self.assertIsNone(server.call("shutdown"))

    def error_without_id(self, server):
        server.wait(lambda: None in server.responses)
        return server.responses.pop(None)["error"]["code"]

    def test_deep_json(self):
        server = self.server()
        depth = 200_000
        server.send_body(b'{"jsonrpc":"2.0","id":1001,"method":"textDocument/hover","params":'
                         + b"[" * depth + b"]" * depth + b"}")
        with self.assertRaises(Failed) as caught:
            server.answer(1001)
        self.assertEqual(caught.exception.code, -32602)
        server.send_body(b"[" * depth)
        self.assertEqual(self.error_without_id(server), -32700)

    def test_deep_json_in_every_parameter(self):
        deep = b"[" * 100_000 + b"]" * 100_000
        deeper = b'{"a":' * 100_000 + b"0" + b"}" * 100_000
        texts = {"initialize": (b'{"capabilities":%s}', b'{"capabilities":{},"initializationOptions":%s}',
                                b'{"capabilities":{},"workspaceFolders":%s}', b"%s"),
                 "shutdown": (b"%s",), "textDocument/completion": (b'{"textDocument":%s}', b'{"context":%s}'),
                 "textDocument/codeAction": (b'{"context":{"diagnostics":%s}}',), "workspace/diagnostic": (b"%s",)}
        for nested in (deep, deeper):
            server = self.start()
            for method, forms in texts.items():
                for form in forms:
                    server.last_id += 1
                    server.send_body(b'{"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}'
                                     % (server.last_id, method.encode(), form % nested))
                    with self.assertRaises(Failed) as caught:
                        server.answer(server.last_id)
                    self.assertEqual(caught.exception.code, -32602)
                    self.assertEqual(str(caught.exception), "this message is nested more than 100 deep")
            server.initialize(self.folder)
            for method, form in (("workspace/didChangeConfiguration", b'{"settings":%s}'), ("$/cancelRequest", b'{"id":%s}'),
                                 ("textDocument/didOpen", b'{"textDocument":%s}'), ("nothing", b"%s"), ("exit", b"%s")):
                server.send_body(b'{"jsonrpc":"2.0","method":"%s","params":%s}' % (method.encode(), form % nested))
                if method != "$/cancelRequest":
                    self.assertEqual(self.error_without_id(server), -32602, method)
            server.send_body(b'{"jsonrpc":"2.0","id":%s,"method":"shutdown"}' % nested)
            self.assertEqual(self.error_without_id(server), -32602)
            server.send_body(b'{"jsonrpc":"2.0","id":1,"result":%s}' % nested)
            server.answers["workspace/configuration"] = None
            where = server.open(self.folder / "a.capa", PLAN)
            self.assertTrue(server.findings_of(where, 1))

    def test_json_as_deep_as_it_may_be(self):
        server = self.server()
        for depth, code in ((98, -32601), (99, -32601), (100, -32602)):  # inside of the message itself
            text = b"[" * depth + b'"]]}\\\\"' + b"]" * depth
            server.send_body(b'{"jsonrpc":"2.0","id":7,"method":"nothing","params":%s}' % text)
            with self.assertRaises(Failed) as caught:
                server.answer(7)
            self.assertEqual(caught.exception.code, code, depth)

    def test_a_length_that_promises_too_much(self):
        server = self.start()
        server.write(b"Content-Length: 99999999999999999999\r\n\r\n{}")
        server.process.stdin.close()
        self.assertEqual(server.process.wait(30), 1)

    def test_damaged_header_is_passed_over(self):
        server = self.server()
        server.write(b"Content-Length: many\r\n\r\n")
        server.write(b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}')
        server.send({"id": 2, "method": "nothing"})
        with self.assertRaises(Failed):
            server.answer(2)

    def test_nothing_but_the_protocol_on_stdout(self):
        server = self.server()
        where = server.open(self.folder / "a.capa", PLAN)
        server.notify("textDocument/didChange", {"what": "is this"})
        server.findings_of(where)
        server.stop()
        self.assertEqual(server.stray, b"")


class Life(LspTest):
    def test_request_before_initialize(self):
        server = self.start()
        server.notify("textDocument/didOpen", {"textDocument": {}})
        with self.assertRaises(Failed) as caught:
            server.call("textDocument/hover")
        self.assertEqual(caught.exception.code, -32002)
        self.assertIn("capabilities", server.initialize())

    def test_initialize_twice(self):
        server = self.server()
        with self.assertRaises(Failed) as caught:
            server.call("initialize", {"capabilities": {}})
        self.assertEqual(caught.exception.code, -32600)

    def test_unknown_request_and_notification(self):
        server = self.server()
        server.notify("capalint/whatever")
        server.notify("$/whatever")
        with self.assertRaises(Failed) as caught:
            server.call("textDocument/somethingNew")
        self.assertEqual(caught.exception.code, -32601)

    def test_bad_parameters(self):
        server = self.server()
        where = server.open(self.folder / "a.capa", PLAN)
        for params in ({}, [], {"textDocument": 7}, {"textDocument": {"uri": where}},
                       {"textDocument": {"uri": where}, "position": {"line": "one"}},
                       {"textDocument": {"uri": where}, "position": {"line": -1, "character": 0}},
                       {"textDocument": {"uri": where}, "position": {"line": 0, "character": 1e99}}):
            with self.assertRaises(Failed) as caught:
                server.call("textDocument/hover", params)
            self.assertEqual(caught.exception.code, -32602, params)

    def test_positions_outside_the_text(self):
        server = self.server()
        where = server.open(self.folder / "a.capa", PLAN)
        for line, character in ((0, 10_000), (10_000, 0), (2**31 - 1, 2**31 - 1),
                                (2**63, 2**63)):
            server.call("textDocument/hover", {"textDocument": {"uri": where},
                                               "position": {"line": line, "character": character}})

    def test_unknown_document(self):
        server = self.server()
        place = {"textDocument": {"uri": "file:///nowhere/at/all.capa"},
                 "position": {"line": 0, "character": 0}}
        for method in ("hover", "definition", "completion", "documentSymbol", "formatting"):
            self.assertIn(server.call("textDocument/" + method, place), (None, []), method)

    def test_shutdown_and_exit(self):
        server = self.server()
        self.assertIsNone(server.call("shutdown"))
        with self.assertRaises(Failed) as caught:
            server.call("textDocument/hover")
        self.assertEqual(caught.exception.code, -32600)
        server.notify("exit")
        self.assertEqual(server.process.wait(30), 0)

    def test_exit_without_shutdown(self):
        server = self.server()
        server.notify("exit")
        self.assertEqual(server.process.wait(30), 1)

    def test_exit_as_a_request_is_none(self):
        server = self.server()
        with self.assertRaises(Failed) as caught:
            server.call("exit")
        self.assertEqual(caught.exception.code, -32601)
        self.assertIsNone(server.call("shutdown"))

    def test_exit_before_initialize(self):
        server = self.start()
        server.notify("exit")
        self.assertEqual(server.process.wait(30), 1)

    def test_ends_with_its_input(self):
        server = self.server()
        server.process.stdin.close()
        self.assertEqual(server.process.wait(30), 1)
        server = self.server()
        server.call("shutdown")
        server.process.stdin.close()
        self.assertEqual(server.process.wait(30), 0)

    def test_ends_in_the_middle_of_a_message(self):
        for part in (b"Content-Len", b"Content-Length: 100\r\n\r\n{"):
            server = self.start()
            server.write(part)
            server.process.stdin.close()
            self.assertEqual(server.process.wait(30), 1)

    def test_works_off_what_was_sent_before_the_input_ended(self):
        server = self.server()
        id = server.ask("shutdown")
        server.process.stdin.close()
        self.assertIsNone(server.answer(id))

    def test_notifications_after_shutdown_do_nothing(self):
        server = self.server()
        server.call("shutdown")
        server.notifications.clear()
        server.open(self.folder / "a.capa", PLAN.replace("core", "coer"))
        with self.assertRaises(Failed):
            server.call("textDocument/hover")
        self.assertEqual(server.notifications, [])

    def test_ends_when_nobody_listens_any_more(self):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "x" * 1_000_000}).encode()
        with subprocess.Popen([EXECUTABLE, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL) as process:
            process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            process.stdin.flush()
            process.stdout.close()
            process.stdin.close()
            self.assertNotEqual(process.wait(30), 0)

    def test_waits_for_no_more_when_it_cannot_answer(self):
        with open("/dev/full", "wb") as full:
            process = subprocess.Popen([EXECUTABLE, "lsp"], stdin=subprocess.PIPE, stdout=full, stderr=subprocess.PIPE)
        with process:
            process.stdin.write(b"Content-Length: 2\r\n\r\n{}")
            process.stdin.flush()
            self.assertEqual(process.wait(30), 2)
            self.assertEqual(process.stderr.read(),
                             b"capalint: standard output cannot be written: the disk is full\n")

    def test_stdio_flag(self):
        server = Server(["--stdio"])
        self.servers.append(server)
        self.assertIn("capabilities", server.initialize(self.folder))

    def test_ids_may_be_texts(self):
        server = self.server()
        self.assertIsNone(server.answer(server.ask("shutdown", id="the last")))

    def test_says_who_it_is(self):
        result = self.start().initialize(self.folder)
        self.assertEqual(result["serverInfo"]["name"], "capalint")
        self.assertTrue(result["serverInfo"]["version"])


class Cancelling(LspTest):
    def test_a_waiting_request(self):
        server = self.server()
        place = {"textDocument": {"uri": server.open(self.folder / "a.capa", PLAN)}}
        ask = lambda id: {"id": id, "method": "textDocument/documentSymbol", "params": place}
        server.send_while_busy(ask(901), ask("902"), ask(903),
                               {"method": "$/cancelRequest", "params": {"id": "902"}})
        for id in (901, 903):
            self.assertEqual(len(server.answer(id)), 1)
        with self.assertRaises(Failed) as caught:
            server.answer("902")
        self.assertEqual(caught.exception.code, -32800)

    def test_one_that_is_not_there(self):
        server = self.server()
        for params in ({"id": 999}, {"id": "x"}, {}, {"id": None}, []):
            server.notify("$/cancelRequest", params)
        self.assertIsNone(server.call("shutdown"))


class Manual(LspTest):
    """The tables of docs/lsp.md: what is answered, and what is not."""

    # What the protocol lets a client send (LSP 3.17).
    DOCUMENT = """didOpen didChange didClose didSave willSave willSaveWaitUntil
        declaration definition typeDefinition implementation references prepareCallHierarchy prepareTypeHierarchy
        documentHighlight documentLink hover codeLens foldingRange selectionRange documentSymbol semanticTokens/full
        semanticTokens/full/delta semanticTokens/range inlineValue inlayHint moniker completion diagnostic signatureHelp
        codeAction documentColor colorPresentation formatting rangeFormatting onTypeFormatting rename prepareRename
        linkedEditingRange"""
    WORKSPACE = """symbol configuration didChangeConfiguration didChangeWorkspaceFolders willCreateFiles didCreateFiles
        willRenameFiles didRenameFiles willDeleteFiles didDeleteFiles didChangeWatchedFiles executeCommand diagnostic"""
    OTHER = """initialize initialized shutdown exit $/cancelRequest $/progress $/setTrace window/workDoneProgress/cancel
        callHierarchy/incomingCalls callHierarchy/outgoingCalls typeHierarchy/supertypes typeHierarchy/subtypes
        documentLink/resolve codeLens/resolve inlayHint/resolve completionItem/resolve codeAction/resolve
        workspaceSymbol/resolve notebookDocument/didOpen notebookDocument/didChange notebookDocument/didSave
        notebookDocument/didClose"""
    METHODS = {*("textDocument/" + name for name in DOCUMENT.split()),
               *("workspace/" + name for name in WORKSPACE.split()), *OTHER.split()}
    FROM_THE_SERVER = {"textDocument/publishDiagnostics", "workspace/configuration"}
    # What a client is told of, and what it may then ask.
    PROVIDERS = {
        "codeActionProvider": ["textDocument/codeAction"],
        "completionProvider": ["textDocument/completion"],
        "definitionProvider": ["textDocument/definition"],
        "diagnosticProvider": ["textDocument/diagnostic", "workspace/diagnostic"],
        "documentFormattingProvider": ["textDocument/formatting"],
        "documentSymbolProvider": ["textDocument/documentSymbol"],
        "hoverProvider": ["textDocument/hover"],
    }

    def table(self, heading):
        manual = (ROOT / "docs/lsp.md").read_text(encoding="utf-8")
        rows = manual.split(f"| {heading} |")[1].split("\n\n")[0].splitlines()[2:]
        return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])]

    def test_each_method_of_the_protocol_is_in_one_table(self):
        answered, others = self.table("Method"), self.table("Not answered")
        self.assertEqual(len(answered + others), len({*answered, *others}))
        self.assertEqual({*answered, *others}, self.METHODS | self.FROM_THE_SERVER)

    def test_what_is_in_no_table_of_the_server_is_refused(self):
        server = self.server()
        for method in sorted(self.METHODS - {"initialize", "shutdown", "exit"}):
            try:
                server.call(method, {})
                known = True
            except Failed as failed:
                known = failed.code != -32601
            is_request = any(method in asked for asked in self.PROVIDERS.values())
            self.assertEqual(known, is_request, method)
            if is_request:
                self.assertIn(method, self.table("Method"))
            elif method in self.table("Method"):
                self.assertRegex(method, r"^\$/|/did|initialized|workspace/configuration")

    def test_the_client_is_told_of_what_is_answered(self):
        told = set()
        for capabilities in (EVERYTHING, {"textDocument": {"diagnostic": {}}}):
            told |= set(self.start().initialize(self.folder, capabilities=capabilities)["capabilities"])
        self.assertEqual({name for name in told if name.endswith("Provider")}, set(self.PROVIDERS))
        self.assertEqual(told - set(self.PROVIDERS), {"positionEncoding", "textDocumentSync", "workspace"})

    def test_every_notification_that_is_heard_is_in_the_table(self):
        source = (ROOT / "src/lsp/server.cpp").read_text(encoding="utf-8")
        heard = set(re.findall(r'\{"([\w/]+)", &Server::', source))
        self.assertGreater(len(heard), 15)
        self.assertLessEqual(heard, set(self.table("Method")))


class Order(LspTest):
    def test_findings_of_an_edit_come_before_the_answers_to_what_was_asked_after_it(self):
        server = self.server()
        where = server.open(self.folder / "a.capa", PLAN)
        place = {"textDocument": {"uri": where}}
        server.send_while_busy(
            change_of(where, 2, PLAN.replace("core", "coer")),
            {"id": 901, "method": "textDocument/documentSymbol", "params": place},
            {"id": 902, "method": "textDocument/documentSymbol", "params": place})
        server.answer(901)
        self.assertEqual(server.findings[where]["version"], 2)

    def test_answers_are_about_the_text_at_that_point(self):
        server = self.server()
        where = server.open(self.folder / "a.capa", PLAN)
        place = {"textDocument": {"uri": where}}
        symbols = {"method": "textDocument/documentSymbol", "params": place}
        server.send_while_busy({"id": 901, **symbols},
                               change_of(where, 2, PLAN + PLAN.replace('"A"', '"B"')),
                               {"id": 902, **symbols})
        self.assertEqual(len(server.answer(901)), 1)
        self.assertEqual(len(server.answer(902)), 2)


class Threads(LspTest):
    TWO = 3 if "TSAN_OPTIONS" in os.environ else 2  # TSan looks after its memory in one of its own

    def test_one_reads_and_one_works(self):
        self.write("capalint.capa", "")
        for i in range(60):
            self.write(f"{i}.capa", PLAN.replace('"A"', f'"{i}"') * 3)
        server = self.server()
        where = server.open(self.folder / "0.capa")
        server.settle()
        two = self.at_rest(server)
        self.assertEqual(len(two), self.TWO)
        most = self.TWO
        for version in range(2, 40):
            server.change(where, version, PLAN * version)
            for _ in range(5):
                now = self.threads(server)
                self.assertLessEqual(two, now)
                most = max(most, len(now))
        server.settle()
        self.assertLessEqual(most, self.TWO + os.cpu_count() - 1)
        self.assertEqual(self.at_rest(server), two)

    def threads(self, server):
        return set(os.listdir(f"/proc/{server.process.pid}/task"))

    def at_rest(self, server):
        """A thread that was joined may be listed a moment longer."""
        end = time.monotonic() + PATIENCE
        while len(self.threads(server)) > self.TWO and time.monotonic() < end:
            time.sleep(0.01)
        return self.threads(server)


class Capabilities(LspTest):
    def test_encoding(self):
        for offered, chosen in ((["utf-16"], "utf-16"), (["utf-8", "utf-16"], "utf-8"),
                                (["utf-32", "utf-16"], "utf-16"), (None, "utf-16")):
            capabilities = {"general": {"positionEncodings": offered}} if offered else {}
            result = self.start().initialize(self.folder, capabilities=capabilities)
            self.assertEqual(result["capabilities"]["positionEncoding"], chosen)

    def test_push_or_pull(self):
        result = self.start().initialize(self.folder, capabilities=EVERYTHING)
        self.assertNotIn("diagnosticProvider", result["capabilities"])
        pulling = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {}}}
        result = self.start().initialize(self.folder, capabilities=pulling)
        self.assertTrue(result["capabilities"]["diagnosticProvider"]["interFileDependencies"])

    def test_folders_in_every_form(self):
        path = self.write("plans/a.capa", 'plan "A" {\n  mon am coer 3.5h\n}\n')
        for params in ({"workspaceFolders": [{"uri": uri(self.folder), "name": "x"}]},
                       {"rootUri": uri(self.folder)},
                       {"rootUri": None, "rootPath": str(self.folder)}):
            server = self.start()
            server.call("initialize", {"capabilities": EVERYTHING, **params})
            server.notify("initialized")
            self.assertEqual(len(server.findings_of(uri(path))), len(self.check()))


if __name__ == "__main__":
    unittest.main()
