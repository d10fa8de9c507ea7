"""Which findings capalint has to have on a workspace, by what `docs/rules` says and the sums of `sums.py`.

A finding is a rule and what it is about: a plan, a team, or a person's name where the place may be in either. What a
rule's page leaves open for a week is `open`, and is not compared.
"""

import math
from fractions import Fraction

from sums import CLINICAL, CORE_CLINICAL, PAID, WEEKS_IN_QUARTER, WEEKS_IN_YEAR, counting, first_day, last_day, median
from workspace import Plan, Team

QUARTER_OF_AN_HOUR = Fraction(1, 4)
MINUTE = Fraction(1, 60)

# What each rule is about: `plan` and `team` by the place of the finding, `name` by its subject alone.
ABOUT = {
    "CAPA142": "place", "CAPA201": "plan", "CAPA202": "plan", "CAPA203": "plan", "CAPA204": "team",
    "CAPA205": "name", "CAPA206": "plan", "CAPA207": "plan", "CAPA208": "plan", "CAPA209": "plan",
    "CAPA210": "team", "CAPA211": "team", "CAPA212": "team", "CAPA214": "plan", "CAPA215": "plan",
    "CAPA218": "plan", "CAPA219": "plan", "CAPA220": "plan", "CAPA222": "plan", "CAPA223": "plan",
    "CAPA227": "plan", "CAPA228": "plan", "CAPA229": "plan", "CAPA232": "plan", "CAPA234": "plan",
    "CAPA245": "team", "CAPA246": "team", "CAPA247": "team", "CAPA248": "team", "CAPA249": "team",
    "CAPA251": "team", "CAPA252": "team", "CAPA257": "team", "CAPA259": "team", "CAPA260": "team",
    "CAPA261": "plan", "CAPA262": "name", "CAPA263": "team", "CAPA264": "plan", "CAPA301": "name",
    "CAPA302": "plan", "CAPA303": "plan", "CAPA304": "plan", "CAPA305": "name", "CAPA306": "plan",
    "CAPA307": "plan", "CAPA311": "team", "CAPA312": "team", "CAPA313": "plan", "CAPA314": "name",
    "CAPA315": "name", "CAPA316": "name", "CAPA327": "plan",
}

ERRORS = {"CAPA201", "CAPA202", "CAPA204", "CAPA205", "CAPA215", "CAPA252", "CAPA261", "CAPA262", "CAPA301",
          "CAPA302", "CAPA303", "CAPA311", "CAPA315"}


def name_of(thing):
    """How a finding's subject is told apart: two plans of one person are two subjects."""
    if isinstance(thing, Plan):
        return f"{thing.person} in {thing.team}" + (f" from {thing.start}" if thing.start else "")
    return thing.name if isinstance(thing, Team) else thing


class Findings:
    def __init__(self, sums):
        self.sums = sums
        self.found = set()
        self.open = set()
        for team in sums.workspace.teams:
            self.of_team(team)
        for plan in sums.workspace.plans:
            self.of_plan(plan)
        for person in {plan.person for plan in sums.workspace.plans}:
            self.of_person(person)

    def find(self, code, thing, condition=True):
        if condition:
            self.found.add((code, name_of(thing)))

    def leave_open(self, code, thing):
        self.open.add((code, name_of(thing)))

    # ---- teams -------------------------------------------------------------------------------------

    def of_team(self, team):
        sums, quarter = self.sums, self.sums.quarter(team)

        def setting(name):
            return sums.setting(name, team, quarter)

        plans = sums.counted_plans(team, quarter)
        referrals = sums.referrals(team, quarter)
        listed = sums.choice_list(team, quarter)
        given, away, left = sums.choice_left(team, quarter)
        new_core = sums.team_new_core(team, quarter)
        begins, ends = sums.band(team, quarter)
        multiplier, session = sums.multiplier(team, quarter), setting("session")
        clinical = sums.team_hours_left(team, quarter, CORE_CLINICAL)
        paid = sums.team_hours_left(team, quarter, PAID)
        share = clinical / paid if paid > 0 else None
        is_team = len(plans) >= setting("team-least")
        short = referrals is not None and new_core < begins * referrals
        missing = (begins * (referrals or 0) - new_core) / multiplier * session
        too_small = short and is_team and paid > 0 and (clinical + missing) / paid > setting("core-share-high")

        if referrals is not None:
            self.find("CAPA204", team, (plans or listed is not None) and left < referrals)
            self.find("CAPA263", team, plans and too_small)
            self.find("CAPA245", team, plans and short and not too_small)
            co_therapy = setting("co-therapy") or 0
            self.find("CAPA246", team, sums.members(team, quarter) and setting("utilisation") is None
                      and new_core > ends * referrals * (1 + co_therapy))
            number, _, reach = value_in(team.referrals, quarter)
            self.find("CAPA252", team, reach is not None and not reach[0] <= number <= reach[1])
        low, high = sums.transfer(team, quarter)
        if low is not None:
            self.find("CAPA247", team, low < setting("transfer-least") or (high or low) > setting("transfer-most"))

        if share is not None and is_team:
            to_share = Fraction(math.ceil((setting("core-share-low") * paid - clinical) * 4), 4)
            room = None if referrals is None else (ends * referrals - new_core) / multiplier * session
            self.find("CAPA248", team, share < setting("core-share-low") and (
                referrals is None or (not short and to_share <= room)))
            self.find("CAPA249", team, share > setting("core-share-high") and not short)
        self.posts(team, plans, referrals, share, is_team, short)
        self.choice_days(team, plans)
        self.demand(team, referrals, new_core, begins)
        self.targets_of_team(team, plans, referrals, given - away)
        self.changes_of_team(team)

    def posts(self, team, plans, referrals, share, is_team, short):
        sums, quarter = self.sums, self.sums.quarter(team)
        said = value_in(team.fte, quarter)
        tolerance = sums.setting("fte-tolerance", team, quarter)
        fte = sums.team_fte(team, quarter, most=1)
        if said is None and None in [sums.full_time_equivalent(plan, quarter) for plan in plans]:
            fte = None  # the posts are not known
        high = sums.setting("core-share-high", team, quarter)
        if fte is not None and referrals is not None and (said is not None or is_team):
            squeezed = share is not None and is_team and share > high
            self.find("CAPA251", team, not (plans and short) and not squeezed
                      and referrals > fte * sums.setting("referrals-per-fte", team, quarter))
        if said is None or not plans:
            return
        counted = {plan.person: sums.full_time_equivalent(plan, quarter, most=1) for plan in plans}
        clinical = {plan.person for plan in plans if sums.hours(plan, quarter, CLINICAL) > 0}
        if None in counted.values():
            self.leave_open("CAPA311", team)
            self.leave_open("CAPA312", team)
            return
        of_all = sum(counted.values())
        of_clinical = sum(fte for person, fte in counted.items() if person in clinical)
        differs = abs(said - of_clinical) > tolerance
        with_others = abs(said - of_all) <= tolerance
        self.find("CAPA311", team, differs and not with_others)
        self.find("CAPA312", team, differs and with_others and of_all - of_clinical > tolerance)

    def choice_days(self, team, plans):
        sums, quarter = self.sums, self.sums.quarter(team)
        members = sums.members(team, quarter)
        days = {piece.day for plan in members for piece in sums.pieces(plan, quarter)
                if piece.team == team.name and piece.activity == "choice" and piece.day is not None}
        appointments = sum(sums.choice_planned(plan, quarter, team.name, sums.absence(plan, quarter))
                           for plan in members)
        if len(plans) < sums.setting("team-least", team, quarter):
            return
        self.find("CAPA257", team, len(days) < sums.setting("choice-days-least", team, quarter) and appointments >= 2)

    def demand(self, team, referrals, new_core, begins):
        sums, quarter = self.sums, self.sums.quarter(team)
        low, high = sums.transfer(team, quarter)
        utilisation = sums.setting("utilisation", team, quarter)
        if utilisation is not None and referrals is not None and low is not None:
            hours = WEEKS_IN_YEAR * referrals * (
                1 + (high or low) * sums.setting("core-appointments", team, quarter))
            sessions = sums.team_hours_left(team, quarter, CORE_CLINICAL) / sums.setting("session", team, quarter)
            capacity = (sessions * sums.setting("contacts-per-session", team, quarter)
                        * sums.setting("working-weeks", team, quarter))
            self.find("CAPA259", team, hours > capacity * utilisation)
        co_therapy = sums.setting("co-therapy", team, quarter)
        if co_therapy is not None and referrals is not None:
            needed = WEEKS_IN_QUARTER * low * referrals if low is not None else begins * referrals
            self.find("CAPA260", team, new_core >= begins * referrals and new_core < needed * (1 + co_therapy))

    def targets_of_team(self, team, plans, referrals, scheduled):
        sums, quarter = self.sums, self.sums.quarter(team)
        choice, core = team.targets.get(quarter, (None, None))
        there = [plan for plan in plans if sums.absence(plan, quarter).share(None) < 1]
        self.find("CAPA210", team, there and (choice is None or core is None))
        if choice is not None and referrals is not None:
            needed = referrals * WEEKS_IN_QUARTER
            most = max(needed, scheduled * WEEKS_IN_QUARTER)
            self.find("CAPA211", team, choice < math.floor(needed) or choice > math.ceil(most))
        if core is not None and plans:
            numbers = [sums.new_core(plan, quarter, team.name, sums.absence(plan, quarter))
                       for plan in sums.members(team, quarter)]
            least = min(math.floor(sum(numbers)), sum(map(fewer, numbers)))
            most = max(math.ceil(sum(numbers)), sum(map(more, numbers)))
            self.find("CAPA212", team, not least <= core <= most)
            if any(piece.team != plan.team for plan in sums.members(team, quarter)
                   for piece in sums.pieces(plan, quarter) if piece.activity == "core"):
                self.leave_open("CAPA212", team)  # whole families of work for another team are not said

    def changes_of_team(self, team):
        sums, quarter = self.sums, self.sums.quarter(team)
        said = team.referrals + team.transfer + team.core_appointments + team.weeks + team.fte + team.choice
        said += team.settings
        self.find("CAPA142", team, any(self.within(each.start, quarter) for each in said))

    def within(self, start, quarter):
        return start is not None and first_day(quarter) < start <= last_day(quarter)

    # ---- plans ---------------------------------------------------------------------------------------

    def of_plan(self, plan):
        sums = self.sums
        team = sums.team(plan.team)
        quarter = sums.quarter(team)
        in_force = sums.is_in_force(plan, quarter)
        self.big_admin(plan, team, quarter)
        self.blocks(plan, team, quarter)
        self.half_days(plan, team, quarter)
        self.repeated(plan, quarter)
        self.balance_of_plan(plan, team, quarter, in_force)
        self.find("CAPA264", plan, any(leave.reason == "annual leave" for leave in plan.leaves))
        self.find("CAPA313", plan, any(core is not None and core.denominator > 1 for _, core in plan.targets.values()))
        self.find("CAPA142", plan, (self.within(plan.start, quarter) and not in_force)
                  or any(self.within(setting.start, quarter) for setting in plan.settings))
        if not in_force:
            return
        self.contract(plan, team, quarter)
        self.core_target(plan, team, quarter)
        self.choice(plan, team, quarter)
        self.leave(plan, team, quarter)
        self.find("CAPA327", plan, any(
            piece.block.partner not in (None, plan.person) and not piece.joint
            and any(other.person == piece.block.partner and sums.is_in_force(other, quarter)
                    for other in sums.workspace.plans)
            for piece in sums.pieces(plan, quarter)))

    def big_admin(self, plan, team, quarter):
        sums = self.sums
        clinical, planned = sums.clinical(plan, quarter), sums.big_admin_planned(plan, quarter)
        needed = clinical * sums.big_admin_rate(plan, quarter)
        tolerance = sums.setting("big-admin-tolerance", team, quarter, plan)
        excess = sums.setting("big-admin-excess", team, quarter, plan)
        enough = planned + tolerance >= needed
        if plan.before_big_admin:
            self.find("CAPA203", plan, clinical > 0 and not (planned > 0 and enough))
            self.find("CAPA261", plan, clinical > 0 and planned > 0 and enough)
        else:
            self.find("CAPA202", plan, not enough)
            self.find("CAPA220", plan, clinical > 0 and planned > needed * excess + tolerance)

    def blocks(self, plan, team, quarter):
        sums = self.sums

        def setting(name):
            return sums.setting(name, team, quarter, plan)

        for piece in sums.pieces(plan, quarter):
            if piece.activity == "lunch":
                self.find("CAPA214", plan, not setting("lunch-shortest") <= piece.each <= setting("lunch-longest"))
            if piece.activity == "big admin" and not plan.before_big_admin:
                self.find("CAPA222", plan, piece.each % QUARTER_OF_AN_HOUR != 0)
            if piece.activity == "choice":
                self.find("CAPA218", plan, not self.choice_takes_its_time(piece, plan, team, quarter))
        for line in plan.lines:
            if line.clock:
                length = Fraction((line.clock[1] - line.clock[0]) % (24 * 60), 60)
                pieces = [piece for piece in sums.pieces(plan, quarter)
                          if piece.line is line and piece.day == line.days[0]]
                weeks = weeks_of(pieces)
                if weeks is None:
                    self.leave_open("CAPA215", plan)
                    continue
                fullest = max(sum(piece.each for piece in week) for week in weeks)
                always = all(piece.block.often.kind == "weekly" for piece in pieces)
                self.find("CAPA215", plan, fullest >= length + MINUTE or (always and fullest <= length - MINUTE))

    def choice_takes_its_time(self, piece, plan, team, quarter):
        length = piece.each / self.sums.choice_each_time(piece, plan, quarter)
        usual = self.sums.setting("choice-length", team, quarter, plan)
        return abs(length - usual) <= self.sums.setting("choice-length-tolerance", team, quarter, plan)

    def half_days(self, plan, team, quarter):
        sums = self.sums
        session = sums.setting("session", team, quarter, plan)
        contacts = sums.setting("contacts-per-session", team, quarter, plan)
        per_clinic = sums.setting("choice-per-clinic", team, quarter, plan)
        for pieces in half_days(sums.pieces(plan, quarter)):
            booked = [piece for piece in pieces
                      if piece.activity in ("core", "specific") and piece.block.appointments is not None]
            weeks = [week for week in weeks_of(booked) or [] if week]
            if weeks:
                fullest = max(weeks, key=lambda week: (appointments(week) / time(week), time(week)))
                room = time(fullest) / session * contacts
                self.find("CAPA201", plan, appointments(fullest) > room)
                counts_on_fewer = sums.setting("multiplier", team, quarter, plan) is not None
                self.find("CAPA223", plan, room - appointments(fullest) >= 1 and not counts_on_fewer)
                if len(weeks) > 1 or len({id(piece.line) for piece in booked}) > 1:
                    self.leave_open("CAPA223", plan)  # several weeks, and several lines of a half-day
            choice = [piece for piece in pieces if piece.activity == "choice"]
            if not choice:
                continue
            weeks = weeks_of(pieces)
            if weeks is None:
                self.leave_open("CAPA219", plan)
                continue
            numbers = [sum(sums.choice_each_time(piece, plan, quarter) for piece in week if piece.activity == "choice")
                       for week in weeks]
            fullest = [week for week, number in zip(weeks, numbers) if number == max(numbers)]
            told = {max(numbers) > per_clinic * max(1, time(week) / session) for week in fullest}
            told_already = not all(self.choice_takes_its_time(piece, plan, team, quarter) for piece in choice)
            if len(told) > 1 or (told_already and len({id(piece.line) for piece in pieces}) > 1):
                self.leave_open("CAPA219", plan)  # the length of Choice is judged line by line
            self.find("CAPA219", plan, told == {True} and not told_already)

    def repeated(self, plan, quarter):
        seen = {}
        for line in plan.lines:
            if line.clock and not self.leaves_time_free(line, [p for p in self.sums.pieces(plan, quarter)
                                                               if p.day == line.days[0]]):
                continue  # it overlaps the other one, which is another finding
            mine = [piece for piece in self.sums.pieces(plan, quarter) if piece.line is line]
            for piece in mine:
                for other in seen.get(copy_key(piece), []):
                    if piece.block.often != other.block.often:
                        self.leave_open("CAPA302", plan)  # the page does not say whether that is the same block
                    elif weeks_of([piece, other]) is not None:
                        self.find("CAPA302", plan, any(len(week) == 2 for week in weeks_of([piece, other])))
                    else:
                        # Where one does not say its weeks, they surely meet only when there is no room for both.
                        self.find("CAPA302", plan, piece.times + other.times > 1)
                        if "per" in (piece.block.often.kind, other.block.often.kind):
                            self.leave_open("CAPA302", plan)
            for piece in mine:
                seen.setdefault(copy_key(piece), []).append(piece)

    def balance_of_plan(self, plan, team, quarter, in_force):
        sums = self.sums
        core = sums.hours(plan, quarter, ("core",))
        specific = sums.hours(plan, quarter, ("specific",))
        self.find("CAPA228", plan, (core > 0) != (specific > 0))
        paid = sums.hours(plan, quarter, PAID)
        stated = sums.hours(plan, quarter, ("team meeting", "management", "research", "other"))
        self.find("CAPA227", plan, paid > 0 and stated == 0)
        if not in_force:
            return
        meets = sums.hours(plan, quarter, ("team meeting",)) > 0
        others = sums.team_hours_left(team, quarter, ("team meeting",)) > 0
        self.find("CAPA229", plan, not meets and stated > 0 and others)
        if not sums.counts(plan, quarter):
            return
        plans = sums.counted_plans(team, quarter)
        shares = [sums.core_share(each, quarter) for each in plans]
        shares = [each for each in shares if each is not None]
        mine = sums.core_share(plan, quarter)
        if mine is not None and len(plans) >= sums.setting("plans-to-compare", team, quarter):
            self.find("CAPA232", plan, abs(mine - median(shares)) > sums.setting("fair-share-spread", team, quarter,
                                                                                 plan))

    def contract(self, plan, team, quarter):
        sums = self.sums
        contract = sums.contract(plan)
        if contract is None:
            return
        if plan.fte is not None:
            by_fte = plan.fte * sums.setting("full-time", team, quarter, plan)
            as_doctor = plan.fte * 40
            self.find("CAPA307", plan, min(abs(contract - by_fte), abs(contract - as_doctor)) > Fraction(1, 2))
        theirs = [other for other in sums.workspace.plans
                  if other.person == plan.person and other is not plan and sums.is_in_force(other, quarter)
                  and sums.contract(other) is None]
        contracts = [other for other in sums.workspace.plans if other.person == plan.person
                     and sums.is_in_force(other, quarter) and sums.contract(other) is not None]
        if theirs and len(contracts) > 1:  # to which of the contracts such work belongs is not said
            for code in ("CAPA303", "CAPA304", "CAPA306"):
                self.leave_open(code, plan)
        paid, lunch = Fraction(0), Fraction(0)
        for each in [plan] + theirs:
            pieces = sums.pieces(each, quarter)
            paid += sum(piece.hours for piece in pieces if piece.activity in PAID)
            lunch += sum(piece.hours for piece in pieces if piece.activity == "lunch")
        tolerance = sums.setting("contract-tolerance", team, quarter, plan)
        in_hours = plan.contract is not None  # otherwise programmed activities are compared
        self.find("CAPA303", plan, in_hours and paid > contract + tolerance)
        if paid < contract - tolerance:
            with_lunch = lunch > 0 and abs(paid + lunch - contract) <= tolerance
            self.find("CAPA306", plan, with_lunch)
            self.find("CAPA304", plan, in_hours and not with_lunch)

    def core_target(self, plan, team, quarter):
        sums = self.sums
        target = plan.targets.get(quarter, (None, None))[1]
        absence = sums.absence(plan, quarter)
        families = sums.new_core(plan, quarter, None, absence)
        if target is None:
            self.find("CAPA207", plan, families > 0)
            return
        tolerance = sums.setting("core-target-tolerance", team, quarter, plan)
        least = min(math.floor(families), families - tolerance)
        most = max(math.ceil(families), families + tolerance)
        gross = self.new_core_before_big_admin(plan, team, quarter, absence)
        outside = not least <= target <= most
        counts_gross = target > most and math.floor(gross) <= target <= math.ceil(gross)
        self.find("CAPA208", plan, counts_gross)
        self.find("CAPA206", plan, outside and not counts_gross)

    def new_core_before_big_admin(self, plan, team, quarter, absence):
        """What the hours would make that Big Admin has to come out of, or has come out of."""
        sums = self.sums
        hours = sum((piece.hours * (1 - absence.share(piece.day)) * (Fraction(1, 2) if piece.joint else 1)
                     for piece in sums.pieces(plan, quarter) if piece.activity == "core"), Fraction(0))
        base = sums.setting("big-admin-base", team, quarter, plan)
        if not plan.before_big_admin and "core" in base and not sums.setting("big-admin-added", team, quarter, plan):
            hours *= 1 + sums.big_admin_rate(plan, quarter)
        return hours / sums.setting("session", team, quarter, plan) * sums.multiplier(team, quarter, plan)

    def choice(self, plan, team, quarter):
        sums = self.sums
        listed = sums.choice_list(team, quarter)
        absence = sums.absence(plan, quarter)
        planned = sums.choice_planned(plan, quarter, team.name)
        a_week = sums.choice_planned(plan, quarter, None, absence)
        goes_with_list = True
        if listed is not None and listed[0] == "quota":
            given = sums.choice_given(plan, quarter) * WEEKS_IN_QUARTER
            weeks = sums.setting("working-weeks", team, quarter, plan) / 4
            goes_with_list = math.floor(planned * weeks) <= given <= math.ceil(planned * WEEKS_IN_QUARTER)
            self.find("CAPA262", plan.person, not goes_with_list)
        elif listed is not None:
            goes_with_list = sums.choice_given(plan, quarter) == planned
            self.find("CAPA205", plan.person, not goes_with_list)
        target = plan.targets.get(quarter, (None, None))[0]
        if target is None:
            return
        loss = sums.setting("choice-loss", team, quarter)
        if listed is not None and listed[0] == "quota":
            if sums.choice_given(plan, quarter) == 0:
                return
            a_week = sums.choice_given(plan, quarter) * (1 - absence.share(None))
            loss = 0
        elif not goes_with_list:
            return
        most = a_week * WEEKS_IN_QUARTER
        self.find("CAPA209", plan, not math.floor(most * (1 - loss)) <= target <= math.ceil(most))

    def leave(self, plan, team, quarter):
        sums = self.sums
        absence = sums.absence(plan, quarter)
        away = absence.share(None) * WEEKS_IN_QUARTER
        long = away > sums.setting("leave-long", team, quarter, plan)
        given = sums.choice_given(plan, quarter)
        if given:
            if absence.share(None) == 1:
                self.find("CAPA315", plan.person)
            else:
                self.find("CAPA316", plan.person, long)
        takes = {other for other in range(len(sums.workspace.plans))
                 if sums.workspace.plans[other].person == plan.person
                 and sums.is_in_force(sums.workspace.plans[other], quarter)
                 and any(leave.reason != "annual leave" and leave.first <= last_day(quarter)
                         and leave.last >= first_day(quarter) for leave in sums.workspace.plans[other].leaves)}
        mine = sums.workspace.plans.index(plan) in takes
        self.find("CAPA234", plan, mine and long and not given and sums.new_core(plan, quarter) > 0)
        if len(takes) > 1:
            self.leave_open("CAPA234", plan)  # it stands at the first of all their leaves

    # ---- people --------------------------------------------------------------------------------------

    def of_person(self, person):
        sums = self.sums
        plans = [plan for plan in sums.workspace.plans
                 if plan.person == person and sums.is_in_force(plan, sums.quarter(sums.team(plan.team)))]
        if len(plans) > 1:
            known = [sums.full_time_equivalent(plan, sums.quarter(sums.team(plan.team)), most=1) for plan in plans]
            self.find("CAPA314", person, sum(each for each in known if each is not None) > 1 + Fraction(5, 100))
        pieces = [(plan, piece) for plan in plans for piece in sums.pieces(plan, sums.quarter(sums.team(plan.team)))]
        self.overlap(person, pieces)
        for plan in sums.workspace.plans:
            if plan.person == person and plan not in plans:  # one for later is compared with itself alone
                self.overlap(person, [(plan, piece) for piece in sums.pieces(plan, sums.quarter(sums.team(plan.team)))])
        if plans:
            self.lunch(person, plans, [piece for _, piece in pieces])

    def overlap(self, person, pieces):
        """Lines at one time of the week, counted in minutes from Monday; the last night ends on the next Monday."""
        week = 7 * 24 * 60
        lines = []
        for day in range(7):
            of_day = {}
            for _, piece in pieces:
                if piece.day == day and piece.line.clock:
                    of_day.setdefault(id(piece.line), []).append(piece)
            for mine in of_day.values():
                begin, end = mine[0].line.clock
                begin, length = day * 24 * 60 + begin, (end - begin) % (24 * 60)
                if self.leaves_time_free(mine[0].line, mine):
                    continue  # when its work takes place is not known
                lines.append((begin, begin + length, mine))
        for index, (begin, end, mine) in enumerate(lines):
            for other_begin, other_end, theirs in lines[index + 1:]:
                for shift in (-week, 0, week):
                    if begin < other_end + shift and other_begin + shift < end:
                        kinds = {piece.block.often.kind for piece in mine + theirs}
                        if kinds == {"weekly"}:
                            self.find("CAPA301", person)
                        else:
                            self.leave_open("CAPA301", person)

    def leaves_time_free(self, line, pieces):
        if not line.clock:
            return False
        length = Fraction((line.clock[1] - line.clock[0]) % (24 * 60), 60)
        return sum(piece.each for piece in pieces if piece.line is line) <= length - MINUTE

    def lunch(self, person, plans, pieces):
        sums = self.sums
        first = plans[0]
        team = sums.team(first.team)
        after = sums.setting("lunch-after", team, sums.quarter(team), first)
        for day in range(7):
            mine = [piece for piece in pieces if piece.day == day]
            if any(piece.activity == "lunch" for piece in mine):
                continue
            weeks = weeks_of(mine)
            if weeks is None:
                self.leave_open("CAPA305", person)
                continue
            clocks = sorted({piece.line.clock for piece in mine if piece.line.clock})
            ends = [max(end for _, end in clocks[:index + 1]) for index in range(len(clocks))]
            if any(self.leaves_time_free(piece.line, mine) for piece in mine):
                self.leave_open("CAPA305", person)
            gap = all(piece.line.clock for piece in mine) and any(
                later[0] - end >= 30 for end, later in zip(ends, clocks[1:]))
            for week in weeks:
                halves = {piece.line.half for piece in week if piece.activity in PAID}
                long = time(piece for piece in week) > after
                if not gap and (long or {"am", "pm"} <= halves):
                    self.find("CAPA305", person)


# ---- helpers ----------------------------------------------------------------------------------------


def value_in(said, quarter):
    found = counting(said, quarter)
    return None if found is None else found.value


def fewer(families):
    """The whole number for the quarters with the fewer families, so that four make the rounded year."""
    return math.floor(4 * families + Fraction(1, 2)) // 4


def more(families):
    return -(-math.floor(4 * families + Fraction(1, 2)) // 4)


def copy_key(piece):
    """What is the same in a block that stands twice in a half-day."""
    block = piece.block
    return (piece.day, piece.line.half, piece.line.clock, block.word, block.what, piece.each, block.appointments,
            block.partner, block.team)


def appointments(pieces):
    return sum(piece.block.appointments for piece in pieces)


def time(pieces):
    return sum((piece.each for piece in pieces), Fraction(0))


def weeks_of(pieces):
    """The pieces of each week of their cycles; None where the plan does not say in which week something takes place."""
    if any(piece.block.often.kind not in ("weekly", "weeks") for piece in pieces):
        return None
    length = math.lcm(1, *(piece.block.often.cycle for piece in pieces if piece.block.often.kind == "weeks"))
    return [[piece for piece in pieces
             if piece.block.often.kind == "weekly" or week % piece.block.often.cycle + 1 in piece.block.often.weeks]
            for week in range(length)]


def half_of(piece):
    if piece.line.clock:
        return "am" if piece.line.clock[0] < 12 * 60 else "pm" if piece.line.clock[0] < 17 * 60 else "eve"
    return piece.line.half


def half_days(pieces):
    groups = {}
    for piece in pieces:
        key = (piece.day, half_of(piece)) if piece.day is not None and half_of(piece) else (piece.day, id(piece.line))
        groups.setdefault(key, []).append(piece)
    return list(groups.values())
