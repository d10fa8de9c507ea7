"""Workspaces by a seed: what real weeks hold, and numbers that often lie just beside a limit."""

import copy
import datetime
import math
import random
from fractions import Fraction

from sums import PAID, Sums, first_day, last_day, next_quarter
from workspace import Block, Leave, Line, Often, Plan, Said, Setting, Team, WEEKLY, Workspace

TODAY = datetime.date(2026, 10, 15)
PEOPLE = ["Ann", "Bob", "Cy", "Di", "Ed", "Fay", "Gus", "Hana", "Ivo", "Joy"]
NAMES_OF_WORK = {
    "specific": ["ADHD clinic", "Trauma", "Parenting group"],
    "other": ["supervision", "duty", "schools"],
}
WORDS = {"research": ["cpd", "research", "audit"]}
BREAKS = ["sick", "maternity", "sabbatical", "secondment"]
STARTS = [datetime.date(2026, 7, 1), datetime.date(2026, 10, 1), datetime.date(2026, 11, 16),
          datetime.date(2027, 1, 1), datetime.date(2027, 2, 10), datetime.date(2027, 4, 1)]


def hours(*quarters_of_an_hour):
    return [Fraction(each, 4) for each in quarters_of_an_hour]


FOR_ALL = {
    "session": hours(12, 14, 14, 16),
    "contacts-per-session": [Fraction(2), Fraction(3, 2), Fraction(9, 5)],
    "big-admin-per-session": hours(2, 2, 3),
    "big-admin-base": [("core",), ("core", "specific"), ("choice", "core", "specific")],
    "big-admin-added": [True, False],
    "big-admin-tolerance": hours(0, 1, 2),
    "choice-length": hours(4, 5, 6, 7, 8),
    "choice-loss": [Fraction(0), Fraction(5, 100), Fraction(12, 100)],
    "multiplier": [Fraction(5, 2), Fraction(3), Fraction(32, 10)],
    "full-time": hours(144, 150, 160),
    "core-target-tolerance": [Fraction(0), Fraction(1), Fraction(2)],
    "balance-low": [Fraction(7), Fraction(15, 2), Fraction(8)],
    "balance-high": [Fraction(9), Fraction(19, 2)],
    "core-share-low": [Fraction(1, 4), Fraction(35, 100)],
    "core-share-high": [Fraction(2, 5), Fraction(1, 2), Fraction(7, 10)],
    "fair-share-spread": [Fraction(5, 100), Fraction(1, 4)],
    "team-least": [Fraction(1), Fraction(2)],
    "plans-to-compare": [Fraction(2), Fraction(3)],
    "contract-tolerance": hours(0, 2),
    "leave-long": [Fraction(2), Fraction(6)],
    "co-therapy": [Fraction(1, 10), Fraction(1, 5)],
    "utilisation": [Fraction(80, 100), Fraction(1)],
    "trainees-count": [True],
    "lunch-shortest": hours(1, 3),
    "longest-work": hours(20, 28),
    "referrals-per-fte": [Fraction(1), Fraction(6, 5)],
}
FOR_PLAN = {name: FOR_ALL[name] for name in ["session", "choice-length", "big-admin-per-session", "full-time",
                                             "big-admin-tolerance", "contract-tolerance"]}


class Generator:
    def __init__(self, seed):
        self.seed = seed
        self.random = random.Random(seed)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def one(self, *things):
        return self.random.choice(things)

    # ---- dates and frequencies --------------------------------------------------------------------

    def said(self, make, changes=25):
        """Mostly one value that always counts; otherwise values with dates, in any order."""
        result = [Said(make(), None if self.chance(85) else self.one(*STARTS))]
        if self.chance(changes):
            free = [start for start in STARTS if start != result[0].start]
            result += [Said(make(), start) for start in self.random.sample(free, self.one(1, 1, 2))]
        self.random.shuffle(result)
        return result

    def often(self):
        if self.chance(75):
            return WEEKLY
        kind = self.one("every", "week", "week", "weeks", "in", "per")
        if kind == "every":
            return Often("every", cycle=self.one(2, 2, 3, 4))
        if kind == "week":
            cycle = self.one(2, 2, 3, 4)
            return Often("weeks", cycle=cycle, weeks=(self.random.randint(1, cycle),))
        if kind == "weeks":
            return Often("weeks", cycle=4, weeks=tuple(sorted(self.random.sample([1, 2, 3, 4], self.one(2, 3)))))
        if kind == "in":
            return Often("in", Fraction(self.one(1, 2, 3)), cycle=4)
        period = self.one("year", "quarter", "month")
        number = {"year": self.one(4, 6, 12, 42, 45), "quarter": self.one(1, 2, 3), "month": self.one(1, 2)}[period]
        return Often("per", Fraction(number), period=period)

    def date_near(self, quarter):
        first, last = first_day(quarter), last_day(quarter)
        return first + datetime.timedelta(days=self.random.randint(-30, (last - first).days + 30))

    # ---- settings ----------------------------------------------------------------------------------

    def settings(self, percent, names):
        result = []
        for name, values in names.items():
            if self.chance(percent):
                result.append(Setting(name, self.one(*values)))
                if self.chance(15):
                    result[-1].start = self.one(*STARTS)
                    if self.chance(50):
                        result.append(Setting(name, self.one(*values)))
        return result

    # ---- a week --------------------------------------------------------------------------------------

    def block(self, activity, length, often=None):
        word = self.one(*WORDS.get(activity, [activity]))
        what = self.one(*NAMES_OF_WORK[activity]) if activity in NAMES_OF_WORK else None
        return Block(activity, word, length, what, often=often or self.often())

    def clinical(self):
        activity = self.one("choice", "core", "core", "core", "specific")
        block = self.block(activity, self.one(*hours(4, 6, 7, 8, 10, 12, 14, 14, 16)))
        if activity == "choice":
            if self.chance(70):
                block.appointments = self.one(1, 1, 2, 3)
                if self.chance(70):
                    block.hours = None
        elif self.chance(30) and block.often.kind in ("weekly", "weeks"):
            block.appointments = self.one(1, 1, 2, 2, 3)
        elif self.chance(10):
            block.hours, block.sessions = None, self.one(Fraction(1), Fraction(1, 2), Fraction(2))
        return block

    def support(self):
        activity = self.one("big admin", "big admin", "team meeting", "travel", "management", "research", "other",
                            "other")
        length = self.one(*hours(1, 2, 3, 4, 6, 8, 12))
        if activity == "big admin" and self.chance(8):
            length = Fraction(26, 60)
        return self.block(activity, length)

    def blocks(self):
        return [self.clinical() if self.chance(60) else self.support() for _ in range(self.one(1, 1, 1, 2, 2, 3))]

    def clock_line(self, day, start):
        """Clock times that its parts mostly fill, and the end of them."""
        if self.chance(30):  # a line's only piece of work takes all of its time
            block = self.block(self.one("core", "core", "other", "team meeting", "management"), None, WEEKLY)
            end = start + self.one(60, 90, 120, 210, 240)
            return Line([day], [block], clock=(start, end)), end
        blocks = [block for block in self.blocks() if block.hours is not None]
        for block in blocks:
            block.often = WEEKLY
        blocks = blocks or [self.block("core", Fraction(7, 2), WEEKLY)]
        length = sum(block.hours for block in blocks)
        if length > 6:
            blocks, length = blocks[:1], blocks[0].hours
        end = start + math.floor(length * 60)
        if self.chance(6):
            end += self.one(15, 30)
        return Line([day], blocks, clock=(start, end)), end

    def day(self, day):
        lines = []
        if self.chance(20):
            first, end = self.clock_line(day, self.one(480, 510, 540))
            lines.append(first)
            if self.chance(60):
                second, _ = self.clock_line(day, min(end + self.one(-15, 0, 0, 29, 30, 60), 16 * 60))
                lines.append(second)
        else:
            for half in ("am", "pm"):
                if self.chance(75):
                    lines.append(Line([day], self.blocks(), half))
            if self.chance(6):
                lines.append(Line([day], [self.block("core", Fraction(2))], "eve"))
        if self.chance(65):
            lunch = self.block("lunch", self.one(*hours(2, 2, 2, 4, 1, 5)), WEEKLY)
            lines.insert(self.random.randint(0, len(lines)), Line([day], [lunch]))
        return lines

    def week(self):
        lines = []
        for day in sorted(self.random.sample(range(5), self.one(1, 2, 3, 4, 5, 5))):
            lines += self.day(day)
        if self.chance(20):
            lines.append(Line([], [self.block(self.one("research", "core", "other", "big admin"),
                                              self.one(*hours(4, 8, 16)))]))
        if self.chance(15):
            days = self.one([0, 1, 2, 3, 4], [1, 3], [0, 4])
            lines.append(Line(list(days), [self.support()], self.one("am", "pm")))
        if self.chance(5):
            lines.append(Line([self.one(4, 5)], [self.block("on call", Fraction(12), self.one(
                WEEKLY, Often("weeks", cycle=4, weeks=(1,))))], clock=(20 * 60, 8 * 60)))
        if self.chance(5) and lines:
            lines.append(copy.deepcopy(self.one(*lines)))
        return lines

    # ---- a plan --------------------------------------------------------------------------------------

    def leaves(self, quarter):
        result = []
        for _ in range(self.one(0, 0, 0, 0, 1, 1, 2)):
            first = self.date_near(quarter)
            length = self.one(0, 2, 6, 13, 27, 28, 60, 200)
            result.append(Leave("annual leave" if self.chance(8) else self.one(*BREAKS), first,
                                first + datetime.timedelta(days=length)))
        if self.chance(3):
            result.append(Leave("maternity", first_day(quarter), last_day(quarter)))
        return result

    def plan(self, person, team, quarter):
        plan = Plan(person, team.name, lines=self.week(), leaves=self.leaves(quarter))
        plan.before_big_admin = self.chance(20)
        plan.settings = self.settings(3, FOR_PLAN)
        if self.chance(6):
            plan.settings.append(Setting("trainee", True))
            if self.chance(20):
                plan.settings.append(Setting("trainees-count", True))
        return plan

    def plans(self, person, team, quarter):
        """Mostly one plan; sometimes it starts or ends, or others come before and after it."""
        plan = self.plan(person, team, quarter)
        if self.chance(8):
            plan.start = self.one(*STARTS)
        if self.chance(8):
            plan.until = self.date_near(quarter)
            if plan.start and plan.until < plan.start:
                plan.until = None
        result = [plan]
        for _ in range(self.one(*[0] * 9, 1, 1, 2)):
            other = self.plan(person, team, quarter)
            other.start = self.one(*[start for start in STARTS if start not in [each.start for each in result]])
            result.append(other)
        self.random.shuffle(result)
        return result

    # ---- a workspace ---------------------------------------------------------------------------------

    def workspace(self):
        quarter = self.one((2026, 4), (2026, 4), (2027, 1), (2026, 3))
        count = self.one(1, 1, 1, 2, 2, 3)
        teams = [Team(name, quarter) for name in ["North", "South", "West"][:count]]
        for team in teams:
            if quarter == (2026, 4) and self.chance(30):
                team.quarter = None  # today's
            elif count > 1 and self.chance(5):
                team.quarter = next_quarter(quarter)
            team.settings = self.settings(4, FOR_ALL)
        workspace = Workspace(self.seed, teams, [])
        if self.chance(50):
            workspace.settings = self.settings(6, FOR_ALL)
        if self.chance(15):
            team = self.one(*teams)
            taken = {setting.name for setting in team.settings}
            settings = [each for each in self.settings(8, FOR_ALL) if each.name not in taken]
            if settings:
                workspace.team_settings[team.name] = settings
        people = list(PEOPLE)
        self.random.shuffle(people)
        for team in teams:
            mine = [people.pop() for _ in range(min(len(people), self.one(1, 1, 2, 3, 4, 5)))]
            for person in mine:
                workspace.plans += self.plans(person, team, team.quarter or quarter)
        self.share_people(workspace, quarter)
        self.join_work(workspace)
        if self.chance(20):
            self.random.shuffle(workspace.plans)
        self.fit(workspace)
        return workspace

    def share_people(self, workspace, quarter):
        """A person of two teams: a second plan, or work that counts for the other team."""
        if len(workspace.teams) < 2:
            return
        for plan in list(workspace.plans):
            mine = next(team for team in workspace.teams if team.name == plan.team)
            others = [team for team in workspace.teams
                      if team.name != plan.team and (team.quarter or quarter) == (mine.quarter or quarter)]
            if not others:
                continue
            if self.chance(12):
                other = self.one(*others)
                if not any(p.person == plan.person and p.team == other.name for p in workspace.plans):
                    workspace.plans += self.plans(plan.person, other, other.quarter or quarter)
            if self.chance(12):
                for line in plan.lines:
                    for block in line.blocks:
                        if self.chance(30) and block.activity != "lunch":
                            block.team = self.one(*others).name

    def join_work(self, workspace):
        for plan in workspace.plans:
            colleagues = [p for p in workspace.plans if p.person != plan.person and p.team == plan.team]
            if not colleagues or not self.chance(15):
                continue
            colleague = self.one(*colleagues)
            day, half = self.one(0, 1, 2, 3, 4), self.one("am", "pm")
            length, often = self.one(*hours(8, 14)), self.often()
            plan.lines.append(Line([day], [Block("core", "core", length, often=often, partner=colleague.person)], half))
            if self.chance(85):
                colleague.lines.append(
                    Line([day], [Block("core", "core", length, often=often, partner=plan.person)], half))

    def fit(self, workspace):
        """Numbers that follow from the weeks, and those just beside them."""
        for plan in workspace.plans:
            self.trim(workspace, plan)
        for plan in workspace.plans:
            self.fit_contract(Sums(workspace, (2026, 4)), plan)
        for team in workspace.teams:
            self.fit_choice(Sums(workspace, (2026, 4)), team)
        for team in workspace.teams:
            self.fit_referrals(Sums(workspace, (2026, 4)), team)
        for plan in workspace.plans:
            self.fit_targets(Sums(workspace, (2026, 4)), plan)

    def trim(self, workspace, plan):
        """No day of more hours than there are."""
        def hours_of(day):
            sums = Sums(workspace, (2026, 4))
            quarter = sums.quarter(sums.team(plan.team))
            return sum(piece.each for piece in sums.pieces(plan, quarter) if piece.day == day)

        for day in range(7):
            while hours_of(day) > 20:
                del plan.lines[max(index for index, line in enumerate(plan.lines) if day in line.days)]

    def fit_contract(self, sums, plan):
        quarter = sums.quarter(sums.team(plan.team))
        paid = sum((piece.hours for piece in sums.pieces(plan, quarter) if piece.activity in PAID), Fraction(0))
        near = Fraction(math.ceil(paid * 4), 4) or Fraction(1)
        if self.chance(90):
            plan.contract = max(Fraction(1, 4), near + self.one(*hours(0, 0, 0, 1, 2, 4, -1, -2, -6, 20)))
        elif self.chance(50):
            plan.programmed_activities = max(Fraction(1), Fraction(math.floor(near / 4)))
        if self.chance(25):
            contract = sums.contract(plan) or near
            plan.fte = max(Fraction(1, 100), Fraction(math.floor(contract / Fraction(75, 2) * 100), 100)
                           + self.one(0, 0, Fraction(1, 100), Fraction(1, 10)))

    def fit_choice(self, sums, team):
        quarter = sums.quarter(team)
        people = sums.plans_in_force(team, quarter)
        if not people or self.chance(40):
            return

        def make():
            method = self.one("weekly", "weekly", "quota")
            names = []
            for plan in people:
                planned = sums.choice_planned(plan, quarter, team.name)
                if planned == 0 and self.chance(80):
                    continue
                if method == "quota":
                    number = math.floor(planned * self.one(13, 13, 12, Fraction(45, 4))) + self.one(0, 0, 0, 1, -1)
                    names.append((plan.person, Fraction(max(0, number)), 1))
                elif planned.denominator <= 4 and self.chance(80):
                    names.append((plan.person, Fraction(planned.numerator), planned.denominator))
                else:
                    names.append((plan.person, Fraction(self.one(1, 1, 2)), self.one(1, 1, 2)))
            return (method, names)

        team.choice = self.said(make, changes=15)

    def fit_referrals(self, sums, team):
        quarter = sums.quarter(team)
        new_core = sums.team_new_core(team, quarter)
        choice = sums.choice_left(team, quarter)[2]

        def referrals():
            wanted = self.one(new_core / 8, new_core / 9, new_core / Fraction(17, 2), choice, choice * 2)
            number = Fraction(max(1, math.floor(wanted * 10) + self.one(0, 0, 0, 1, -1, 5)), 10)
            period = self.one("week", "week", "week", "month", "quarter", "year")
            number *= {"week": 1, "month": 4, "quarter": 13, "year": 52}[period]
            reach = None
            if self.chance(30):
                reach = (max(Fraction(0), number - self.one(1, 2, -1)), number + self.one(2, 3))
                if reach[0] > reach[1]:
                    reach = None
            return (number, period, reach)

        if self.chance(90):
            team.referrals = self.said(referrals)
        if self.chance(60):
            def transfer():
                low = Fraction(self.random.randint(48, 82), 100)
                return (low, None if self.chance(40) else low + Fraction(self.random.randint(0, 12), 100))
            team.transfer = self.said(transfer, 15)
        if self.chance(30):
            team.core_appointments = self.said(lambda: Fraction(self.one(12, 14, 15, 15, 16), 2), 15)
        if self.chance(30):
            team.weeks = self.said(lambda: Fraction(self.one(42, 44, 45, 46)), 15)
        if self.chance(30):
            fte = sums.team_fte(team, quarter) or Fraction(1)
            team.fte = self.said(lambda: Fraction(math.floor(fte * 100) + self.one(0, 0, 1, 5, 6, -5, 40), 100), 15)
            team.fte = [said for said in team.fte if said.value > 0]
        self.team_targets(Sums(sums.workspace, sums.today), team)

    def team_targets(self, sums, team):
        if self.chance(50):
            return
        quarter = sums.quarter(team)
        choice = math.floor((sums.referrals(team, quarter) or Fraction(1)) * 13) + self.one(0, 0, 1, 2, -1)
        core = math.floor(sums.team_new_core(team, quarter)) + self.one(0, 0, 1, 2, -1)
        self.target(team, quarter, max(0, choice), max(0, core))

    def target(self, owner, quarter, choice, core):
        choice = None if self.chance(15) else Fraction(choice)
        core = None if self.chance(15) else Fraction(core)
        if choice is not None or core is not None:
            owner.targets[quarter] = (choice, core)

    def fit_targets(self, sums, plan):
        if self.chance(35):
            return
        quarter = sums.quarter(sums.team(plan.team))
        new_core = sums.new_core(plan, quarter, None, sums.absence(plan, quarter))
        gross = new_core * Fraction(8, 7)
        core = math.floor(self.one(new_core, new_core, new_core, gross)) + self.one(0, 0, 1, 2, -1, -2)
        choice = math.floor(sums.choice_planned(plan, quarter, plan.team) * self.one(13, 13, Fraction(117, 10)))
        self.target(plan, quarter, max(0, choice + self.one(0, 0, 1, -1)), max(0, core))
        if self.chance(5):
            core_target = plan.targets.get(quarter, (None, None))
            if core_target[1] is not None:
                plan.targets[quarter] = (core_target[0], core_target[1] + Fraction(2, 5))


def generate(seed):
    return Generator(seed).workspace()
