"""A round's debrief is held on the day of its last interview or the next working day, while it is fresh.

It is a rule of the sitting and not of the search: where the first answer breaks it because the panel cannot meet so
soon, the round's last interview is asked for near the day when it can. Where that loses a meeting, the debrief stays
late, and the page says by how much. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from framdrift.planning.kickoff.problem import named_rounds
from framdrift.planning.kickoff.rounds import Asked
from framdrift.recruiting.kinds import MeetingKind
from framdrift.science.calendars import WorkingDays, local_date
from framdrift.science.scheduling.answer import Answer
from framdrift.science.scheduling.instants import ticks_of
from framdrift.science.scheduling.problem import Interview, Problem, Windows

WITHIN_WORK_DAYS = 1

Timed = tuple[int, str, datetime]
"""A meeting by its plan step's id, its kind and its start."""


def late_debriefs(meetings: Iterable[Timed], *, zone: ZoneInfo, days: WorkingDays) -> dict[int, int]:
    """The debriefs that break the rule: working days after the round's last interview, by plan step."""
    interviews: dict[int, date] = {}
    debriefs: dict[int, date] = {}
    for step_id, kind, start in meetings:
        on = local_date(start, zone)
        if kind == MeetingKind.INTERVIEW:
            interviews[step_id] = max(on, interviews.get(step_id, on))
        elif kind == MeetingKind.DEBRIEF:
            debriefs[step_id] = on
    waits = {step: days.between(interviews[step], on) for step, on in debriefs.items() if step in interviews}
    return {step: wait for step, wait in waits.items() if wait > WITHIN_WORK_DAYS}


def with_debriefs_close(
    problem: Problem, asked: Asked, *, days: WorkingDays, solve: Callable[[Problem], Answer]
) -> tuple[Problem, Answer]:
    """The problem with the rule in it where it can be kept without losing a meeting, and its answer by `solve`."""
    found = solve(problem)
    for step_id in late_in(found, asked, problem.zone, days):
        closer = _closer(problem, asked, found, step_id, days)
        again = solve(closer)
        if len(again.held) >= len(found.held) and step_id not in late_in(again, asked, problem.zone, days):
            problem, found = closer, again
    return problem, found


def late_in(found: Answer, asked: Asked, zone: ZoneInfo, days: WorkingDays) -> dict[int, int]:
    """See late_debriefs, of an answer."""
    rounds = named_rounds(asked)
    held = [(rounds[str(one.interview)], one.start) for one in found.held]
    return late_debriefs([(one.plan_step_id, one.kind, start) for one, start in held], zone=zone, days=days)


def _closer(problem: Problem, asked: Asked, found: Answer, step_id: int, days: WorkingDays) -> Problem:
    """The debrief on the day when it was found to be possible, the round's last interview on that day or the working
    day before."""
    rounds = named_rounds(asked)
    starts = {str(one.interview): one.start for one in found.held}
    mine = [name for name, one in rounds.items() if one.plan_step_id == step_id and name in starts]
    (debrief,) = (name for name in mine if rounds[name].kind == MeetingKind.DEBRIEF)
    last = max((name for name in mine if rounds[name].kind == MeetingKind.INTERVIEW), key=lambda name: starts[name])
    on = local_date(starts[debrief], problem.zone)
    windows = {
        debrief: days_window(on, on, problem.zone),
        last: days_window(days.add(on, -WITHIN_WORK_DAYS), on, problem.zone),
    }
    return replace(problem, interviews=tuple(_limited(one, windows) for one in problem.interviews))


def _limited(one: Interview, windows: dict[str, Windows]) -> Interview:
    return replace(one, free=windows[str(one.id)]) if str(one.id) in windows else one


def days_window(first: date, last: date, zone: ZoneInfo) -> Windows:
    """All of these days, the last one too."""
    start = datetime.combine(first, time(), tzinfo=zone)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    return ((ticks_of(start), ticks_of(end)),)
