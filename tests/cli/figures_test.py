#!/usr/bin/env python3
"""An arithmetic of its own, beside the program's: random teams with leave, people who join and who leave, plans
before Big Admin, rotations and lists of Choice, worked out with Python's fractions and compared to the last digit."""

import datetime
import json
import random
import unittest
from fractions import Fraction

from support import Case

DAYS = ["mon", "tue", "wed", "thu", "fri"]
WORK = ["choice", "core", "specific \"Clinic\"", "big admin", "management"]
SESSION, PER_SESSION, MULTIPLIER, LOSS, WEEKS = Fraction(7, 2), Fraction(1, 2), 3, Fraction(1, 10), 13


def quarter_dates(year, number):
    first = datetime.date(year, 3 * number - 2, 1)
    after = datetime.date(year + number // 4, 3 * number % 12 + 1, 1)
    return [first + datetime.timedelta(n) for n in range((after - first).days)]


def some_plan(pick, name, dates):
    """A plan as text, and what it says as data."""
    plan = {"name": name, "lines": [], "leave": [], "from": None, "until": None, "before": pick.random() < 0.3}
    for day in pick.sample(DAYS, pick.randint(1, 5)):
        for work in pick.sample(WORK, pick.randint(1, 3)):
            hours = Fraction(pick.randint(2, 10), 4)
            cycle = pick.choice([1, 1, 1, 2, 3, 4])
            appointments = pick.randint(1, 2) if work == "choice" else 0
            plan["lines"].append((day, work, hours, appointments, cycle))
    for _ in range(pick.choice([0, 0, 1, 2])):
        first = pick.choice(dates) - datetime.timedelta(pick.randint(0, 30))
        plan["leave"].append((first, first + datetime.timedelta(pick.randint(0, 60))))
    if pick.random() < 0.2:
        plan["from"] = pick.choice(dates[1:-1])
    elif pick.random() < 0.2:
        plan["until"] = pick.choice(dates[1:-1])
    return plan


def text_of(plan, team):
    since = f" from {plan['from']}" if plan["from"] else ""
    lines = [f'plan "{plan["name"]}" in "{team}"{since} {{', "  contract 37.5h"]
    lines += ["  before big admin"] * plan["before"]
    lines += [f'  leave "sick" {first}..{last}' for first, last in plan["leave"]]
    lines += [f"  until {plan['until']}"] * bool(plan["until"])
    for day, work, hours, appointments, cycle in plan["lines"]:
        amount = f"{int(hours * 60)}m" + (f" x{appointments}" if appointments else "")
        lines.append(f"  {day} {work} {amount}" + (f" every {cycle} weeks" if cycle > 1 else ""))
    return "\n".join(lines) + "\n}\n"


def away(plan, dates):
    """The share of each weekday's dates, and of all dates with work, that somebody is away."""
    def is_away(date):
        return (any(first <= date <= last for first, last in plan["leave"])
                or (plan["from"] is not None and date < plan["from"])
                or (plan["until"] is not None and date > plan["until"]))

    def share(days):
        of_days = [date for date in dates if date.weekday() in days]
        return Fraction(sum(map(is_away, of_days)), len(of_days))

    working = {DAYS.index(day) for day, *_ in plan["lines"]}
    return {day: share({DAYS.index(day)}) for day in DAYS}, share(working)


def worked_out(plan, dates):
    by_day, of_plan = away(plan, dates)
    a_week = {work: sum((hours / cycle for _, kind, hours, _, cycle in plan["lines"] if kind == work), Fraction(0))
              for work in WORK}
    clinical = a_week["core"] + a_week[WORK[2]]
    still = Fraction(0)
    if plan["before"]:
        still = max(Fraction(0), (clinical + a_week["big admin"]) / 8 - a_week["big admin"])
    kept = 1 - still / clinical if clinical else 1
    core = sum((hours / cycle * (1 - by_day[day]) for day, kind, hours, _, cycle in plan["lines"] if kind == "core"),
               Fraction(0)) * kept
    choice = sum((Fraction(number, cycle) for _, _, _, number, cycle in plan["lines"]), Fraction(0))
    return {"core": core, "choice": choice, "weeks": of_plan * WEEKS, "there": 1 - of_plan}


class Figures(Case):
    def test_random_teams_agree_with_an_arithmetic_of_their_own(self):
        pick = random.Random(20261126)
        texts, expected = [], {}
        for number in range(120):
            team = f"T{number}"
            year, quarter = pick.choice([2026, 2027, 2028]), pick.randint(1, 4)
            dates = quarter_dates(year, quarter)
            plans = [some_plan(pick, f"P{number}-{i}", dates) for i in range(pick.randint(1, 4))]
            numbers = [worked_out(plan, dates) for plan in plans]
            listed = [Fraction(pick.randint(0, 6), 2) for _ in plans]
            texts.append(f'team "{team}" {{\n  quarter {year}-Q{quarter}\n  referrals 3 per week\n  choice weekly {{\n'
                         + "".join(f'    "{plan["name"]}" {float(given)} per week\n'
                                   for plan, given in zip(plans, listed)) + "  }\n}\n")
            texts += [text_of(plan, team) for plan in plans]
            core_left = sum((each["core"] / SESSION * MULTIPLIER for each in numbers), Fraction(0))
            there = sum((given * each["there"] for given, each in zip(listed, numbers)), Fraction(0))
            expected[team] = {"core_left": core_left, "choice_left": there * (1 - LOSS), "ratio": core_left / 3,
                              "choice_planned": sum((each["choice"] for each in numbers), Fraction(0)),
                              "weeks": {plan["name"]: each["weeks"] for plan, each in zip(plans, numbers)}}
        self.write("teams.capa", "\n".join(texts))
        report = json.loads(self.run_capalint("balance", "--format", "json", ".").out)
        compared = 0
        for team in report["workspaces"][0]["teams"]:
            wanted = expected.pop(team["team"])
            figures = {key: row for step in team["steps"] for key, row in step["figures"].items()}
            for key in ("core_left", "choice_left", "ratio", "choice_planned"):
                self.assertEqual(Fraction(figures[key]["exact"]), wanted[key], f"{team['team']} {key}")
                compared += 1
            for who in team["clinicians"]:
                weeks = (who["figures"].get("weeks_away") or {}).get("exact")
                self.assertEqual(Fraction(weeks or 0), wanted["weeks"][who["name"]], who["name"])
                compared += 1
        self.assertEqual(expected, {})
        self.assertGreater(compared, 600)


if __name__ == "__main__":
    unittest.main()
