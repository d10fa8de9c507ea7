"""A workspace as plain data, and the `.capa` text of it.

The generator makes it, `sums.py` and `findings.py` read it, and capalint reads the text. All numbers are Fractions;
hours are hours, dates are `datetime.date`, a quarter is (year, 1 to 4), a day is 0 (Monday) to 6.
"""

import dataclasses
import datetime
from fractions import Fraction

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclasses.dataclass(frozen=True)
class Often:
    """How often a block takes place; `kind` says which of the numbers count."""

    kind: str = "weekly"  # weekly, every, weeks (of a cycle), in (so many weeks in), per
    number: Fraction = Fraction(1)  # how many weeks in a cycle, or how often per `period`
    cycle: int = 1  # the length of the cycle in weeks
    weeks: tuple = ()  # which weeks of the cycle
    period: str = ""  # year, quarter, month


WEEKLY = Often()


@dataclasses.dataclass
class Block:
    activity: str  # CAPA's name of it
    word: str  # as the plan writes it
    hours: Fraction = None  # each time; None: what its appointments, or its line, make of it
    what: str = None
    appointments: int = None
    sessions: Fraction = None  # the amount in sessions instead of hours
    often: Often = WEEKLY
    partner: str = None
    team: str = None  # the other team that it counts for


@dataclasses.dataclass
class Line:
    days: list  # none: any day
    blocks: list
    half: str = None  # am, pm, eve
    clock: tuple = None  # minutes since midnight


@dataclasses.dataclass
class Leave:
    reason: str
    first: datetime.date
    last: datetime.date


@dataclasses.dataclass
class Plan:
    person: str
    team: str
    start: datetime.date = None
    until: datetime.date = None
    contract: Fraction = None
    programmed_activities: Fraction = None  # the contract in them, instead of hours
    fte: Fraction = None
    before_big_admin: bool = False
    lines: list = dataclasses.field(default_factory=list)
    leaves: list = dataclasses.field(default_factory=list)
    targets: dict = dataclasses.field(default_factory=dict)  # quarter: (Choice, Core), either may be None
    settings: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Said:
    """Something that counts from a date on; without a date, always."""

    value: object
    start: datetime.date = None


@dataclasses.dataclass
class Setting:
    name: str
    value: object  # a Fraction, a bool or a tuple of activities
    start: datetime.date = None


@dataclasses.dataclass
class Team:
    name: str
    quarter: tuple = None
    referrals: list = dataclasses.field(default_factory=list)  # Said((how many, period, (least, most) or None))
    transfer: list = dataclasses.field(default_factory=list)  # Said((low, high or None))
    core_appointments: list = dataclasses.field(default_factory=list)
    weeks: list = dataclasses.field(default_factory=list)
    fte: list = dataclasses.field(default_factory=list)
    choice: list = dataclasses.field(default_factory=list)  # Said((method, [(name, number, cycle in weeks)]))
    targets: dict = dataclasses.field(default_factory=dict)
    settings: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Workspace:
    seed: int
    teams: list
    plans: list
    settings: list = dataclasses.field(default_factory=list)  # of `rules { … }`
    team_settings: dict = dataclasses.field(default_factory=dict)  # of `rules "Team" { … }`


# ---- the text -----------------------------------------------------------------------------------

UNIT_OF_SETTING = {
    "session": "hours",
    "contacts-per-session": "appointments",
    "big-admin-per-session": "hours",
    "big-admin-tolerance": "hours",
    "choice-length": "hours",
    "choice-loss": "percent",
    "core-appointments": "appointments",
    "working-weeks": "weeks",
    "full-time": "hours",
    "choice-length-tolerance": "hours",
    "choice-per-clinic": "appointments",
    "core-target-tolerance": "families",
    "transfer-low": "percent",
    "transfer-high": "percent",
    "core-share-low": "percent",
    "core-share-high": "percent",
    "fair-share-spread": "percent",
    "contract-tolerance": "hours",
    "leave-long": "weeks",
    "co-therapy": "percent",
    "utilisation": "percent",
    "lunch-shortest": "hours",
    "lunch-longest": "hours",
    "lunch-after": "hours",
    "longest-work": "hours",
    "am-start": "clock",
    "pm-start": "clock",
    "eve-start": "clock",
}


def decimal(number):
    """A number with as many decimals as it has; every generated number has few."""
    for places in range(7):
        scaled = number * 10**places
        if scaled.denominator == 1:
            text = str(scaled.numerator).rjust(places + 1, "0")
            return text if places == 0 else text[:-places] + "." + text[-places:]
    raise ValueError(f"{number} has no short decimal form")


def duration(hours):
    minutes = hours * 60
    assert minutes.denominator == 1, hours
    return f"{minutes.numerator}m" if minutes < 60 or minutes % 15 else decimal(hours) + "h"


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def quarter_text(quarter):
    return f"{quarter[0]}-Q{quarter[1]}"


def since(start):
    return f" from {start}" if start else ""


def often_text(often):
    if often.kind == "weekly":
        return ""
    if often.kind == "every":
        return f" every {often.cycle} weeks"
    if often.kind == "in":
        return f" {often.number} weeks in {often.cycle}"
    if often.kind == "per":
        return f" {decimal(often.number)} per {often.period}"
    if len(often.weeks) == 1:
        return f" week {often.weeks[0]} of {often.cycle}"
    first = ", ".join(str(week) for week in often.weeks[:-1])
    return f" weeks {first} and {often.weeks[-1]} of {often.cycle}"


def block_text(block):
    text = block.word
    if block.what is not None:
        text += f' "{block.what}"'
    if block.sessions is not None:
        text += f" {decimal(block.sessions)} session" + ("" if block.sessions == 1 else "s")
    elif block.hours is not None:
        text += " " + duration(block.hours)
    if block.appointments is not None:
        text += f" x{block.appointments}"
    text += often_text(block.often)
    if block.partner is not None:
        text += f' with "{block.partner}"'
    if block.team is not None:
        text += f' in "{block.team}"'
    return text


def line_text(line):
    when = ",".join(DAYS[day] for day in line.days) if line.days else "any day"
    if line.half:
        when += " " + line.half
    if line.clock:
        when += f" {clock(line.clock[0])}-{clock(line.clock[1])}"
    return when + " " + ", ".join(block_text(block) for block in line.blocks)


def setting_text(setting):
    value = setting.value
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, tuple):
        text = " + ".join(value)
    else:
        unit = UNIT_OF_SETTING.get(setting.name)
        if unit == "hours":
            text = duration(value)
        elif unit == "percent":
            text = decimal(value * 100) + "%"
        elif unit == "clock":
            text = clock(value)
        elif unit:
            text = f"{decimal(value)} {unit}"
        else:
            text = decimal(value)
    return f"set {setting.name} {text}{since(setting.start)}"


def targets_text(targets):
    for quarter, (choice, core) in targets.items():
        parts = [] if choice is None else [f"choice {decimal(choice)}"]
        parts += [] if core is None else [f"core {decimal(core)}"]
        yield f"target {quarter_text(quarter)} " + ", ".join(parts)


def team_lines(team):
    if team.quarter:
        yield f"quarter {quarter_text(team.quarter)}"
    for said in team.referrals:
        number, period, reach = said.value
        between = f" range {decimal(reach[0])}..{decimal(reach[1])}" if reach else ""
        yield f"referrals {decimal(number)} per {period}{between}{since(said.start)}"
    for said in team.transfer:
        low, high = said.value
        upper = "" if high is None else f"..{decimal(high * 100)}%"
        yield f"transfer {decimal(low * 100)}%{upper}{since(said.start)}"
    for said in team.core_appointments:
        yield f"core {decimal(said.value)} appointments{since(said.start)}"
    for said in team.weeks:
        yield f"weeks {decimal(said.value)} per year{since(said.start)}"
    for said in team.fte:
        yield f"fte {decimal(said.value)}{since(said.start)}"
    for said in team.choice:
        method, names = said.value
        yield f"choice {method}{since(said.start)} {{"
        for name, number, cycle in names:
            how = "" if method == "quota" else " per week" if cycle == 1 else f" every {cycle} weeks"
            yield f'  "{name}"  {decimal(number)}{how}'
        yield "}"
    yield from targets_text(team.targets)
    for setting in team.settings:
        yield setting_text(setting)


def plan_lines(plan):
    if plan.contract is not None:
        yield f"contract {duration(plan.contract)}"
    if plan.programmed_activities is not None:
        yield f"contract {decimal(plan.programmed_activities)} PA"
    if plan.fte is not None:
        yield f"fte {decimal(plan.fte)}"
    for setting in plan.settings:
        yield setting_text(setting)
    if plan.before_big_admin:
        yield "before big admin"
    for line in plan.lines:
        yield line_text(line)
    for leave in plan.leaves:
        yield f'leave "{leave.reason}" {leave.first}..{leave.last}'
    if plan.until:
        yield f"until {plan.until}"
    yield from targets_text(plan.targets)


def write(workspace):
    """The text, and for each of its lines the team or plan that the line belongs to (None: neither)."""
    text = []
    owners = []

    def add(first, inside, owner):
        for line in [first + " {", *("  " + each for each in inside), "}"]:
            text.append(line)
            owners.append(owner)

    if workspace.settings:
        add("rules", map(setting_text, workspace.settings), None)
    for name, settings in workspace.team_settings.items():
        add(f'rules "{name}"', map(setting_text, settings), None)
    for team in workspace.teams:
        add(f'team "{team.name}"', team_lines(team), team)
    for plan in workspace.plans:
        add(f'plan "{plan.person}" in "{plan.team}"{since(plan.start)}', plan_lines(plan), plan)
    return "\n".join(text) + "\n", owners
