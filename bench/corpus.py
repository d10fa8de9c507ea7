"""Writes a corpus of job plans: N one-plan files in teams of fifty, all different, all realistic."""
import pathlib

LINES = """\
  mon am   {first} {a}h, big admin 30m
  mon      lunch 30m
  mon pm   core 3.5h x2, travel 30m
  tue am   team meeting 1.5h, other "supervision" 1h, big admin {b}m
  tue      lunch 30m
  tue pm   specific "Eating disorders clinic" 3.5h
  wed am   core 3.5h
  wed      lunch 30m
  wed pm   cpd 2h every 2 weeks, research 1h
  thu 09:00-12:30  core 3.5h x2
  thu      lunch 30m
  thu pm   management 2h, other "consultation" 1.5h
  fri am   core 3.5h, big admin 30m
  fri      lunch 30m
  fri pm   other "duty" 3.5h week 1 of 2
"""


def write(folder: pathlib.Path, plans: int, teams: int) -> None:
    each = plans // teams
    for t in range(teams):
        team = folder / f"team-{t:03}"
        team.mkdir(parents=True, exist_ok=True)
        names = [f"Clinician {t:03}-{p:03}" for p in range(each)]
        choice = "".join(f'    "{name}"  1 per week\n' for name in names)
        (team / "team.capa").write_text(
            f'team "Team {t:03}" {{\n  quarter 2026-Q4\n  referrals {each * 4 // 5} per week range 5..60\n'
            f'  transfer 66%..70%\n  choice weekly {{\n{choice}  }}\n}}\n')
        for p, name in enumerate(names):
            week = LINES.format(first="choice x1, core", a=2 + p % 3 / 2, b=60 + 15 * (p % 4))
            (team / f"plan-{p:03}.capa").write_text(
                f'plan "{name}" in "Team {t:03}" {{\n  role "Clinician"\n  contract 37.5h\n{week}'
                f'  target 2026-Q4  choice 13, core 13\n  review 2027-06-30\n'
                f'  agreed "{name}" 2026-09-20, "Team lead" 2026-09-21\n}}\n')
    (folder / "capalint.capa").write_text("")
