"""The plans that everything is measured on: N plans, one a file, in teams, all different and all but two in a hundred
without a finding. The weeks are those of `weeks.txt`: cycles, clock times, sites, a day in another team. Every workspace has
a rule and a setting of its own, and exceptions. The same plans as JavaScript and as JSON are for the linters beside."""

import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
WEEKS = (HERE / "weeks.txt").read_text(encoding="utf-8").split("\n\nplan ")[1:]
WEEKS = ["plan " + week.strip() + "\n" for week in WEEKS]

FIRST = ("Ada Ben Carmel Dilip Elin Femi Gwen Hari Ines Jamal Kofi Lena Milan Nia Omar Petra Quinn Rhys Sana Tomas Uma "
         "Viktor Wanda Xenia Yara Zack").split()

# What everybody in the workspace agreed on.
MARKER = """# Agreed by all teams on 2026-09-01.
rules {
  use capa
  use working-time
  set big-admin-base choice + core + specific
  set referrals-per-fte 1.2
  allow fair-share because "consultants and leads hold fewer families, as agreed"
}

rule own-duty-desk {
  code OWN001
  level warning
  title "A turn at the duty desk is no longer than half a day"
  for each block where activity in other
  require length <= 4h
  at length
  say "this is {length} in one go"
  help "share it between two people"
}
"""


def surname(number):
    """A name for each number; no two are a slip apart."""
    text = ""
    for _ in range(3):
        text += "bdfgklmnprstvz"[number % 14] + "aeiou"[number // 7 % 5]
        number //= 14
    return text.capitalize() + ("n" if number % 2 else "sen")


def name_of(number):
    return f"{FIRST[number % len(FIRST)]} {surname(number)}"


def team_of(number):
    return f"Team {number:04}"


def plan(number, team, other_team):
    """The text of one plan. Of a hundred, one has a lunch that is missing, and one a target that does not go with its week."""
    text = WEEKS[number % len(WEEKS)]
    for mark, name in (("@NAME", name_of(number)), ("@TEAM", team_of(team)), ("@LEAD", name_of(10_000_000 + team))):
        text = text.replace(mark, name)
    if number % 40 == 4 and other_team != team:  # half a day of consultation for the team beside
        text = text.replace("consultation to special schools\" 2h", f"consultation to special schools\" 2h in \"{team_of(other_team)}\"")
    if number % 100 == 31:
        text = text.replace("  thu      lunch 30m\n", "")
    if number % 100 == 74:
        text = re.sub(r"core \d+\n", "core 15\n", text)
    return text


def choice_of(text):
    """What the plan's week holds of Choice, as the team's list says it."""
    week = sum(int(times) for times in re.findall(r"choice x(\d+)(?! week)", text))
    turns = sum(int(times) for times in re.findall(r"choice x(\d+) week 1 of 2", text))
    return f"{2 * week + turns} every 2 weeks" if turns else f"{week} per week"


def team(number, members):
    """The text of a team; `members` are its plans by name."""
    size = len(members)
    choice = "".join(f'    "{name}"  {choice_of(text)}\n' for name, text in members.items())
    nurses = [name for name, text in members.items() if "nurse specialist" in text]
    allowed = "".join(f'  allow big-admin for "{name}" until 2027-06-30 because "she covers the nurse clinic"\n' for name in nurses)
    return (f'team "{team_of(number)}" {{\n  quarter 2026-Q4\n  referrals {size * 11 / 10:g} per week\n  transfer 66%..70%\n'
            f'  core 7.5 appointments\n  weeks 45 per year\n  fte {size * 94 / 100:g}\n'
            f'  sites "Elm House", "Harbour Road"\n'
            f'  skills "Behavioural", "CBT", "Medication", "Parenting", "Psychodynamic", "Systemic"\n'
            f'  activity "duty desk" is other\n  activity "peer group supervision" is other\n'
            f'  choice weekly {{\n{choice}  }}\n'
            f'  target 2026-Q4 choice {size * 143 // 10}, core {round(size * 9.771)}\n}}\n' + (f'\nrules "{team_of(number)}" {{\n{allowed}}}\n' if allowed else ""))


# ---- the same for others -----------------------------------------------------------------------------


def rows_of(text):
    """What each line says, as texts: when and what is done of a line of the week, else its words."""
    for line in text.splitlines():
        line = line.split("  #")[0]
        work = re.match(r"  ((?:mon|tue|wed|thu|fri)(?: am| pm| eve| [\d:-]+)?) +(.*)", line)
        row = [work[1], *work[2].split(", ")] if work else re.findall(r'"[^"]*"|[^\s,{}]+', line)
        if row:
            yield [each.strip('"') for each in row]


def texts(row):
    return ", ".join(json.dumps(each, ensure_ascii=False) for each in row)


def as_javascript(number, text):
    """A module of about as many bytes. One in fifty has a name that nothing uses."""
    first, *rows = rows_of(text)
    used = {first[0], *(row[0].split()[0] for row in rows)}
    body = "".join(f"{row[0].split()[0]}({texts(row[0].split()[1:] + row[1:])}),\n" for row in rows)
    head = ", ".join(f"{word} as {word}_" if word == "in" else word for word in sorted(used))
    flaw = "const nothing = 0;\n" if number % 50 == 31 else ""
    return (f'import {{ {head} }} from "../words.js";\n{flaw}\nexport default {first[0]}({texts(first[1:])}, [\n{body}]);\n')


def as_json(number, text):
    """One in fifty has a key twice."""
    first, *rows = rows_of(text)
    body = ",\n".join(f" [{texts(row)}]" for row in rows)
    flaw = '  "week": [],\n' if number % 50 == 31 else ""
    return f'{{\n  "{first[0]}": [{texts(first[1:])}],\n{flaw}  "week": [\n{body}\n  ]\n}}\n'


PEERS = {"js": as_javascript, "json": as_json}


# ---- folders -----------------------------------------------------------------------------------------


def write(folder, plans, teams, peers=None):
    """A workspace of so many plans; with `peers`, a folder for each kind of file that others read."""
    folders = {"capa": folder, **{kind: Path(peers) / kind for kind in PEERS if peers}}
    number = 0
    for t in range(teams):
        members = {}
        home = f"team-{t:04}"
        for each in folders.values():
            (each / home).mkdir(parents=True)

        def put(stem, text, seed):
            for kind, where in folders.items():
                path = where / home / f"{stem}.{kind}"
                path.write_text(PEERS[kind](seed, text) if kind in PEERS else text, encoding="utf-8")

        for _ in range(plans // teams):
            text = plan(number, t, t ^ 1 if t ^ 1 < teams else t)
            members[name_of(number)] = text
            put(f"plan-{number:06}", text, number)
            number += 1
        put("team", team(t, members), 0)
    (folder / "capalint.capa").write_text(MARKER, encoding="utf-8")


def write_tiny(folder, peers):
    """One plan with its team in one file, in which nothing is found."""
    text = plan(8, 0, 0) + (f'team "{team_of(0)}" {{\n  quarter 2026-Q4\n  sites "Elm House", "Harbour Road"\n'
                            '  activity "duty desk" is other\n  activity "peer group supervision" is other\n'
                            '  target 2026-Q4 choice 20, core 12\n}\n')
    for kind, where in (("capa", folder), *((kind, Path(peers) / kind) for kind in PEERS)):
        where.mkdir(parents=True)
        (where / f"plan.{kind}").write_text(PEERS[kind](0, text) if kind in PEERS else text, encoding="utf-8")
