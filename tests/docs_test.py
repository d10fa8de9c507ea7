#!/usr/bin/env python3
"""The manual says what the program does: its lists are generated, its commands are run.

In docs/*.md, `<!-- generated: NAME -->` … `<!-- end -->` holds a part of `capalint rules --manual all`; the pages of
docs/rules/ are generated as a whole, and the example of each is checked once more as a file. Links lead to pages and headings
that exist. `<!-- file: PATH -->` before a fenced block writes it to a file of an empty
folder (`, before the last line` adds it to one), `<!-- delete: PATH -->` deletes one, and a `console` block holds
commands with what they print. With CAPALINT_UPDATE_GOLDEN=1 the pages are rewritten instead. The lines of
docs/plan-language.md are tried one by one: see check_lines.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
docs = root / "docs"
executable = os.environ["CAPALINT_EXECUTABLE"]
updating = os.environ.get("CAPALINT_UPDATE_GOLDEN") == "1"
failures = []


def compare(path, wanted):
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if text == wanted:
        return
    if updating:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted, encoding="utf-8")
        return
    for number, (was, now) in enumerate(zip(text.splitlines() + [""], wanted.splitlines() + [""]), 1):
        if was != now:
            failures.append(f"{path.relative_to(root)}:{number}: holds\n  {was}\nand should hold\n  {now}")
            return
    failures.append(f"{path.relative_to(root)}: is shorter or longer than it should be")


manual = json.loads(subprocess.run([executable, "rules", "--manual", "all"], capture_output=True, text=True,
                                   check=True).stdout)


def with_generated(text):
    def fill(match):
        return f"<!-- generated: {match[1]} -->\n\n{manual[match[1]]}\n<!-- end -->"

    return re.sub(r"<!-- generated: (\S+) -->\n.*?<!-- end -->", fill, text, flags=re.S)


def run_console(block, folder, environment):
    """The block with what its commands print now."""
    lines = []
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
        run = subprocess.run(command[2:], shell=True, cwd=folder, env=environment, text=True, timeout=60,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        lines += [command] + run.stdout.splitlines()
        if run.returncode not in (0, 1):
            failures.append(f"`{command}` ends with {run.returncode}")
    return "\n".join(lines) + "\n"


def with_commands_run(text):
    step = re.compile(r"<!-- file: (?P<path>[^\s,]+)(?P<into>, before the last line)? -->\n\n```capa\n(?P<body>.*?)```"
                      r"|<!-- delete: (?P<gone>\S+) -->|```console\n(?P<console>.*?)```", re.S)
    with tempfile.TemporaryDirectory() as folder:
        tools = pathlib.Path(folder, "bin")
        tools.mkdir()
        (tools / "capalint").symlink_to(executable)
        environment = dict(os.environ, PATH=f"{tools}:{os.environ['PATH']}", CAPALINT_TODAY="2026-10-15", COLUMNS="100")
        work = pathlib.Path(folder, "work")
        work.mkdir()

        def do(match):
            if match["gone"]:
                (work / match["gone"]).unlink()
            elif match["console"] is not None:
                return "```console\n" + run_console(match["console"], work, environment) + "```"
            elif match["into"]:
                path = work / match["path"]
                lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
                path.write_text("".join(lines[:-1]) + "\n" + match["body"] + lines[-1], encoding="utf-8")
            else:
                (work / match["path"]).write_text(match["body"], encoding="utf-8")
            return match[0]

        return step.sub(do, text)


def table_below(heading, page):
    return re.search(rf"^#+ {re.escape(heading)}\n\n((?:\|.*\n)+)", page, re.M)[1]


def check_words_of_the_grammar():
    """The manual's tables of lines and operators are written by hand: each word and sign of the grammar is in them."""
    lexer = (root / "grammar/CapaLexer.g4").read_text(encoding="utf-8")
    parser = (root / "grammar/CapaParser.g4").read_text(encoding="utf-8")
    spelled = dict(re.findall(r"(\w+)\s*:\s*'([^']+)'\s*;", lexer))
    page = (docs / "rule-language.md").read_text(encoding="utf-8")
    for heading, rules in [("A rule, line by line", "ruleDeclaration clause edit"),
                           ("Operators", "expression disjunction conjunction negation comparator sum product unary")]:
        code = " ".join(re.findall(r"`[^`]+`", table_below(heading, page)))
        for rule in rules.split():
            body = re.search(rf"^{rule}\s*:(.*?);", re.sub(r" # \w+$", "", parser, flags=re.M), re.M | re.S)[1]
            for token in re.findall(r"\b[A-Z]{2,}\b", body):
                word = spelled.get(token, "")
                edge = r"\b" if word.isalpha() else ""
                if word and not re.search(edge + re.escape(word) + edge, code):
                    failures.append(f"docs/rule-language.md: the table below “{heading}” has no `{word}`")


# What the lines of docs/plan-language.md stand in; `LINES` is replaced by them.
AROUND = {
    "plan": """team "Riverside CAMHS" {
  sites "Elm House", "Harbour Road"
}
team "Harbour CAMHS" {
}
plan "Nadia Hassan" in "Riverside CAMHS" {
LINES
}
plan "Nadia Hassan" in "Harbour CAMHS" {
}
plan "Tom Becker" in "Riverside CAMHS" {
}
""",
    "team": """team "Riverside CAMHS" {
LINES
}
plan "Nadia Hassan" in "Riverside CAMHS" {
}
plan "Tom Becker" in "Riverside CAMHS" {
}
""",
}


def with_the_others(file):
    """A file of the page with the team and the clinician that it speaks of."""
    team = "" if file.startswith("team") else 'team "Riverside CAMHS" {\n}\n'
    plan = """plan "Nadia Hassan" in "Riverside CAMHS" {
  group "consultants"
  mon am core 3.5h
}
"""
    return file + team + ("" if file.startswith("plan") else plan)


def capalint(arguments, text):
    environment = dict(os.environ, CAPALINT_TODAY="2026-10-15")
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([executable, *arguments, "-"], input=text, cwd=folder, env=environment, text=True, timeout=60,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run.stdout


def check_lines():
    """docs/plan-language.md shows what the language has: every block and line of it is read, and no statement is missing.

    `<!-- lines of: plan -->` (or `team`) before a table or a block says what its lines stand in; a table has a line
    in each row's first cell. `, read` adds that `fmt` writes it as the second cell has it, `, asked` that the finding
    about it holds each code of the second cell. A block without it is a file.
    """
    page = (docs / "plan-language.md").read_text(encoding="utf-8")
    language = re.compile(r"\[CAPA[01]\d\d\]")
    shown = {"plan": "", "team": ""}
    part = re.compile(r"(?:<!-- lines of: (?P<of>plan|team)(?:, (?P<how>read|asked))? -->\n\n)?"
                      r"(?:```capa\n(?P<block>.*?)```|(?P<table>(?:^\|[^\n]*\n)+))", re.M | re.S)
    for found in part.finditer(page):
        if found["table"] and not found["of"]:
            continue
        rows = [(found["block"], "")]
        if found["table"]:
            rows = [re.findall(r"[^|]+", row)[:2] for row in found["table"].splitlines()[2:]]
            rows = [(re.fullmatch(r" `(.*)` ", line)[1], says) for line, says in rows]
        for line, says in rows:
            where = f"docs/plan-language.md: `{line.strip()}`"
            text = AROUND[found["of"]].replace("LINES", line) if found["of"] else with_the_others(line)
            codes = re.findall(r"`([^`]+)`", says)
            said = capalint(["check", "--format", "text"], text) if found["how"] == "asked" else ""
            if found["how"] == "asked":
                failures.extend(f"{where}: nobody says `{code}`" for code in codes if code not in said)
                continue
            findings = capalint(["check", "--format", "short"], text)
            failures.extend(f"{where}: {finding}" for finding in findings.splitlines() if language.search(finding))
            if found["how"] == "read":
                look = [re.sub(r" +", " ", one.strip()) for one in capalint(["fmt"], text).splitlines()]
                failures.extend(f"{where}: `fmt` does not write `{code}`" for code in codes if code not in look)
            if found["of"]:
                shown[found["of"]] += line + "\n"
    table = (root / "src/syntax/statements.cpp").read_text(encoding="utf-8")
    for within, word in re.findall(r'\{Within::(team|plan), "([^"]+)"', table):
        if not re.search(rf"^\s*{re.escape(word)}\b", shown[within], re.M):
            failures.append(f"docs/plan-language.md: no line of a {within} begins with `{word}`")


def check_examples():
    """What a page of docs/rules says of its example is what `check` or `test` says of it as a file."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "capalint.capa").touch()
        for name in pages:
            shown = re.search(r"## An example.*?```capa\n(.*?)```.*?```text\n(.*?)```", manual[name], re.S)
            if not shown:
                continue
            code = pathlib.Path(name).stem
            mark = "\ufeff" if "byte-order" in manual[name].splitlines()[0] else ""
            (pathlib.Path(folder) / "plan.capa").write_text(mark + shown[1], encoding="utf-8")
            command = ["check", "--select", code]
            if "off by default" in manual[name]:
                command += ["--level", f"{code}=note"]
            if "`capalint test`" in manual[name] or "example-failed" in manual[name]:
                command = ["test"]
            run = subprocess.run([executable, *command, "plan.capa"], cwd=folder, text=True, timeout=60,
                                 env=dict(os.environ, CAPALINT_TODAY="2026-10-15", COLUMNS="100"), stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
            if run.stdout.strip() != shown[2].strip():
                failures.append(f"docs/{name}: `capalint {' '.join(command)}` prints\n{run.stdout}\nand the page has\n{shown[2]}")


def headings(text):
    """What services that show Markdown call the headings in a link."""
    for line in re.findall(r"^#+ (.*)", re.sub(r"```.*?```", "", text, flags=re.S), re.M):
        yield re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-")


def check_sources():
    """A page names its sources in words that can be looked up, never by a key of rules/sources.tsv."""
    table = (root / "rules/sources.tsv").read_text(encoding="utf-8")
    keys = set(re.findall(r"^(\w+)\t", table, re.M))
    for path in [root / "README.md", *docs.rglob("*.md")]:
        text = re.sub(r"`[^`\n]*`", "", path.read_text(encoding="utf-8"))
        failures.extend(f"{path.relative_to(root)}: `{word}` is a key, and says nothing to a reader"
                        for word in re.findall(r"\b[SWN]\d+\b", text) if word in keys)


def check_links():
    pages = [path for folder in [root, docs, docs / "rules", *(root / "editors").rglob(""), *(root / "examples").rglob("")]
             for path in folder.glob("*.md") if "node_modules" not in path.parts]
    for path in sorted(set(pages)):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            target, _, part = link.partition("#")
            if re.match(r"\w+:", link):
                continue
            file = path.parent / target if target else path
            if not file.exists():
                failures.append(f"{path.relative_to(root)}: `{link}` leads nowhere")
            elif part and not re.fullmatch(r"L\d+", part) and part not in headings(file.read_text(encoding="utf-8")):
                failures.append(f"{path.relative_to(root)}: `{link}` leads to no heading")


check_words_of_the_grammar()
check_lines()

# The examples of balance.md are run from the root of the repository, by balance_test.cpp.
for page in sorted(set(docs.glob("*.md")) - {docs / "balance.md"}):
    text = page.read_text(encoding="utf-8")
    compare(page, with_commands_run(with_generated(text)))

pages = [name for name in manual if name.startswith("rules/")]
for name in pages:
    compare(docs / name, manual[name])
for path in docs.glob("rules/*.md"):
    if f"rules/{path.name}" in pages:
        continue
    if updating:
        path.unlink()
    else:
        failures.append(f"{path.relative_to(root)}: is not a page of the manual")
check_examples()
check_links()
check_sources()

print("\n".join(failures))
sys.exit(1 if failures else 0)
