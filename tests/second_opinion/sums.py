"""CAPA's sums once more: slow, obvious, and written from the standard and the manual alone.

Nothing here is taken from capalint's own code. What a sum rests on is `docs/plan-language.md`, `docs/balance.md`, and
the standard: a session of 3.5 h, two appointments in it, half an hour of Big Admin for it, 45 weeks of 52, 7.5
appointments of Core for a family, 13 weeks in a quarter, a tenth of weekly Choice lost.
"""

import dataclasses
import datetime
import math
from fractions import Fraction

WEEKS_IN_QUARTER = 13
WEEKS_IN_YEAR = 52
QUARTERS_IN_YEAR = 4
HOURS_OF_PROGRAMMED_ACTIVITY = 4

DEFAULTS = {
    "session": Fraction(7, 2),
    "contacts-per-session": Fraction(2),
    "big-admin-per-session": Fraction(1, 2),
    "big-admin-base": ("core", "specific"),
    "big-admin-added": False,
    "big-admin-tolerance": Fraction(1, 4),
    "choice-length": Fraction(3, 2),
    "choice-loss": Fraction(1, 10),
    "core-appointments": Fraction(15, 2),
    "working-weeks": Fraction(45),
    "multiplier": None,
    "full-time": Fraction(75, 2),
    "choice-length-tolerance": Fraction(1, 4),
    "choice-per-clinic": Fraction(2),
    "choice-days-least": Fraction(2),
    "core-target-tolerance": Fraction(1),
    "transfer-low": None,
    "transfer-high": None,
    "trainee": False,
    "trainees-count": False,
    "balance-low": Fraction(8),
    "balance-high": Fraction(9),
    "transfer-least": Fraction(1, 2),
    "transfer-most": Fraction(4, 5),
    "core-share-low": Fraction(3, 10),
    "core-share-high": Fraction(2, 5),
    "fair-share-spread": Fraction(15, 100),
    "team-least": Fraction(3),
    "plans-to-compare": Fraction(5),
    "referrals-per-fte": Fraction(1),
    "sessions-per-referral": Fraction(3),
    "full-time-sessions": Fraction(10),
    "big-admin-excess": Fraction(3, 2),
    "lunch-shortest": Fraction(1, 2),
    "lunch-longest": Fraction(1),
    "lunch-after": Fraction(6),
    "longest-work": Fraction(6),
    "leave-long": Fraction(4),
    "co-therapy": None,
    "utilisation": None,
    "contract-tolerance": Fraction(1, 4),
    "fte-tolerance": Fraction(5, 100),
    "session-shortest": Fraction(3),
    "session-longest": Fraction(4),
    "am-start": None,
    "pm-start": None,
    "eve-start": None,
}


def round_half_up(number):
    return math.floor(number + Fraction(1, 2))


# ---- dates --------------------------------------------------------------------------------------


def first_day(quarter):
    return datetime.date(quarter[0], 3 * quarter[1] - 2, 1)


def next_quarter(quarter):
    return (quarter[0], quarter[1] + 1) if quarter[1] < 4 else (quarter[0] + 1, 1)


def last_day(quarter):
    return first_day(next_quarter(quarter)) - datetime.timedelta(days=1)


def dates(quarter):
    """All days of a quarter, weekends too."""
    day = first_day(quarter)
    while day <= last_day(quarter):
        yield day
        day += datetime.timedelta(days=1)


def quarter_of_date(day):
    return (day.year, (day.month + 2) // 3)


def counting(said, quarter):
    """Of things that count from a date on, the one for a whole quarter: the latest that has begun by its first day."""
    begun = [each for each in said if each.start is None or each.start <= first_day(quarter)]
    return max(begun, key=lambda each: each.start or datetime.date.min, default=None)


# ---- a workspace in one quarter ------------------------------------------------------------------


@dataclasses.dataclass
class Piece:
    """One block on one day of the week (None: any day), as an average week holds it."""

    day: object
    line: object
    block: object
    activity: str
    team: str
    each: Fraction  # hours each time
    times: Fraction  # how often in a week, on average
    joint: bool = False

    @property
    def hours(self):
        return self.each * self.times


def once(work):
    """What is worked out for a plan in a quarter is kept: nothing in a workspace changes under its sums."""
    def kept(self, plan, quarter):
        key = (work.__name__, id(plan), quarter)
        if key not in self.kept:
            self.kept[key] = work(self, plan, quarter)
        return self.kept[key]
    return kept


class Sums:
    """The sums of one workspace; `today` is the quarter of teams that do not say theirs."""

    def __init__(self, workspace, today):
        self.workspace = workspace
        self.today = today
        self.kept = {}

    # -- what is said ---------------------------------------------------------------------------

    def team(self, name):
        return next(team for team in self.workspace.teams if team.name == name)

    def quarter(self, team):
        return team.quarter or self.today

    def team_said(self, team):
        """A team's own lines, as the settings that they are."""
        said = list(team.settings) + list(self.workspace.team_settings.get(team.name, []))
        for each in team.core_appointments:
            said.append(_Setting("core-appointments", each.value, each.start))
        for each in team.weeks:
            said.append(_Setting("working-weeks", each.value, each.start))
        for each in team.transfer:
            said.append(_Setting("transfer-low", each.value[0], each.start))
            said.append(_Setting("transfer-high", each.value[1], each.start))
        return said

    def setting(self, name, team, quarter, plan=None):
        """The nearest line that sets it counts: the plan's, the team's, that for all."""
        levels = [plan.settings] if plan else []
        levels += [self.team_said(team), self.workspace.settings]
        for level in levels:
            said = counting([each for each in level if each.name == name], quarter)
            if said is not None:
                return said.value
        return DEFAULTS[name]

    def multiplier(self, team, quarter, plan=None):
        own = self.setting("multiplier", team, quarter, plan)
        if own is not None:
            return own
        appointments = self.setting("contacts-per-session", team, quarter, plan)
        weeks = self.setting("working-weeks", team, quarter, plan) / QUARTERS_IN_YEAR
        return appointments * weeks / self.setting("core-appointments", team, quarter, plan)

    # -- which plan counts, and when ------------------------------------------------------------------

    def plans_of(self, person, team_name):
        return [p for p in self.workspace.plans if p.person == person and p.team == team_name]

    def in_force(self, person, team_name, quarter):
        """The plan of a person in a team that counts in a quarter, or None.

        It is the latest that has begun by the first day and not ended; without one, the first that starts within
        the quarter.
        """
        first, last = first_day(quarter), last_day(quarter)
        plans = [p for p in self.plans_of(person, team_name) if p.until is None or p.until >= first]
        begun = [p for p in plans if p.start is None or p.start <= first]
        if begun:
            return max(begun, key=lambda p: p.start or datetime.date.min)
        within = [p for p in plans if p.start <= last]
        return min(within, key=lambda p: p.start, default=None)

    @once
    def is_in_force(self, plan, quarter):
        return self.in_force(plan.person, plan.team, quarter) is plan

    def counts(self, plan, quarter):
        """Whether it counts for its team: in force, and not a trainee's unless trainees count."""
        team = self.team(plan.team)
        trainee = self.setting("trainee", team, quarter, plan)
        return self.is_in_force(plan, quarter) and (
            not trainee or self.setting("trainees-count", team, quarter, plan))

    def plans_in_force(self, team, quarter):
        return [p for p in self.workspace.plans if p.team == team.name and self.is_in_force(p, quarter)]

    def counted_plans(self, team, quarter):
        return [p for p in self.workspace.plans if p.team == team.name and self.counts(p, quarter)]

    def visitors(self, team, quarter):
        """Plans of other teams with work for this one."""
        return [
            p for p in self.workspace.plans
            if p.team != team.name and self.counts(p, quarter)
            and any(piece.team == team.name for piece in self.pieces(p, quarter))
        ]

    # -- the week ------------------------------------------------------------------------------------

    def times_a_week(self, often, weeks_worked):
        if often.kind == "weekly":
            return Fraction(1)
        if often.kind == "every":
            return Fraction(1, often.cycle)
        if often.kind == "weeks":
            return Fraction(len(often.weeks), often.cycle)
        if often.kind == "in":
            return Fraction(often.number) / often.cycle
        a_year = {"year": 1, "quarter": 4, "month": 12}[often.period]
        return often.number * a_year / weeks_worked

    def hours_each_time(self, line, block, session, choice_length):
        if block.sessions is not None:
            return block.sessions * session
        if block.hours is not None:
            return block.hours
        if block.activity == "choice" and block.appointments is not None:
            return block.appointments * choice_length
        begin, end = line.clock  # a line's only block takes all of its time
        return Fraction(end - begin if end > begin else end + 24 * 60 - begin, 60)

    @once
    def pieces(self, plan, quarter):
        team = self.team(plan.team)
        session = self.setting("session", team, quarter, plan)
        choice_length = self.setting("choice-length", team, quarter, plan)
        weeks = self.setting("working-weeks", team, quarter, plan)
        return [
            Piece(day, line, block, block.activity, block.team or plan.team,
                  self.hours_each_time(line, block, session, choice_length),
                  self.times_a_week(block.often, weeks),
                  self.is_returned(plan, day, block, quarter))
            for line in plan.lines for block in line.blocks for day in (line.days or [None])
        ]

    def is_returned(self, plan, day, block, quarter):
        """Whether the colleague's plan has the same joint work on the same day."""
        if block.partner is None or block.partner == plan.person:
            return False
        return any(
            theirs.partner == plan.person and theirs.activity == block.activity
            for other in self.workspace.plans
            if other.person == block.partner and self.is_in_force(other, quarter)
            for line in other.lines if day in (line.days or [None])
            for theirs in line.blocks)

    def choice_appointments(self, piece, plan, quarter):
        """A week on average: as said, or one for each `choice-length`, to the nearest whole number."""
        if piece.activity != "choice":
            return Fraction(0)
        return self.choice_each_time(piece, plan, quarter) * piece.times

    def choice_each_time(self, piece, plan, quarter):
        if piece.block.appointments is not None:
            return Fraction(piece.block.appointments)
        length = self.setting("choice-length", self.team(plan.team), quarter, plan)
        return Fraction(max(1, round_half_up(piece.each / length)))

    # -- Big Admin -------------------------------------------------------------------------------------

    def big_admin_rate(self, plan, quarter):
        """Big Admin for each clinical hour of a finished week: a seventh."""
        team = self.team(plan.team)
        return (self.setting("big-admin-per-session", team, quarter, plan)
                / self.setting("session", team, quarter, plan))

    def clinical(self, plan, quarter):
        """The hours as written that Big Admin is worked out from."""
        base = self.setting("big-admin-base", self.team(plan.team), quarter, plan)
        return sum((p.hours for p in self.pieces(plan, quarter) if p.activity in base), Fraction(0))

    def big_admin_planned(self, plan, quarter):
        return sum((p.hours for p in self.pieces(plan, quarter) if p.activity == "big admin"), Fraction(0))

    def big_admin_missing(self, plan, quarter):
        """Hours that have still to become Big Admin, or to be added: only in a plan that says `before big admin`."""
        if not plan.before_big_admin:
            return Fraction(0)
        rate = self.big_admin_rate(plan, quarter)
        clinical, planned = self.clinical(plan, quarter), self.big_admin_planned(plan, quarter)
        if self.setting("big-admin-added", self.team(plan.team), quarter, plan):
            return max(Fraction(0), clinical * rate - planned)
        # A seventh of what is left is an eighth of it all.
        return max(Fraction(0), (clinical + planned) * rate / (1 + rate) - planned)

    @once
    def finished(self, plan, quarter):
        """The week after Big Admin: pieces with their hours. What becomes Big Admin stays on its day and its team."""
        added = self.setting("big-admin-added", self.team(plan.team), quarter, plan)
        base = self.setting("big-admin-base", self.team(plan.team), quarter, plan)
        missing, clinical = self.big_admin_missing(plan, quarter), self.clinical(plan, quarter)
        result = []
        for piece in self.pieces(plan, quarter):
            part = missing / clinical if missing > 0 and piece.activity in base and not added else Fraction(0)
            result.append((piece, piece.hours * (1 - part)))
            if part > 0:
                result.append((dataclasses.replace(piece, activity="big admin"), piece.hours * part))
        if added and missing > 0:  # it stands in no line yet
            result.append((Piece(None, None, None, "big admin", plan.team, missing, Fraction(1)), missing))
        return result

    def hours(self, plan, quarter, activities, team_name=None, absence=None):
        """Average hours a week of a finished week; with an absence, of what is left of it in the quarter."""
        total = Fraction(0)
        for piece, hours in self.finished(plan, quarter):
            if piece.activity in activities and team_name in (None, piece.team):
                total += hours * (1 if absence is None else 1 - absence.share(piece.day))
        return total

    # -- absence ---------------------------------------------------------------------------------------

    @once
    def absence(self, plan, quarter):
        return Absence(self, plan, quarter, quarter)

    # -- what a plan brings ------------------------------------------------------------------------------

    def core_that_counts(self, plan, quarter, team_name, absence=None):
        """Hours of Core that make families: of joint work half, since the other half counts in the other plan."""
        total = Fraction(0)
        for piece, hours in self.finished(plan, quarter):
            if piece.activity == "core" and team_name in (None, piece.team):
                left = 1 if absence is None else 1 - absence.share(piece.day)
                total += hours * left * (Fraction(1, 2) if piece.joint else 1)
        return total

    def joint_core(self, plan, quarter, team_name):
        return sum((hours for piece, hours in self.finished(plan, quarter)
                    if piece.activity == "core" and piece.joint and piece.team == team_name), Fraction(0))

    def new_core(self, plan, quarter, team_name=None, absence=None):
        team = self.team(plan.team)
        return (self.core_that_counts(plan, quarter, team_name, absence)
                / self.setting("session", team, quarter, plan) * self.multiplier(team, quarter, plan))

    def choice_planned(self, plan, quarter, team_name, absence=None):
        return sum((self.choice_appointments(piece, plan, quarter)
                    * (1 if absence is None else 1 - absence.share(piece.day))
                    for piece in self.pieces(plan, quarter) if team_name in (None, piece.team)), Fraction(0))

    def choice_list(self, team, quarter):
        said = counting(team.choice, quarter)
        return None if said is None else said.value

    def choice_given(self, plan, quarter):
        """What the team's list gives to a clinician, a week on average; None without a list."""
        listed = self.choice_list(self.team(plan.team), quarter)
        if listed is None:
            return None
        method, names = listed
        return sum((number / (WEEKS_IN_QUARTER if method == "quota" else cycle)
                    for name, number, cycle in names if name == plan.person), Fraction(0))

    def choice_lost(self, plan, quarter, team):
        """Choice appointments of the quarter that an absence takes."""
        absence = self.absence(plan, quarter)
        if plan.team == team.name and self.choice_list(team, quarter) is not None:
            # The list's numbers stand in no line of the week.
            return self.choice_given(plan, quarter) * absence.share(None) * WEEKS_IN_QUARTER
        planned = self.choice_planned(plan, quarter, team.name)
        return (planned - self.choice_planned(plan, quarter, team.name, absence)) * WEEKS_IN_QUARTER

    def full_time_equivalent(self, plan, quarter, most=None):
        """As said, or the contract's part of a full-time week; for the rules at most one post."""
        if plan.fte is not None:
            return plan.fte
        contract = self.contract(plan)
        if contract is None:
            return None
        part = contract / self.setting("full-time", self.team(plan.team), quarter, plan)
        return part if most is None else min(part, most)

    def contract(self, plan):
        if plan.programmed_activities is not None:
            return plan.programmed_activities * HOURS_OF_PROGRAMMED_ACTIVITY
        return plan.contract

    def core_share(self, plan, quarter):
        """Choice and Core as a share of the paid hours of the quarter, of all of a plan."""
        absence = self.absence(plan, quarter)
        paid = self.hours(plan, quarter, PAID, None, absence)
        return None if paid == 0 else self.hours(plan, quarter, CORE_CLINICAL, None, absence) / paid

    def big_admin_needed(self, plan, quarter, team_name):
        base = self.setting("big-admin-base", self.team(plan.team), quarter, plan)
        return self.hours(plan, quarter, base, team_name) * self.big_admin_rate(plan, quarter)

    def whole_families(self, plan, quarter, team_name):
        """New Core of each quarter of the year as a whole number: those of a year of such quarters."""
        numbers = []
        for number in range(QUARTERS_IN_YEAR):
            absence = Absence(self, plan, quarter, (quarter[0], number + 1))
            families = self.new_core(plan, quarter, team_name, absence)
            year = round_half_up(QUARTERS_IN_YEAR * families)
            numbers.append(year * (number + 1) // QUARTERS_IN_YEAR - year * number // QUARTERS_IN_YEAR)
        return numbers

    # -- figures -----------------------------------------------------------------------------------------

    def plan_figures(self, plan, team, quarter):
        """One row of a team: a plan of its own, or what a plan of another team does here."""
        own = plan.team == team.name
        session = self.setting("session", self.team(plan.team), quarter, plan)
        absence = self.absence(plan, quarter)
        core = self.hours(plan, quarter, ("core",), team.name)
        new_core = self.new_core(plan, quarter, team.name)
        away = absence.any
        return {
            "contract": self.contract(plan) if own else None,
            "fte": self.full_time_equivalent(plan, quarter) if own else None,
            "choice_given": self.choice_given(plan, quarter) if own else None,
            "choice_planned": self.choice_planned(plan, quarter, team.name),
            "core_sessions": core / session,
            "new_core": new_core,
            "big_admin_needed": self.big_admin_needed(plan, quarter, team.name),
            "core_share": self.core_share(plan, quarter) if own else None,
            "weeks_away": absence.share(None) * WEEKS_IN_QUARTER if away else None,
            "choice_away": self.choice_lost(plan, quarter, team) if away else None,
            "core_away": new_core - self.new_core(plan, quarter, team.name, absence) if away else None,
        }

    def activity_hours(self, plan, team, quarter):
        hours = {}
        for piece, length in self.finished(plan, quarter):
            if piece.team == team.name and length > 0:
                hours[piece.activity] = hours.get(piece.activity, Fraction(0)) + length
        return hours

    def referrals(self, team, quarter):
        said = counting(team.referrals, quarter)
        if said is None:
            return None
        number, period, _ = said.value
        weeks = {"week": 1, "month": Fraction(WEEKS_IN_YEAR, 12), "quarter": WEEKS_IN_QUARTER,
                 "year": WEEKS_IN_YEAR}[period]
        return number / weeks

    def members(self, team, quarter):
        return self.counted_plans(team, quarter) + self.visitors(team, quarter)

    def sum_of(self, team, quarter, number):
        return sum((number(plan) for plan in self.members(team, quarter)), Fraction(0))

    def choice_left(self, team, quarter):
        """Choice a week that is given out, away, and left after absence and losses."""
        listed = self.choice_list(team, quarter)
        if listed is None:
            given = self.sum_of(team, quarter, lambda p: self.choice_planned(p, quarter, team.name))
        else:
            given = sum((self.choice_given(p, quarter) for p in self.counted_plans(team, quarter)), Fraction(0))
        # Where there is a list, a visitor's Choice is not on it.
        whose = self.members(team, quarter) if listed is None else self.counted_plans(team, quarter)
        away = sum((self.choice_lost(p, quarter, team) for p in whose), Fraction(0)) / WEEKS_IN_QUARTER
        by_quota = listed is not None and listed[0] == "quota"
        loss = Fraction(0) if by_quota else self.setting("choice-loss", team, quarter)
        return given, away, (given - away) * (1 - loss)

    def team_new_core(self, team, quarter):
        return self.sum_of(team, quarter,
                           lambda p: self.new_core(p, quarter, team.name, self.absence(p, quarter)))

    def team_hours_left(self, team, quarter, activities):
        return self.sum_of(team, quarter, lambda p: self.hours(p, quarter, activities, team.name,
                                                               self.absence(p, quarter)))

    def team_fte(self, team, quarter, most=None):
        said = counting(team.fte, quarter)
        if said is not None:
            return said.value
        known = [self.full_time_equivalent(p, quarter, most) for p in self.counted_plans(team, quarter)]
        known = [each for each in known if each is not None]
        return sum(known, Fraction(0)) if known else None

    def band(self, team, quarter):
        """Where new Core for each weekly referral is broadly in balance."""
        least, most = self.setting("balance-low", team, quarter), self.setting("balance-high", team, quarter)
        low, high = self.transfer(team, quarter)
        if low is None:
            return least, most
        low, high = WEEKS_IN_QUARTER * low, WEEKS_IN_QUARTER * (low if high is None else high)
        if high - low < most - least:
            middle, half = (low + high) / 2, (most - least) / 2
            low, high = middle - half, middle + half
        return low, high

    def transfer(self, team, quarter):
        """Both ends of the rate; one alone, or twice the same, is all of it."""
        low, high = self.setting("transfer-low", team, quarter), self.setting("transfer-high", team, quarter)
        return low, None if high == low else high

    def team_figures(self, team):
        quarter = self.quarter(team)
        plans = self.counted_plans(team, quarter)
        referrals = self.referrals(team, quarter)
        fte = self.team_fte(team, quarter)
        contracts = [each for each in map(self.contract, plans) if each is not None]
        given, away, left = self.choice_left(team, quarter)
        core = self.sum_of(team, quarter, lambda p: self.hours(p, quarter, ("core",), team.name))
        joint = self.sum_of(team, quarter, lambda p: self.joint_core(p, quarter, team.name)) / 2
        sessions = self.sum_of(team, quarter, lambda p: self.hours(p, quarter, ("core",), team.name)
                               / self.setting("session", self.team(p.team), quarter, p))
        before = self.sum_of(team, quarter, lambda p: self.new_core(p, quarter, team.name))
        new_core = self.team_new_core(team, quarter)
        multiplier = self.multiplier(team, quarter)
        low, high = self.transfer(team, quarter)
        needed = [None if referrals is None or rate is None else referrals * WEEKS_IN_QUARTER * rate
                  for rate in (low, high)]
        clinical = self.team_hours_left(team, quarter, CORE_CLINICAL)
        paid = self.team_hours_left(team, quarter, PAID)
        clinical_sessions = self.sum_of(
            team, quarter, lambda p: self.hours(p, quarter, CORE_CLINICAL, team.name, self.absence(p, quarter))
            / self.setting("session", self.team(p.team), quarter, p))
        half_days = None if not fte or referrals is None else (
            fte * self.setting("full-time-sessions", team, quarter))
        hours_for_family = None if low is None else 1 + low * self.setting("core-appointments", team, quarter)
        return {
            "plans": Fraction(len(plans)),
            "contract": sum(contracts, Fraction(0)) if contracts else None,
            "fte": fte,
            "referrals": referrals,
            "choice_needed": referrals,
            "choice_needed_quarter": None if referrals is None else referrals * WEEKS_IN_QUARTER,
            "choice_given": given,
            "choice_away": away or None,
            "choice_left": left,
            "choice_gap": None if referrals is None else left - referrals,
            "choice_planned": self.sum_of(team, quarter, lambda p: self.choice_planned(p, quarter, team.name)),
            "choice_hours": self.sum_of(team, quarter, lambda p: self.hours(p, quarter, ("choice",), team.name)),
            "core_hours": core,
            "joint_core": joint or None,
            "core_sessions": sessions,
            "multiplier": multiplier,
            "new_core": before,
            "core_away": before - new_core or None,
            "core_left": new_core,
            "core_needed_low": needed[0],
            "core_gap_low": None if needed[0] is None else new_core - needed[0],
            "core_needed_high": needed[1],
            "core_gap_high": None if needed[1] is None else new_core - needed[1],
            "ratio": None if not referrals else new_core / referrals,
            "core_share": None if paid == 0 else clinical / paid,
            "big_admin": self.sum_of(team, quarter, lambda p: self.hours(p, quarter, ("big admin",), team.name)),
            "big_admin_needed": self.sum_of(
                team, quarter, lambda p: self.big_admin_needed(p, quarter, team.name)),
            "thumb_referrals": None if fte is None else fte * self.setting("referrals-per-fte", team, quarter),
            "thumb_share": None if half_days is None else (
                referrals * self.setting("sessions-per-referral", team, quarter) / half_days),
            "exact_share": None if half_days is None or hours_for_family is None else (
                referrals * hours_for_family / self.setting("contacts-per-session", team, quarter)
                * WEEKS_IN_YEAR / self.setting("working-weeks", team, quarter) / half_days),
            "planned_share": None if half_days is None else clinical_sessions / half_days,
            "sessions_needed_low": None if needed[0] is None else needed[0] / multiplier,
            "sessions_needed_high": None if needed[1] is None else needed[1] / multiplier,
        }

    def verdict(self, team):
        quarter = self.quarter(team)
        referrals = self.referrals(team, quarter)
        if referrals is None:
            return "not judged"
        low, high = self.band(team, quarter)
        ratio = self.team_new_core(team, quarter) / referrals
        short = ratio < low or self.choice_left(team, quarter)[2] < referrals
        if short and not self.counted_plans(team, quarter):
            return "not judged"  # its numbers are "at least", and a shortage is not judged
        return "out of balance" if short or ratio > high else "in balance"

    def changes(self, team):
        """The smallest changes of a team out of balance, where such steps can restore it.

        Choice is added in steps of one every two weeks, or one of a quota; Core in quarters of an hour.
        """
        quarter = self.quarter(team)
        if self.verdict(team) != "out of balance":
            return {}
        result = {}
        referrals = self.referrals(team, quarter)
        short = referrals - self.choice_left(team, quarter)[2]
        listed = self.choice_list(team, quarter)
        by_quota = listed is not None and listed[0] == "quota"
        if short > 0:
            step = Fraction(1, WEEKS_IN_QUARTER) if by_quota else Fraction(1, 2)
            kept = 1 if by_quota else 1 - self.setting("choice-loss", team, quarter)
            result["choice_per_week"] = math.ceil(short / kept / step) * step
        low, high = self.band(team, quarter)
        new_core = self.team_new_core(team, quarter)
        hours = self.setting("session", team, quarter) / self.multiplier(team, quarter)
        if new_core < low * referrals:
            result["core_hours"] = Fraction(math.ceil((low * referrals - new_core) * hours * 4), 4)
        if new_core > high * referrals:
            result["core_hours"] = -Fraction(math.ceil((new_core - high * referrals) * hours * 4), 4)
        return result

    def spread(self, team):
        """The least, the middle and the most of the plans: Choice and Core, and Big Admin for each post."""
        quarter = self.quarter(team)
        shares, big_admin = [], []
        for plan in self.counted_plans(team, quarter):
            shares.append(self.core_share(plan, quarter))
            fte = self.full_time_equivalent(plan, quarter)
            big_admin.append(None if not fte else self.hours(plan, quarter, ("big admin",), team.name) / fte)
        result = {}
        for what, numbers in [("share of Choice and Core", shares),
                              ("Big Admin for each full-time equivalent", big_admin)]:
            known = sorted(each for each in numbers if each is not None)
            if len(known) > 1:
                result[what] = (known[0], median(known), known[-1])
        return result


class Absence:
    """The dates of a quarter on which a plan brings nothing, and what they take; `planned` is the team's quarter."""

    def __init__(self, sums, plan, planned, quarter):
        leaves = _leaves(sums, plan, planned)
        self.away = {day for day in dates(quarter) if _is_away(sums, plan, leaves, day)}
        self.all = list(dates(quarter))
        weekdays = {piece.day for piece in sums.pieces(plan, planned)
                    if piece.day is not None and piece.activity != "lunch"}
        self.working = weekdays or {0, 1, 2, 3, 4}
        self.any = any(day.weekday() in self.working for day in self.away)
        self.lost = {day: self.lost_of({day}) for day in range(7)}
        self.lost[None] = self.lost_of(self.working)

    def lost_of(self, weekdays):
        dates_of_work = [day for day in self.all if day.weekday() in weekdays]
        return Fraction(sum(day in self.away for day in dates_of_work), len(dates_of_work))

    def share(self, day):
        """The share that is lost of work on a day of the week, or of work on any day (None)."""
        return self.lost[day]


def _leaves(sums, plan, quarter):
    """A person's leave holds for all plans that are in force; annual leave is in the weeks that are worked."""
    return [leave for other in sums.workspace.plans if other.person == plan.person
            for leave in other.leaves
            if leave.reason != "annual leave" and (other is plan or sums.is_in_force(other, quarter))]


def _is_away(sums, plan, leaves, day):
    if any(leave.first <= day <= leave.last for leave in leaves):
        return True
    if (plan.start is None or plan.start <= day) and (plan.until is None or day <= plan.until):
        return False
    return not any(
        (other.start is None or other.start <= day) and (other.until is None or day <= other.until)
        for other in sums.plans_of(plan.person, plan.team) if other is not plan)


def median(numbers):
    numbers = sorted(numbers)
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2


@dataclasses.dataclass
class _Setting:
    name: str
    value: object
    start: object = None


CORE_CLINICAL = ("choice", "core")
CLINICAL = ("choice", "core", "specific")
PAID = ("choice", "core", "specific", "big admin", "team meeting", "travel", "management", "research", "other",
        "on call")
